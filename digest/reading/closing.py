"""Which mark closes the quotation that another one opens."""

from collections.abc import Sequence

from digest.reading.signs import CLOSERS, SINGLE, STRONG, Mark, is_inch, opens

_SINGLE_CLOSERS = {"‘": "’'", "'": "'", "‚": "‘’'"}


def _begins_anew(text: str, mark: Mark) -> bool:
    """A straight mark that opens a quotation, where another is still open."""
    return mark.sign == '"' and opens(text, mark) and text[mark.start - 1] not in STRONG


def _outer_close(text: str, ahead: Sequence[Mark]) -> Mark | None:
    """`"She cried "Stop!" and ran."`: the partner of a straight mark when each one inside has its own."""
    depth = 1
    for mark in ahead:
        if mark.sign == '"' and not is_inch(text, mark):
            depth += 1 if _begins_anew(text, mark) else -1
        if depth == 0:
            return mark
    return None


def _is_measure(text: str, mark: Mark, ahead: Sequence[Mark]) -> bool:
    """Inches inside a quotation: the mark that closes it is still to come."""
    later = (other for other in ahead if other.start > mark.start)
    return is_inch(text, mark) and any(other.sign in '"”' and not opens(text, other) for other in later)


def _nests(text: str, opening: Mark, mark: Mark) -> bool:
    """Whether a mark opens a quotation inside the one that `opening` opened."""
    if mark.sign == "“":
        return opening.sign in '“"' and opens(text, mark)
    return mark.sign == opening.sign and mark.sign in "„«‹「『"


def _double_close(text: str, opening: Mark, ahead: Sequence[Mark]) -> Mark | None:
    """The closing mark for a double mark: the first that is not the opening of another quotation inside."""
    closers, depth = CLOSERS[opening.sign], 0
    for mark in ahead:
        if _nests(text, opening, mark):
            depth += 1
        elif mark.sign in closers:
            if depth:
                depth -= 1
            elif _begins_anew(text, mark):  # this one was never closed, or the next stands inside it
                return _outer_close(text, ahead) if opening.sign == '"' else None
            elif not _is_measure(text, mark, ahead):
                return mark
    return next((mark for mark in reversed(ahead) if depth and mark.sign == "”"), None)


def _single_close(text: str, opening: Mark, ahead: Sequence[Mark]) -> Mark | None:
    """Of marks that may be apostrophes, the one that closes: one behind punctuation, or one that is no plural's."""
    closers, depth = _SINGLE_CLOSERS[opening.sign], 0
    for mark in ahead:
        before, after = text[mark.start - 1], text[mark.end : mark.end + 1]
        if mark.sign == opening.sign and opens(text, mark):
            depth += 1
        elif mark.sign in closers and not before.isspace():
            later = (other for other in ahead if other.start > mark.start and other.sign in closers)
            possessive = before == "s" and after == " " and any(text[other.start - 1] in STRONG for other in later)
            if not possessive and (not depth or before in STRONG):
                return mark
            depth -= depth > 0
    return None


def close_of(text: str, opening: Mark, ahead: Sequence[Mark]) -> Mark | None:
    """The mark, of those ahead, that closes the quotation which `opening` opens; None when it has no partner."""
    return _single_close(text, opening, ahead) if opening.sign in SINGLE else _double_close(text, opening, ahead)
