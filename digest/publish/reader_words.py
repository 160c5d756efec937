"""Messages that were written for an editor, as a reader wants them: the fact without the advice."""

import re

_ADVICE = re.compile(
    r"; (?:do not |then )?(?:add|check|export|fetch|give|keep|look|mend|move|name|paste|put|remove|rename|save"
    r"|set|split|take|use|write)\b"
)
_GUESS = re.compile(r"[;,] did you mean .*\?$|[;,] which is kept$")
_RULE = re.compile(r"`?(?P<kind>[a-z ]+?)`? on line \d+: (?P<why>.*)", re.DOTALL)


def for_readers(message: str) -> str:
    """A message up to its first advice, without the marks that set off code on a terminal."""
    advice = _ADVICE.search(message)
    return _plain(message[: advice.start()] if advice else message)


def unmatched_for_readers(message: str) -> str:
    """An editor's rule that matches nothing any more: "pin: there is no story “ferry”"."""
    found = _RULE.fullmatch(message)
    told = f"{found['kind']}: {found['why']}" if found else message
    return _plain(_GUESS.sub("", told))


def _plain(message: str) -> str:
    return message.replace("`", "").rstrip(" ;.")
