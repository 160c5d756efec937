"""The feeds of site_config.yml, added to without touching a word that people wrote."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from digest.config import load_config
from digest.errors import ConfigError
from digest.insertion import end_of_last, inserted, line_end, read_text, replace_checked
from digest.intake.feeds.clipping_text import inline_list, scalar
from digest.intake.feeds.entry_text import shortened
from digest.intake.feeds.opml import Outline
from digest.intake.urls import host_of
from digest.options import Config, Feed

STEP = "  "  # one level of indentation
MAX_OUTLET, MAX_TOPIC = 120, 60  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedOut:
    """Feeds of a list, beside those that are configured."""

    new: tuple[Feed, ...]
    there: tuple[str, ...]  # addresses, each once
    refused: tuple[str, ...]  # "12: …": the line of the list, and what is wrong


def sorted_out(outlines: Iterable[Outline], configured: Iterable[Feed]) -> SortedOut:
    """Sort out which feeds of a list are new. One address is one feed, with http or https, and repeated or not."""
    known = {_place(feed.url) for feed in configured}
    new: dict[str, Feed] = {}
    there: dict[str, None] = {}
    refused: list[str] = []
    for outline in outlines:
        place = _place(outline.url)
        if not outline.url:
            refused.append(f"{outline.line}: {outline.title[:100] or 'a feed'}: has no address (`xmlUrl`)")
        elif place in known or place in new:
            there.setdefault(outline.url)
        else:
            try:
                new[place] = _feed(outline)
            except ValidationError as error:
                reason = error.errors()[0]["msg"].removeprefix("Value error, ")
                refused.append(f"{outline.line}: {outline.url[:100]}: {reason}")
    return SortedOut(new=tuple(new.values()), there=tuple(there), refused=tuple(refused))


def _feed(outline: Outline) -> Feed:
    topics = dict.fromkeys(shortened(topic, MAX_TOPIC) for topic in outline.topics)
    name = outline.title or host_of(outline.url) or outline.url
    return Feed(url=outline.url, outlet=shortened(name, MAX_OUTLET), topics=tuple(topics))


def _place(url: str) -> str:
    """What tells feeds apart: host and path, however they are written."""
    host, slash, path = re.sub(r"^https?://(?:www\.)?|#.*", "", url, flags=re.IGNORECASE).partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")


def add_feeds(path: Path, config: Config, feeds: Sequence[Feed]) -> None:
    """Write more feeds into a configuration file, at the end of its `feeds:`, in one step.

    `config`: what the file says now. Every line that was there stays, comments too. Raises ConfigError, with the file
    untouched, where the result would not say exactly the old options and the new feeds.
    """
    text, mark = read_text(path)
    wanted = config.model_copy(update={"feeds": (*config.feeds, *feeds)})
    try:
        replace_checked(
            path,
            mark + with_feeds(text, feeds).encode("utf-8"),
            lambda begun: _check(begun, path, wanted, feeds),
        )
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); nothing was added") from None


def with_feeds(text: str, feeds: Sequence[Feed]) -> str:
    """The text of a configuration with more feeds in it."""
    end = line_end(text)
    node = _feeds_node(text)
    if node is None:
        before = text if not text or text.endswith("\n") else text + end
        return f"{before}{end}feeds:{end}{_block(feeds, STEP, end)}"
    start, stop = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.SequenceNode) and node.value and node.flow_style:
        last = node.value[-1].end_mark.index
        return f"{text[:last]}, {', '.join(map(_flow, feeds))}{text[last:]}"
    if isinstance(node, yaml.SequenceNode) and node.value:
        return inserted(text, end_of_last(node), _block(feeds, " " * node.start_mark.column, end))
    colon = text[:start].rstrip(" ") if start < stop else text[:start]
    return inserted(colon + text[stop:], len(colon), _block(feeds, STEP, end))


def _feeds_node(text: str) -> yaml.Node | None:
    """What stands behind `feeds:`."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == "feeds"), None)


def _block(feeds: Iterable[Feed], indent: str, end: str) -> str:
    lines = []
    for feed in feeds:
        lines.append(f"{indent}- url: {scalar(feed.url)}")
        lines.append(f"{indent}  outlet: {scalar(feed.outlet)}")
        if feed.topics:
            lines.append(f"{indent}  topics: {inline_list(feed.topics)}")
    return "".join(line + end for line in lines)


def _flow(feed: Feed) -> str:
    topics = f", topics: {inline_list(feed.topics)}" if feed.topics else ""
    return f"{{url: {scalar(feed.url, inside_list=True)}, outlet: {scalar(feed.outlet, inside_list=True)}{topics}}}"


def _check(begun: Path, path: Path, wanted: Config, feeds: Sequence[Feed]) -> None:
    """Raise ConfigError for a new file that does not say what is wanted."""
    if not _says(begun, wanted):
        raise ConfigError(
            f"{path}: is written in a way that nothing can be added to; write the feeds into it yourself:",
            _block(feeds, STEP, "\n").splitlines(),
        )


def _says(path: Path, wanted: Config) -> bool:
    try:
        return load_config(path) == wanted
    except ConfigError:
        return False
