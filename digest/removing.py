"""`digest edit remove`: the rule that takes an article's words out of everything, and what it cannot reach."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest import stories
from digest.content import Read, Step, read
from digest.editing import article_called
from digest.editorial import RULES_NAME, Rule, RuleKind, Rules, read_rules
from digest.errors import EditorialError
from digest.folders import WORK, content_of
from digest.lock import LOCK_NAME, Lock, concealed, read_lock
from digest.nouns import Article, Edition, Story
from digest.options import Config
from digest.removal import bar_of, names_of
from digest.reviewing import look
from digest.rule_list import add_rule
from digest.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an editor asks for."""

    names: tuple[str, ...]  # of articles: files, ids or web addresses
    by: str
    because: str
    copies: bool = False  # remove those that other outlets printed of the same texts, too
    delete: bool = False  # delete the files of the removed articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Articles that the next build removes."""

    path: Path
    rules: tuple[Rule, ...]  # one for each article
    copies: tuple[str, ...]  # the same texts of other outlets, which stay: outlet and file
    files: tuple[str, ...]  # below content/, in which the words still stand
    deleted: tuple[str, ...]  # files that were deleted
    quoting: tuple[int, ...]  # lines of rules that name the articles, and may quote them
    addresses: tuple[str, ...]  # of stories, made from their headlines: these stay


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """An article to be removed."""

    id: str
    outlet: str  # "" where it is unknown, or where nothing of the article is stored any more


def remove(config: Config, root: Path, asked: Asked, *, step: Step) -> Removed:
    """Write a rule for each article, by id: names of files are often made of headlines.

    Raises LookupError, with the nearest name, for what is not there, and EditorialError; nothing is written then.
    """
    content = content_of(config, root)
    path = content / RULES_NAME
    lock, rules = read_lock(content / LOCK_NAME), read_rules(path)
    _refuse_blanks(asked)
    edition = look(config, root, step=step)
    bar = bar_of(rules, lock)
    with Store(root / WORK / "store.sqlite") as store:
        now = read(config, content, lock=lock, store=store, step=step, bar=bar)
        named = [_chosen(name, now, lock) for name in asked.names]
        copies = _copies(edition, {one.id for one in named})
        chosen = dict.fromkeys((*named, *(_of(one) for one in copies if asked.copies)))
        wanted = tuple(_rule(one, asked) for one in chosen)
        then = read(config, content, lock=lock, store=store, step=step, bar=bar_of(Rules(rules=wanted), lock))
    wanted = tuple(_with_twins(rule, then) for rule in wanted)
    for rule in wanted:
        if not (asked.delete and rule.subjects[0] in bar.by_id):  # to delete the files later is another command
            add_rule(path, rule)
    files = sorted({one.article.source.name for one in then.barred})
    whole = {one.article.source.path for one in then.barred if not one.article.source.record}
    deleted = _delete(content, sorted(whole)) if asked.delete else ()
    every = Rules(rules=(*rules.rules, *wanted))
    called = names_of(every, lock, then.barred)
    return Removed(
        path=path,
        rules=wanted,
        copies=() if asked.copies else tuple(_called(one) for one in copies),
        files=tuple(name for name in files if name not in deleted),
        deleted=deleted,
        quoting=tuple(rule.line for rule in rules.rules if _about(rule, wanted, called)),
        addresses=tuple(story.slug for story in edition.stories if _headed(story, frozenset(one.id for one in chosen))),
    )


def _refuse_blanks(asked: Asked) -> None:
    for name, text in (("by", asked.by), ("because", asked.because)):
        if not text.strip():
            raise LookupError(f"`{name}` is empty; say it in some words")


def _chosen(name: str, now: Read, lock: Lock) -> _Chosen:
    """The article that an editor means, stored or only remembered. Raises LookupError."""
    try:
        return _of(article_called(name, now.articles, lock))
    except LookupError:
        plain = name.strip().removeprefix("./").removeprefix("content/")
        for one in lock.articles:
            if plain == one.id or concealed(plain) == concealed(one.path):
                return _Chosen(id=one.id, outlet="")
        raise


def _of(article: Article) -> _Chosen:
    return _Chosen(id=article.id, outlet=article.outlet.value if article.outlet else "")


def _rule(one: _Chosen, asked: Asked) -> Rule:
    return Rule(
        kind=RuleKind.REMOVE, line=0, subjects=(one.id,), to=one.outlet, quote="", by=asked.by, because=asked.because
    )


def _with_twins(rule: Rule, then: Read) -> Rule:
    """The rule with the ids that other files of the same words and outlet would have, were this one not there."""
    twins = (one.article.id for one in then.barred if one.rule == rule)
    return replace(rule, subjects=tuple(dict.fromkeys((*rule.subjects, *sorted(twins)))))


def _copies(edition: Edition, chosen: Collection[str]) -> list[Article]:
    """Other articles with the text of a chosen one, in the edition's order."""
    return [
        member.analysis.article
        for story in edition.stories
        for texts in [{one.text_group for one in story.members if one.analysis.article.id in chosen}]
        for member in story.members
        if member.text_group in texts and member.analysis.article.id not in chosen
    ]


def _called(article: Article) -> str:
    return f"{article.outlet.value if article.outlet else 'outlet unknown'} ({article.source.name})"


def _headed(story: Story, chosen: frozenset[str]) -> bool:
    """Whether a story's address is made from the headline of a chosen article."""
    titles = (member.analysis.article.title for member in story.members if member.analysis.article.id in chosen)
    return any(title is not None and stories.slug_of(title.value, story.id) == story.slug for title in titles)


def _about(rule: Rule, wanted: Sequence[Rule], called: Mapping[str, str]) -> bool:
    """Whether a rule other than a removal names an article that is to be removed now."""
    meant = {subject for one in wanted for subject in one.subjects}
    return rule.kind is not RuleKind.REMOVE and any(called.get(name) in meant for name in rule.subjects)


def _delete(content: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Delete files below content/. Raises EditorialError."""
    for name in names:
        try:
            (content / name).unlink()
        except OSError as error:
            raise EditorialError(
                f"{content / name}: cannot be deleted ({error.strerror}); the rule is written, so delete it by hand"
            ) from None
    return tuple(names)
