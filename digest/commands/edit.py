"""`digest edit`: an editor's decision, written into content/editorial.yml."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from digest.commands._options import config_option

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@click.group()
def command() -> None:
    """Decide something by hand: writes a rule into content/editorial.yml.

    Rules win over the machine, survive every rebuild and are shown to readers, with who decided (--by) and why
    (--because). Names are looked up first: a story by its id, its address or the beginning of either, an article by its
    file below content/, its id or its web address. Comments and layout of the file stay as they are. Nothing is built.

    \b
    Example:
      digest edit merge dam-breaks flood-in-the --by Nadia --because "The dam broke in the same flood."
      digest edit exclude inbox/ad.txt --by Nadia --because "An advertisement."
      digest edit list
    """


def _decision(function: Decorated) -> Decorated:
    """Add what every decision needs."""
    function = config_option(function)
    function = click.option("--because", required=True, metavar="TEXT", help="Why, for readers.")(function)
    return click.option("--by", required=True, metavar="NAME", help="Who decides, for readers.")(function)


@command.command()
@click.argument("stories", nargs=-1, required=True, metavar="STORY STORY…")
@_decision
def merge(stories: tuple[str, ...], **decision: Any) -> None:
    """Make stories one; the oldest keeps its address, and the others lead there."""
    if len(set(stories)) < 2:
        raise click.UsageError("merge needs at least two stories.")
    _decide("merge", *stories, **decision)


@command.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@_decision
def split(articles: tuple[str, ...], **decision: Any) -> None:
    """Make articles a story of their own."""
    _decide("split", *articles, **decision)


@command.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--to", required=True, metavar="STORY", help="The story that they belong to.")
@_decision
def move(articles: tuple[str, ...], **decision: Any) -> None:
    """Put articles into another story."""
    _decide("move", *articles, **decision)


@command.command()
@click.argument("story")
@_decision
def pin(story: str, **decision: Any) -> None:
    """Put a story first."""
    _decide("pin", story, **decision)


@command.command()
@click.argument("story")
@_decision
def hide(story: str, **decision: Any) -> None:
    """Take a story out of the edition."""
    _decide("hide", story, **decision)


@command.command()
@click.argument("story")
@click.argument("headline")
@_decision
def rename(story: str, headline: str, **decision: Any) -> None:
    """Give a story a headline of your own."""
    _decide("rename", story, to=headline, **decision)


@command.command()
@click.argument("article")
@click.argument("quote")
@click.argument("name")
@_decision
def speaker(article: str, quote: str, name: str, **decision: Any) -> None:
    """Correct who said something.

    QUOTE is some words of it, NAME who really said it; "" if nobody knows.
    """
    _decide("speaker", article, to=name, quote=quote, **decision)


@command.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@_decision
def exclude(articles: tuple[str, ...], **decision: Any) -> None:
    """Leave articles out."""
    _decide("exclude", *articles, **decision)


@command.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--with-copies", is_flag=True, help="Remove the copies that other outlets printed of the text, too.")
@click.option("--delete-file", is_flag=True, help="Delete the files of the articles below content/ at once.")
@_decision
def remove(articles: tuple[str, ...], *, with_copies: bool, delete_file: bool, config_path: Path, **who: str) -> None:
    """Take articles' words out of everything: a take-down.

    The next build purges them from pages, feeds, data, search, past editions, the store and the copy that is kept for
    roll-back, and a note stands in their place. The rule names an article by its id, holds when its file is gone, and
    keeps out what a feed brings again. The file itself stays below content/ until you delete it.
    """
    from digest.commands._progress import progress
    from digest.config import load_config
    from digest.removing import Asked
    from digest.removing import remove as write

    asked = Asked(names=articles, copies=with_copies, delete=delete_file, **who)
    try:
        with progress() as step:
            done = write(load_config(config_path), config_path.resolve().parent, asked, step=step)
    except LookupError as error:
        raise _refused(error) from None
    for rule in done.rules:
        click.echo(f"Written to {done.path}: {_words(rule)}")
    for line in _consequences(done):
        click.echo(line)


def _consequences(done: Any) -> Iterator[str]:
    """What the next build does, and what it does not reach."""
    yield "The next `digest build` takes the words out of everything that it makes and keeps, past editions included."
    if done.deleted:
        yield f"Deleted below {done.path.parent}: {', '.join(done.deleted)}"
    if done.files:
        yield f"The words still stand below {done.path.parent}, where no build deletes them: {', '.join(done.files)}"
        yield "Delete these files (or the record), or run this again with --delete-file; the rule holds without them."
    yield "Version control keeps old files and old editions: rewrite its history if they must go from there, too."
    yield "What `digest mail` wrote before, and what was sent or copied elsewhere, is out of a build's reach."
    if done.quoting:
        lines = ", ".join(map(str, done.quoting))
        yield f"{done.path.name} has other rules about it, which may quote it: look at line {lines}."
    if done.addresses:
        yield f"Addresses stay, though they may hold words of its headline: {', '.join(done.addresses)}"
    if done.copies:
        yield f"The same text of other outlets stays: {', '.join(done.copies)}. --with-copies removes it too."


@command.command("exclude-outlet")
@click.argument("outlet")
@_decision
def exclude_outlet(outlet: str, **decision: Any) -> None:
    """Leave an outlet out."""
    _decide("exclude_outlet", outlet, **decision)


@command.command()
@click.argument("story")
@click.argument("text")
@_decision
def note(story: str, text: str, **decision: Any) -> None:
    """Add a remark of yours to a story's page."""
    _decide("note", story, to=text, **decision)


@command.command("list")
@config_option
def list_rules(config_path: Path) -> None:
    """List the decisions, each with its line."""
    from digest.editorial import read_rules

    path = _rules_path(config_path)
    for rule in read_rules(path).rules:
        click.echo(f"{path.name}:{rule.line}: {_words(rule)}")


@command.command()
@config_option
def undo(config_path: Path) -> None:
    """Take the last rule of the file back."""
    from digest.rule_list import take_back

    path = _rules_path(config_path)
    click.echo(f"Taken back from {path}: {_words(take_back(path))}")


def _rules_path(config_path: Path) -> Path:
    from digest.config import load_config
    from digest.editorial import RULES_NAME
    from digest.folders import content_of

    return content_of(load_config(config_path), config_path.resolve().parent) / RULES_NAME


def _decide(kind: str, *subjects: str, config_path: Path, to: str = "", quote: str = "", **who: str) -> None:
    from digest.commands._progress import progress
    from digest.config import load_config
    from digest.editing import decide
    from digest.editorial import Rule, RuleKind

    rule = Rule(kind=RuleKind(kind), line=0, subjects=subjects, to=to, quote=quote, **who)
    try:
        with progress() as step:
            done = decide(load_config(config_path), config_path.resolve().parent, rule, step=step)
    except LookupError as error:
        raise _refused(error) from None
    click.echo(f"Written to {done.path}: {_words(done.rule)}")
    click.echo(done.effect)


def _refused(error: LookupError) -> click.UsageError:
    told = error.args[0]
    return click.UsageError(f"{told}{'' if told.endswith('?') else '.'} Nothing was written.")


def _words(rule: Any) -> str:
    said = [rule.kind.value, ", ".join(rule.subjects)]
    said += [f"“{rule.quote}”"] if rule.quote else []
    if rule.kind.value == "remove":
        return f"{' '.join(said)}{f' of {rule.to}' if rule.to else ''} ({rule.by}: {rule.because})"
    said += [f"→ {rule.to or 'nobody knows'}"] if rule.to or rule.quote else []
    return f"{' '.join(said)} ({rule.by}: {rule.because})"
