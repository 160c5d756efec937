"""The rules of editorial.yml, added to and taken back without touching a word that people wrote."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import yaml

from digest.editorial import EXAMPLE, ONCE, SHAPES, Rule, Rules, read_rules
from digest.errors import DigestError, EditorialError
from digest.insertion import end_of_last, inserted, line_end, read_text, replace_checked
from digest.intake.decoding import printable
from digest.intake.feeds.clipping_text import inline_list, scalar
from digest.intake.lines import fold
from digest.marked import in_words


def add_rule(path: Path, rule: Rule) -> None:
    """Write one more rule at the end of the file's rules, in one step; a new file begins with an explained example.

    Every line that was there stays, comments too. Raises EditorialError, with the file untouched, where it has problems
    already, says the same already, or would not say exactly the old rules and the new one.
    """
    rules, rule = read_rules(path), _folded(rule)
    _refuse_repeat(path, rules, rule)
    text, mark = _read(path)
    new = mark + with_rule(text or EXAMPLE, rule).encode("utf-8")
    _write(path, new, Rules(rules=(*rules.rules, rule)), old=mark + text.encode("utf-8"))


def take_back(path: Path) -> Rule:
    """Remove the last rule, in one step, and return it; comments stay.

    Raises EditorialError, with the file untouched, where there is none or it cannot be told from the rest.
    """
    rules = read_rules(path).rules
    if not rules:
        raise EditorialError(f"{path}: holds no rule that could be taken back")
    text, mark = _read(path)
    new = mark + _without_last(text).encode("utf-8")
    _write(path, new, Rules(rules=rules[:-1]), old=mark + text.encode("utf-8"))
    return rules[-1]


def with_rule(text: str, rule: Rule) -> str:
    """The text of a file of rules with one more."""
    root = _composed(text)
    end = line_end(text)
    if not isinstance(root, yaml.SequenceNode):
        whole = text if text.endswith("\n") else text + end
        return f"{whole}{end}{_block(rule, '', end)}"
    start, stop = root.start_mark.index, root.end_mark.index
    if not root.value:
        return inserted(text[:start] + text[stop:].lstrip(" "), start, _block(rule, "", end))
    if root.flow_style:
        last = root.value[-1].end_mark.index
        return f"{text[:last]}, {{{', '.join(_fields(rule, inside_list=True))}}}{text[last:]}"
    block = _block(rule, " " * root.start_mark.column, end)
    return inserted(text, end_of_last(root), _spaced(text, root, block, end))


def _folded(rule: Rule) -> Rule:
    """The rule as it will read: without line breaks and control characters."""
    to, quote, by, because = (fold(printable(text)) for text in (rule.to, rule.quote, rule.by, rule.because))
    subjects = tuple(fold(printable(subject)) for subject in rule.subjects)
    return replace(rule, subjects=subjects, to=to, quote=quote, by=by, because=because)


def _refuse_repeat(path: Path, rules: Rules, rule: Rule) -> None:
    for old in rules.rules:
        if replace(old, line=rule.line) == rule:
            raise EditorialError(f"{path}: line {old.line} says so already")
        again = sorted(set(old.subjects) & set(rule.subjects)) if old.kind is rule.kind and rule.kind in ONCE else ()
        if again:
            raise EditorialError(f"{path}: line {old.line} has `{rule.kind}` of “{again[0]}” already; change it")


def _read(path: Path) -> tuple[str, bytes]:
    try:
        return read_text(path)
    except OSError as error:
        raise EditorialError(f"{path}: cannot be read ({error.strerror})") from None


def _composed(text: str) -> yaml.Node | None:
    """The text as nodes with places. The reader of rules takes tabs where this one does not."""
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise EditorialError(f"line {line} cannot be changed safely: {in_words(error)}") from None
    return node


def _write(path: Path, data: bytes, wanted: Rules, *, old: bytes) -> None:
    try:
        replace_checked(path, data, partial(_check, wanted=wanted, path=path, old=old))
    except OSError as error:
        raise EditorialError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from None


def _check(begun: Path, *, wanted: Rules, path: Path, old: bytes) -> None:
    """Raise EditorialError for a new file that does not say what is wanted, or would undo somebody else's change."""
    if (path.read_bytes() if path.exists() else b"") != old:
        raise EditorialError(f"{path}: somebody else changed it at the same time; nothing was written, so try again")
    try:
        found = read_rules(begun)
    except DigestError as error:
        problems = [problem.rpartition(f"{begun.name}:")[2] for problem in error.problems]
        raise EditorialError(f"{path}: nothing was written, because the rule would be wrong:", problems) from None
    if _said(found) != _said(wanted):
        raise EditorialError(f"{path}: is written in a way that cannot be changed safely; change it by hand")


def _said(rules: Rules) -> list[Rule]:
    return [replace(rule, line=0) for rule in rules.rules]


def _spaced(text: str, root: yaml.SequenceNode, block: str, end: str) -> str:
    """The block with blank lines around it where the rules before it have them."""
    if len(root.value) > 1 and not _blank_between(text, root):
        return block
    place = end_of_last(root)
    line = place if text[place - 1] == "\n" else text.find("\n", place) + 1
    before, after = (text[:line], text[line:]) if line else (text, "")
    above = "" if before.endswith(end * 2) else end
    below = end if after and not after.startswith(end) else ""
    return above + block + below


def _blank_between(text: str, root: yaml.SequenceNode) -> bool:
    between = text[end_of_last(root.value[-2]) - 1 : root.value[-1].start_mark.index]
    return any(not line.strip() for line in between.split("\n")[1:-1]) or between.startswith("\n\n")


def _block(rule: Rule, indent: str, end: str) -> str:
    first, *rest = _fields(rule, inside_list=False)
    return "".join(line + end for line in (f"{indent}- {first}", *(f"{indent}  {field}" for field in rest)))


def _fields(rule: Rule, *, inside_list: bool) -> list[str]:
    shape = SHAPES[rule.kind]
    values: dict[str, str | Sequence[str]] = {shape.to: rule.to, "quote": rule.quote, "by": rule.by}
    values |= {"because": rule.because}
    values[shape.subjects] = rule.subjects[0] if len(rule.subjects) == 1 else rule.subjects
    wanted = [name for name in shape.fields(rule.kind) if rule.to or name != shape.to or not shape.may_be_absent]
    return [f"{name}: {_value(values[name], inside_list=inside_list)}" for name in wanted]


def _value(value: str | Sequence[str], *, inside_list: bool) -> str:
    if not isinstance(value, str):
        return inline_list(value)
    return scalar(value, inside_list=inside_list) or '""'


def _without_last(text: str) -> str:
    root = _composed(text)
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise EditorialError("the rules stand in one pair of brackets; take the last one out by hand")
    start = text.rfind("\n", 0, root.value[-1].start_mark.index) + 1
    place = end_of_last(root)
    stop = place if text[place - 1] == "\n" else text.find("\n", place) + 1
    before, after = text[:start], text[stop:] if stop else ""
    return before.rstrip("\r\n") + line_end(text) + after if before.strip() and not after.strip() else before + after
