"""Who is who, kept in the store for the next build, as blocks of which most stay as they are."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from digest import stories
from digest.coding import Coder
from digest.lock import Lock
from digest.nouns import Deferred, Group
from digest.store import Store, code_version, digest_of, fingerprint

NAME = "people"
CHECK = 32  # bytes of SHA-256
CIRCLES: Coder[Any, stories.CircleBlock] = Coder(stories.CircleBlock, later=("namesakes",))
COMPANIES: Coder[Any, stories.CompanyBlock] = Coder(stories.CompanyBlock, later=("said",))

Block = TypeVar("Block", bound=Deferred)
Keys = Mapping[str, str]  # of blocks, by their number


class _LostError(Exception):
    """A block of what was known is not there any more."""


def acquainted(groups: Sequence[Group], *, lock: Lock, store: Store) -> stories.Acquainted:
    """Who is who in a build, with what the last one knew; see `stories.acquainted`."""
    keys = [store.digest(group) for group in groups]
    try:
        return stories.acquainted(groups, keys, lock=lock, before=_known(lock, store))
    except _LostError:
        return stories.acquainted(groups, keys, lock=lock)


def keep_acquainted(found: stories.Acquainted, lock: Lock, store: Store) -> None:
    """Keep who is who for the next build. `lock` is what this one left."""
    known, noted = stories.known_after(found, lock), _noted(store)
    circles = _kept(known.circles, found.before.circles, noted.get("circles", {}), CIRCLES, store)
    companies = _kept(known.companies, found.before.companies, noted.get("companies", {}), COMPANIES, store)
    said = {
        "made by": code_version("stories", packages=()),
        "lock": store.digest(lock.people),
        "circles": circles,
        "companies": companies,
        "words": known.words,
    }
    whole = json.dumps(said, sort_keys=True).encode("ascii")
    store.note(NAME, hashlib.sha256(whole).digest() + whole)


def _known(lock: Lock, store: Store) -> stories.Known:
    """Who was who as the last build left it. Raises _LostError, then or when more of it is read."""
    noted = _noted(store)
    if noted.get("made by") != code_version("stories", packages=()):
        return stories.NOTHING_KNOWN
    return stories.Known(
        circles=_recalled(noted["circles"], CIRCLES, store),
        companies=_recalled(noted["companies"], COMPANIES, store),
        words={word: (carried, surplus) for word, (carried, surplus) in noted["words"].items()},
        same_lock=noted["lock"] == store.digest(lock.people),
    )


def _noted(store: Store) -> dict[str, Any]:
    whole = store.noted(NAME)
    if hashlib.sha256(whole[CHECK:]).digest() != whole[:CHECK]:
        return {}
    found: dict[str, Any] = json.loads(whole[CHECK:])
    return found


def _recalled(keys: Keys, coder: Coder[Any, Block], store: Store) -> dict[int, Block]:
    found = store.recall(list(keys.values()), _lost, lambda key: key, coder)
    return {int(number): block for number, block in zip(keys, found, strict=True)}


def _lost(_: object) -> Iterable[Any]:
    raise _LostError


def _kept(
    now: Mapping[int, Block], before: Mapping[int, Block], keys: Keys, coder: Coder[Any, Block], store: Store
) -> dict[str, str]:
    """The keys of blocks, of which those that changed are stored; what was there in their place is let go."""
    same = {number for number, block in now.items() if before.get(number) is block}
    store.disown(key for number, key in keys.items() if int(number) not in same)
    made = {number: fingerprint("people", digest_of(block)) for number, block in now.items() if number not in same}
    blocks = [(key, now[number]) for number, key in made.items()]
    store.recall(blocks, lambda some: [block for _, block in some], lambda one: one[0], coder)
    return {str(number): keys[str(number)] for number in same} | {str(number): key for number, key in made.items()}
