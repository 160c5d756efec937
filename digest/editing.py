"""An editor's decision from the command line: its names looked up, then written into editorial.yml."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest import stories
from digest.content import Step, read
from digest.editorial import RULES_NAME, SHAPES, Rule, RuleKind, Rules, read_rules
from digest.folders import WORK, content_of
from digest.intake.urls import canonical, is_web
from digest.lock import LOCK_NAME, Lock, LockStory, read_lock
from digest.nearest import guess
from digest.nouns import Article
from digest.options import Config
from digest.removal import bar_of
from digest.reviewing import look
from digest.rule_list import add_rule
from digest.store import Store

FEWEST_LETTERS = 3  # of the beginning of a name
NEXT = {
    RuleKind.RENAME: "prints this headline; the story's address stays",
    RuleKind.HIDE: "takes the story out; its address stays, and says so",
    RuleKind.PIN: "puts the story first; several pinned ones keep the file's order",
    RuleKind.EXCLUDE: "leaves this out; what is printed of it goes",
    RuleKind.EXCLUDE_OUTLET: "leaves the outlet's articles out",
    RuleKind.MERGE: "makes these one story: the oldest address stays, and the others lead there",
    RuleKind.MOVE: "puts this into that story, and keeps it there",
    RuleKind.SPLIT: "makes a story of its own of this; the rest keeps its address",
    RuleKind.SPEAKER: "prints this about the quote's speaker, marked as a correction",
    RuleKind.NOTE: "prints the remark on the story's page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision that has been written."""

    rule: Rule
    path: Path
    effect: str  # what the next build does


def decide(config: Config, root: Path, rule: Rule, *, step: Step) -> Decided:
    """Write a rule whose subjects and story are as an editor calls them.

    A story is named by its id, its address or the beginning of either; an article by its file, its id or its address on
    the web. They are written as editorial.yml names them.

    Raises LookupError, with the nearest name, for what is not there, and EditorialError; nothing is written then.
    """
    content = content_of(config, root)
    lock = read_lock(content / LOCK_NAME)
    articles: tuple[Article, ...] = ()
    if SHAPES[rule.kind].subjects not in _OF_STORIES:
        with Store(root / WORK / "store.sqlite") as store:
            bar = bar_of(read_rules(content / RULES_NAME), lock)
            articles = read(config, content, lock=lock, store=store, step=step, bar=bar).articles
    named = _LOOK_UP[rule.kind](rule, lock, articles)
    _refuse_blanks(named)
    if rule.kind is RuleKind.SPEAKER:
        _refuse_unspoken(named, config, root, step)
    add_rule(content / RULES_NAME, named)
    return Decided(rule=named, path=content / RULES_NAME, effect=f"The next `digest build` {NEXT[rule.kind]}.")


def story_called(name: str, lock: Lock) -> LockStory:
    """The recorded story of an id, an address or the beginning of either. Raises LookupError."""
    wanted = name.strip().rstrip("/").rpartition("/")[2]
    known = lock.by_id()
    exact = [story for story in lock.stories if wanted in {story.id, story.slug}]
    begun = [story for story in lock.stories if story.slug.startswith(wanted) or story.id.startswith(wanted)]
    found = exact or (begun if len(wanted) >= FEWEST_LETTERS else [])
    ends = {stories.final(story, known).id for story in found}
    if len(ends) > 1:
        listed = ", ".join(sorted(story.slug for story in found)[:5])
        raise LookupError(f"“{name}” may be one of {len(found)} stories: {listed}; give more of the name")
    if not found:
        near = guess(wanted, [story.slug for story in lock.stories]) or ("" if known else "; run `digest build` first")
        raise LookupError(f"there is no story “{name}”{near}")
    return exact[0] if exact else known[ends.pop()]


def article_called(name: str, articles: Sequence[Article], lock: Lock) -> Article:
    """The article of a file below content/ (as it is called now, or was before), an id or a web address.

    Raises LookupError.
    """
    wanted = name.strip().removeprefix("./").removeprefix("content/")
    address = canonical(wanted) if is_web(wanted) else ""
    known = stories.article_names(articles, lock).get(wanted, "")
    for article in articles:
        if article.id == known or (address and article.url and article.url.value == address):
            return article
    near = guess(wanted, [article.source.name for article in articles])
    raise LookupError(f"there is no article “{name}”{near}")


def _one_story(rule: Rule, lock: Lock, _: Sequence[Article]) -> Rule:
    story = story_called(rule.subjects[0], lock)
    _present(story, lock)
    return replace(rule, subjects=(story.slug,))


def _merge(rule: Rule, lock: Lock, _: Sequence[Article]) -> Rule:
    found = [story_called(name, lock) for name in rule.subjects]
    ends = {stories.final(story, lock.by_id()).id for story in found}
    if len(ends) == 1:
        raise LookupError("these are one story already")
    if not any(_members(story, lock) for story in found):
        raise LookupError("the articles of these stories are gone")
    return replace(rule, subjects=tuple(dict.fromkeys(story.slug for story in found)))


def _articles(rule: Rule, lock: Lock, articles: Sequence[Article]) -> Rule:
    names = (article_called(name, articles, lock).source.name for name in rule.subjects)
    return replace(rule, subjects=tuple(dict.fromkeys(names)))


def _split(rule: Rule, lock: Lock, articles: Sequence[Article]) -> Rule:
    ids = {article_called(name, articles, lock).id for name in rule.subjects}
    if any(ids == _members(story, lock) for story in lock.stories if not story.merged_into):
        raise LookupError("this is a story of its own already")
    return _articles(rule, lock, articles)


def _move(rule: Rule, lock: Lock, articles: Sequence[Article]) -> Rule:
    story = story_called(rule.to, lock)
    ids = {article_called(name, articles, lock).id for name in rule.subjects}
    if ids <= _members(story, lock):
        raise LookupError(f"this is in the story “{story.slug}” already")
    return replace(_articles(rule, lock, articles), to=story.slug)


def _outlet(rule: Rule, _: Lock, articles: Sequence[Article]) -> Rule:
    known = sorted({article.outlet.value for article in articles if article.outlet})
    wanted = rule.subjects[0].strip()
    found = [name for name in known if name.casefold() == wanted.casefold()]
    if not found:
        raise LookupError(f"there is no outlet “{wanted}”{guess(wanted, known)}")
    return replace(rule, subjects=(found[0],))


_OF_STORIES = {"rename", "hide", "pin", "merge", "note"}
_LOOK_UP: Mapping[RuleKind, Callable[[Rule, Lock, Sequence[Article]], Rule]] = {
    RuleKind.RENAME: _one_story,
    RuleKind.HIDE: _one_story,
    RuleKind.PIN: _one_story,
    RuleKind.NOTE: _one_story,
    RuleKind.MERGE: _merge,
    RuleKind.MOVE: _move,
    RuleKind.SPLIT: _split,
    RuleKind.EXCLUDE: _articles,
    RuleKind.SPEAKER: _articles,
    RuleKind.EXCLUDE_OUTLET: _outlet,
}


def _members(story: LockStory, lock: Lock) -> set[str]:
    """The articles of a recorded story, or of the one that it is part of now, that the last build had."""
    gone = {article.id for article in lock.articles if article.gone}
    return {article for article, _ in stories.final(story, lock.by_id()).members if article not in gone}


def _present(story: LockStory, lock: Lock) -> None:
    if not _members(story, lock):
        raise LookupError(f"the articles of story “{story.slug}” are gone")


def _refuse_blanks(rule: Rule) -> None:
    shape = SHAPES[rule.kind]
    texts = {"by": rule.by, "because": rule.because}
    texts |= {"quote": rule.quote} if shape.quote else {}
    texts |= {shape.to: rule.to} if shape.to and not shape.may_be_empty else {}
    for name, text in texts.items():
        if not text.strip():
            raise LookupError(f"`{name}` is empty; say it in some words")


def _refuse_unspoken(rule: Rule, config: Config, root: Path, step: Step) -> None:
    """Raise LookupError for a correction that would not act, with the reason that a build would report."""
    edition = look(config, root, step=step)
    people = stories.People(people=edition.people, namings={})
    _, outcome = stories.correct([story.told for story in edition.stories], rules=Rules(rules=(rule,)), people=people)
    for problem in outcome.unmatched:
        raise LookupError(problem.partition(": ")[2])
