"""content/editorial.yml: what people decide about the digest; read whole, every problem at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from digest.marked import Entries, Items, Marked, MarkedError, Scalar, read_marked, refuse
from digest.nearest import guess

RULES_NAME = "editorial.yml"  # in the content folder
MAX_BYTES = 1024 * 1024
MAX_CHARACTERS = 2000

EXAMPLE = """\
# What people decide about this digest. Rules win over the machine, survive every rebuild, and are shown to readers.
# Each rule starts with a dash, and ends with who decided and why.
# A story is named by its address (the last part of its page's address), an article by its file below content/.
#
# - rename: russian-security-chief-meets-anwar-3f9a1c2b40    # give a story a headline of your own
#   to: "Shoigu in Putrajaya: talks on security and energy"
#   by: Nadia
#   because: No source's headline says where they met.
#
# - hide: local-weather-0a1b2c3d4e                           # take a story out of the edition
#   by: Nadia
#   because: Not about our region.
#
# - pin: budget-passes-second-reading-77aa88bb99             # put a story first; several pins keep this file's order
#   by: Nadia
#   because: The board meets about it today.
#
# - exclude: inbox/advertisement.txt                         # leave an article out
#   by: Nadia
#   because: An advertisement.
#
# - remove: 3f9a1c2b40                                       # take an article's words out, of past editions too
#   outlet: The Daily Herald                                 # for the note in its place; may be absent
#   by: Nadia
#   because: The outlet asked for it.
#
# - exclude_outlet: The Daily Advertiser                     # leave an outlet out
#   by: Nadia
#   because: It prints press releases only.
#
# - merge: [flood-in-the-north-1122334455, dam-breaks-66778899aa]   # these stories are one
#   by: Nadia
#   because: The dam broke in the same flood.
#
# - move: [herald/0227-dam.txt, wire/dam.html]               # these articles belong to another story
#   to: dam-breaks-66778899aa
#   by: Nadia
#   because: They are about the dam, not about the storm.
#
# - split: [herald/0227-dam.txt]                             # these articles are a story of their own
#   by: Nadia
#   because: Another dam, in another country.
#
# - speaker: Oh Ei Sun                                       # who really said it; "" if nobody knows
#   article: herald/0227-visit.txt
#   quote: the pressure is all off                           # some words of the quote
#   by: Nadia
#   because: The sentence before names him.
#
# - note: dam-breaks-66778899aa                              # a remark of yours on the story's page
#   text: We have asked the ministry for its figures.
#   by: Nadia
#   because: Readers wrote in about them.
"""


class RuleKind(StrEnum):
    """What a rule does."""

    RENAME = "rename"
    HIDE = "hide"
    PIN = "pin"
    EXCLUDE = "exclude"
    REMOVE = "remove"
    EXCLUDE_OUTLET = "exclude_outlet"
    MERGE = "merge"
    MOVE = "move"
    SPLIT = "split"
    SPEAKER = "speaker"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One decision of an editor, as written: names are not looked up yet."""

    kind: RuleKind
    line: int
    subjects: tuple[str, ...]  # what it acts on: stories, articles, or an outlet
    to: str  # the headline, story, name or remark that it gives; "" where it gives none
    quote: str  # speaker: words that stand in the quote
    by: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The editors' decisions, in the order of their file."""

    rules: tuple[Rule, ...] = ()

    def of(self, *kinds: RuleKind) -> tuple[Rule, ...]:
        """The rules of some kinds, in order."""
        return tuple(rule for rule in self.rules if rule.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    subjects: str  # field that holds what the rule acts on
    to: str = ""  # field that holds what it gives
    least: int = 1
    most: int = 1
    may_be_empty: bool = False
    may_be_absent: bool = False  # `to` need not be there
    quote: bool = False

    def fields(self, kind: RuleKind) -> tuple[str, ...]:
        own = [kind.value, self.subjects, self.to, "quote" if self.quote else ""]
        return (*dict.fromkeys(name for name in own if name), "by", "because")


MANY = 500
SHAPES = {
    RuleKind.RENAME: _Shape(subjects="rename", to="to"),
    RuleKind.HIDE: _Shape(subjects="hide"),
    RuleKind.PIN: _Shape(subjects="pin"),
    RuleKind.EXCLUDE: _Shape(subjects="exclude", most=MANY),
    RuleKind.REMOVE: _Shape(subjects="remove", to="outlet", most=MANY, may_be_empty=True, may_be_absent=True),
    RuleKind.EXCLUDE_OUTLET: _Shape(subjects="exclude_outlet"),
    RuleKind.MERGE: _Shape(subjects="merge", least=2, most=MANY),
    RuleKind.MOVE: _Shape(subjects="move", to="to", most=MANY),
    RuleKind.SPLIT: _Shape(subjects="split", most=MANY),
    RuleKind.SPEAKER: _Shape(subjects="article", to="speaker", may_be_empty=True, quote=True),
    RuleKind.NOTE: _Shape(subjects="note", to="text"),
}
ONCE = {
    RuleKind.RENAME,
    RuleKind.HIDE,
    RuleKind.PIN,
    RuleKind.EXCLUDE,
    RuleKind.REMOVE,
    RuleKind.EXCLUDE_OUTLET,
    RuleKind.MOVE,
}


def read_rules(path: Path) -> Rules:
    """Read the editors' rules; an absent or empty file holds none.

    Raises EditorialError that lists every problem as `file:line: what is wrong, did you mean …?`.
    """
    root = read_marked(path, max_bytes=MAX_BYTES)
    if root is None:
        return Rules()
    problems: list[MarkedError] = []
    rules = Rules(rules=tuple(_rules(root, problems)))
    problems.extend(_repeats(rules))
    refuse(path, problems)
    return rules


def _rules(root: Marked, problems: list[MarkedError]) -> Iterator[Rule]:
    if not isinstance(root, Items):
        problems.append(MarkedError(root.line, "expected a list of rules, each beginning with a dash: `- hide: …`"))
        return
    for item in root.items:
        try:
            found, rule = _rule(item)
        except MarkedError as error:
            problems.append(error)
            continue
        problems.extend(found)
        if not found:
            yield rule


def _rule(item: Marked) -> tuple[list[MarkedError], Rule]:
    if not isinstance(item, Entries):
        raise MarkedError(item.line, "expected a rule such as `hide: story`, with `by:` and `because:` below it")
    fields = {key.text: value for key, value in item.entries}
    kind = _kind(item, fields)
    shape = SHAPES[kind]
    problems = list(_unknown(item, shape.fields(kind), kind))
    read = _FieldReader(fields, item.line, problems)
    subjects = read.several(shape.subjects, shape.least, shape.most)
    rule = Rule(
        kind=kind,
        line=item.line,
        subjects=subjects,
        to=_given(shape, read),
        quote=read.one("quote") if shape.quote else "",
        by=read.one("by"),
        because=read.one("because"),
    )
    return problems, rule


def _given(shape: _Shape, read: "_FieldReader") -> str:
    absent = not shape.to or (shape.may_be_absent and shape.to not in read.fields)
    return "" if absent else read.one(shape.to, may_be_empty=shape.may_be_empty)


def _kind(item: Entries, fields: Mapping[str, Marked]) -> RuleKind:
    kinds = [kind for kind in RuleKind if kind.value in fields]
    if len(kinds) > 1:
        raise MarkedError(item.line, f"one rule does one thing; this one has {' and '.join(f'`{k}`' for k in kinds)}")
    if not kinds:
        first = item.entries[0][0].text if item.entries else ""
        known = [kind.value for kind in RuleKind]
        raise MarkedError(
            item.line, f"“{first}” is not a rule{guess(first, known) or '; the rules are ' + ', '.join(known)}"
        )
    return kinds[0]


def _unknown(item: Entries, fields: Sequence[str], kind: RuleKind) -> Iterator[MarkedError]:
    for key, _ in item.entries:
        if key.text not in fields:
            hint = guess(key.text, fields) or f"; it takes {', '.join(fields[1:])}"
            yield MarkedError(key.line, f"“{key.text}” is unknown in a `{kind}` rule{hint}")


class _FieldReader:
    """Reads the fields of one rule, and notes what is wrong with them."""

    def __init__(self, fields: Mapping[str, Marked], line: int, problems: list[MarkedError]) -> None:
        self.fields = fields
        self.line = line
        self.problems = problems

    def one(self, name: str, *, may_be_empty: bool = False) -> str:
        marked = self.fields.get(name)
        if marked is None:
            self.problems.append(MarkedError(self.line, f"`{name}:` is missing"))
            return ""
        return self._text(marked, name, may_be_empty=may_be_empty)

    def several(self, name: str, least: int, most: int) -> tuple[str, ...]:
        marked = self.fields.get(name)
        if not isinstance(marked, Items) or most == 1:
            texts: tuple[str, ...] = (self.one(name),)
        else:
            texts = tuple(self._text(item, name) for item in marked.items)
        if marked is not None and not least <= len(set(texts)) <= most:
            wanted = f"at least {least} different ones" if len(set(texts)) < least else f"at most {most}"
            self.problems.append(MarkedError(marked.line, f"`{name}:` needs {wanted}"))
        return tuple(dict.fromkeys(texts))

    def _text(self, marked: Marked, name: str, *, may_be_empty: bool = False) -> str:
        text = " ".join(marked.text.split()) if isinstance(marked, Scalar) else ""
        if not isinstance(marked, Scalar):
            self.problems.append(MarkedError(marked.line, f"`{name}:` takes one text"))
        elif not text and not may_be_empty:
            self.problems.append(MarkedError(marked.line, f"`{name}:` is empty"))
        elif len(text) > MAX_CHARACTERS:
            self.problems.append(MarkedError(marked.line, f"`{name}:` is longer than {MAX_CHARACTERS} characters"))
        return text


def _repeats(rules: Rules) -> Iterator[MarkedError]:
    seen: dict[tuple[RuleKind, str], int] = {}
    for rule in rules.of(*ONCE):
        for subject in rule.subjects:
            first = seen.setdefault((rule.kind, subject), rule.line)
            if first != rule.line:
                yield MarkedError(rule.line, f"`{rule.kind}` of “{subject}” stands on line {first} already")
