"""Where a character of an option's value stands in its YAML file."""

from collections.abc import Sequence

import yaml


def place_of(text: str, where: Sequence[str | int], offset: int) -> tuple[int, int]:
    """Line and column, from 1, of the character `offset` of the value at a path ("topics", 0, "query").

    Where the value's characters are not those of the file, as behind an escape, the place is that of the whole value.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in where:
        node = _below(node, step)
    if not isinstance(node, yaml.ScalarNode):
        return 1, 1
    start = node.start_mark.index
    place = _placed(text[start : node.end_mark.index], node.value, offset)
    before = text[: start + place]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _below(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step]  # type: ignore[no-any-return] # a list of nodes
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _placed(raw: str, value: str, offset: int) -> int:
    """Where value[offset] stands in the raw text, which has quotes, indents and folded lines besides; 0 if it is lost.

    The end of a value, where something is missing, is the place behind its last character.
    """
    at = -1
    for wanted in value[: offset + 1]:
        at = next((i for i in range(at + 1, len(raw)) if raw[i] == wanted or (wanted + raw[i]).isspace()), len(raw))
    if at >= len(raw):
        return 0
    return at + 1 if offset >= len(value) else at
