"""What is worked out for a group, as bytes and back: some hundred thousand terms that articles share."""

import json
from collections.abc import Callable

from digest import stories
from digest.coding import Coded, Coder
from digest.nouns import Shared


class FindingsCoder(Coder[stories.Draft, stories.Findings]):
    """Findings as JSON, in which terms and weights stand in lists of their own."""

    def __init__(self) -> None:
        super().__init__(stories.Findings)

    def encode(self, result: stories.Findings) -> Coded:
        """See Coder.encode."""
        shared = [([one.term for one in some], [one.weight for one in some]) for some in result.shared]
        return Coded(head=json.dumps((result.text_groups, result.retells, shared)).encode("ascii"), rest=b"")

    def decode(
        self,
        head: bytes,
        item: stories.Draft,
        rest: Callable[[], bytes],  # noqa: ARG002
    ) -> stories.Findings:
        """See Coder.decode."""
        try:
            texts, retells, shared = json.loads(head)
            found = stories.Findings(
                text_groups=tuple(texts),
                retells=tuple(retells),
                shared=tuple(
                    tuple(Shared(term=term, weight=weight) for term, weight in zip(terms, weights, strict=True))
                    for terms, weights in shared
                ),
            )
        except TypeError as error:
            raise ValueError("these are no findings") from error
        if not len(found.text_groups) == len(found.retells) == len(found.shared) == len(item.ids):
            raise ValueError("these are no findings of this group")
        return found
