"""Values of the lock file read from marked YAML, every problem noted on the way."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from digest.lock.writing import UNDATED
from digest.marked import Entries, Items, Marked, MarkedError, Scalar


class FieldReader:
    """Reads values, and notes in `problems` what is none; something of the right type comes back all the same."""

    def __init__(self, problems: list[MarkedError]) -> None:
        self.problems = problems

    def wrong(self, marked: Marked, what: str) -> None:
        """Note a problem at a value."""
        self.problems.append(MarkedError(marked.line, what))

    def entries(self, marked: Marked | None) -> tuple[tuple[Scalar, Marked], ...]:
        """Names and values; none where there is nothing."""
        if marked is None or isinstance(marked, Entries):
            return marked.entries if marked else ()
        self.wrong(marked, "expected names with values here (`name: value`)")
        return ()

    def fields(self, marked: Marked | None, *, required: set[str], allowed: Iterable[str] = ()) -> Mapping[str, Marked]:
        """The values of a mapping by known names."""
        fields = {key.text: value for key, value in self.entries(marked)}
        for key, _ in self.entries(marked):
            if key.text not in required.union(allowed):
                self.wrong(key, f"“{key.text}” is not known here")
        for name in sorted(required - fields.keys()):
            if marked is not None:
                self.wrong(marked, f"“{name}” is missing")
        return fields

    def text(self, marked: Marked | None) -> str:
        """One text, not empty."""
        if marked is None:
            return ""
        if not isinstance(marked, Scalar) or not marked.text:
            self.wrong(marked, "expected a value here")
            return ""
        return marked.text

    def texts(self, marked: Marked | None) -> tuple[str, ...]:
        """A list of texts, sorted, each once."""
        if marked is None or isinstance(marked, Items):
            return tuple(sorted({self.text(item) for item in (marked.items if marked else ())}))
        self.wrong(marked, "expected a list here (`[one, other]`)")
        return ()

    def matching(self, marked: Marked | None, pattern: str, wanted: str) -> str:
        """A text of some form."""
        text = self.text(marked)
        if marked is not None and text and not re.fullmatch(pattern, text):
            self.wrong(marked, f"expected {wanted}, found “{text[:100]}”")
        return text

    def number(self, marked: Marked | None, *, lowest: int = 1) -> int:
        """A whole number of at most nine digits."""
        text = self.text(marked)
        if marked is not None and text and not (re.fullmatch(r"[0-9]{1,9}", text) and int(text) >= lowest):
            self.wrong(marked, f"expected a number from {lowest}, found “{text[:100]}”")
            return lowest
        return int(text or lowest)

    def day(self, marked: Marked) -> date | None:
        """A day, or None where it says that there is none."""
        text = self.text(marked)
        try:
            return None if text == UNDATED else date.fromisoformat(text)
        except ValueError:
            self.wrong(marked, f"expected a day such as 2025-02-27, or “{UNDATED}”, found “{text[:100]}”")
            return None
