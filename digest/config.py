"""site_config.yml, checked whole: every problem at once, with its path, its line and a guess."""

import json
import sys
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from digest.errors import ConfigError
from digest.marked import in_words
from digest.nearest import guess
from digest.options import Config
from digest.places import place_of
from digest.queries import QueryError

CONFIG_NAME = "site_config.yml"
SCHEMA_NAME = "site_config.schema.json"
MAX_BYTES = 256 * 1024
MAX_DEPTH = 20


def load_config(path: Path) -> Config:
    """Read and check a configuration file.

    Raises ConfigError that lists every problem as `file:line: path: what is wrong`.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}). Run the command in a digest's folder, name one with "
            "--config, or make one with `digest init`."
        ) from None
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"{path}: larger than {MAX_BYTES // 1024} KiB; this cannot be a configuration")
    data, lines = _parse(raw, path)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        text = raw.decode("utf-8-sig")
        problems = sorted(
            (_place(found, lines, text), ".".join(map(str, found["loc"])), _words(found)) for found in error.errors()
        )
        listed = [f"{path.name}:{':'.join(map(str, place))}: {where}: {what}" for place, where, what in problems]
        raise ConfigError(f"{len(problems)} problem{'s' * (len(problems) > 1)} in {path}", listed) from None


def sound_part(path: Path) -> Config | None:
    """A configuration of the options that are right, for a look at all that does not hang on the others.

    None where the file cannot be read at all. The site's own options are not those of the file.
    """
    try:
        data, _ = _parse(path.read_bytes(), path)
    except (OSError, ConfigError):
        return None
    site = {"url": "https://press.example/"}
    sound: dict[str, Any] = {"site": site}
    for name, value in data.items():
        if name != "site":
            with suppress(ValidationError):
                Config.model_validate({"site": site, name: value})
                sound[name] = value
    return Config.model_validate(sound)


def schema() -> dict[str, Any]:
    """The JSON Schema of the configuration, for completion in editors."""
    return Config.model_json_schema() | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": CONFIG_NAME,
    }


SAID = {
    "string_pattern_mismatch": "must be a colour such as '#9b1c31', in quotes",
    "tuple_type": "must be a list: lines that begin with “- ”, or [one, two]; without any, write []",
}
Lines = Mapping[tuple[str | int, ...], int]


def _parse(raw: bytes, path: Path) -> tuple[Any, Lines]:
    try:
        text = raw.decode("utf-8-sig")
        _check_depth(text, path)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        _refuse_repeats(node, path)
        data = yaml.safe_load(text)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text at byte {error.start}; save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise ConfigError(f"{path}:{line}: not valid YAML: {in_words(error)}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigError(f"{path}: not valid YAML: {error}") from None
    if not isinstance(data, dict):
        raise ConfigError(f"{path}:1: expected options such as `site:`, found {_named(data)}")
    return data, dict(_node_lines(node, ()))


def _named(data: object) -> str:
    return "nothing" if data is None else "a list" if isinstance(data, list) else "a single value"


def _check_depth(text: str, path: Path) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise ConfigError(f"{path}:{_event_line(event)}: aliases (*name) are not used in this file")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise ConfigError(f"{path}:{_event_line(event)}: nested too deeply")


def _refuse_repeats(node: yaml.Node | None, path: Path) -> None:
    """YAML's loader would take the last of two equal names without a word."""
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_repeats(value, path)
    if isinstance(node, yaml.MappingNode):
        first: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            name = str(key.value)
            if name in first:
                raise ConfigError(f"{path}:{line}: {name}: stands on line {first[name]} already")
            first[name] = line
            _refuse_repeats(value, path)


def _event_line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _node_lines(node: yaml.Node | None, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    if node is None:
        return
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _node_lines(value, (*path, key.value))
            yield (*path, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _node_lines(value, (*path, index))


def _line(lines: Lines, where: tuple[str | int, ...]) -> int:
    """The line of an option, or of the nearest one around it that is written in the file."""
    return next((lines[where[:length]] for length in range(len(where), -1, -1) if where[:length] in lines), 1)


def _place(found: Mapping[str, Any], lines: Lines, text: str) -> tuple[int, ...]:
    """The line of a problem, and the column too for one inside a query."""
    problem = found.get("ctx", {}).get("error")
    if isinstance(problem, QueryError):
        return place_of(text, found["loc"], problem.at)
    return (_line(lines, found["loc"]),)


def _words(found: Mapping[str, Any]) -> str:
    where, kind = found["loc"], found["type"]
    if kind == "extra_forbidden":
        return f"unknown option{guess(str(where[-1]), _options_at(where[:-1]))}"
    if kind == "value_error":
        return str(found["ctx"]["error"])
    if kind == "model_type":
        return f"expected options such as `{_options_at(where)[0]}:` below it, found {_named(found['input'])}"
    if kind == "string_type" and isinstance(found["input"], bool | int | float | date):
        return f"must be text; put quotes around {found['input']} as you wrote it"
    if kind == "string_type" and found["input"] is None:
        return "has no value; a # begins a comment, so put quotes around a colour"
    words = _required(where) if kind == "missing" else SAID.get(kind, str(found["msg"]))
    return words[:1].lower() + words[1:]


def _options_at(where: Sequence[str | int]) -> list[str]:
    return sorted(_section_at(where).model_fields)


def _required(where: Sequence[str | int]) -> str:
    described = _section_at(where[:-1]).model_fields[str(where[-1])].description
    return f"is required: {described[:1].lower()}{described[1:]}" if described else "is required"


def _section_at(where: Sequence[str | int]) -> type[BaseModel]:
    model: type[BaseModel] = Config
    for step in where:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_of(model.model_fields[step].annotation) or model
    return model


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if (
        isinstance(annotation, type)
        and not isinstance(annotation, types.GenericAlias)
        and issubclass(annotation, BaseModel)
    ):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := _model_of(part))), None)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
