"""What editors took out of the digest, and so out of every past edition: articles, outlets and stories."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digest.editorial import RuleKind, Rules
from digest.lock import Lock
from digest.nouns import Article, Removal, StoryRecord, Told
from digest.stories.identity import final, story_named
from digest.stories.rules import article_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What must not be printed, from whatever edition."""

    articles: frozenset[str] = frozenset()  # ids: excluded, or in a hidden story
    outlets: frozenset[str] = frozenset()  # names without case
    stories: frozenset[str] = frozenset()  # ids of hidden ones
    removed: tuple[Removal, ...] = ()  # articles of which nothing may be kept either; they are among `articles`
    removed_files: frozenset[str] = frozenset()  # what their files are or were called

    def words(self, article: str, outlet: str) -> bool:
        """Whether the words of an article are withheld."""
        return article in self.articles or outlet.casefold() in self.outlets

    def headline(self, record: StoryRecord) -> bool:
        """Whether the article that gave a story its headline is withheld."""
        named = {article: outlet.name for outlet in record.outlets for article in outlet.articles}
        source = record.headline_article
        return not record.headline or (bool(source) and self.words(source, named.get(source, "")))

    def all_of(self, record: StoryRecord) -> bool:
        """Whether nothing is left of a story."""
        named = [(article, outlet.name) for outlet in record.outlets for article in outlet.articles]
        return bool(named) and all(self.words(article, outlet) for article, outlet in named)


def withheld(  # noqa: PLR0913 - the rules, and all that they may speak of
    rules: Rules,
    *,
    told: Sequence[Told],
    ids: Sequence[str],
    articles: Sequence[Article],
    lock: Lock,
    removed: Sequence[Removal] = (),
) -> Withheld:
    """What the editors' rules take out; they hold for what is no longer stored, too.

    `told` with its `ids` are the stories before any is hidden, `lock` is that of this edition.
    """
    entries = lock.by_id()
    named = [story_named(rule.subjects[0], lock) for rule in rules.of(RuleKind.HIDE)]
    hidden = frozenset(final(story, entries).id for story in named if story)
    excluded = frozenset(_excluded(rules, articles, lock))
    inside = {article for story, one in zip(ids, told, strict=True) if story in hidden for article in one.group.ids}
    files = (*((one.path, one.id) for one in lock.articles), *lock.moved)
    taken_down = {one.article for one in removed}
    left = {article for story in hidden for article, _ in entries[story].members}
    return Withheld(
        articles=frozenset((excluded | inside | left | taken_down) - {""}),
        removed=tuple(removed),
        removed_files=frozenset(name for name, article in files if article in taken_down),
        outlets=frozenset(rule.subjects[0].casefold() for rule in rules.of(RuleKind.EXCLUDE_OUTLET)),
        stories=hidden,
    )


def _excluded(rules: Rules, articles: Sequence[Article], lock: Lock) -> Iterator[str]:
    """The ids of the articles that rules leave out, stored or not; "" for what nobody knows."""
    subjects = [subject for rule in rules.of(RuleKind.EXCLUDE) for subject in rule.subjects]
    if subjects:
        known = {article.path: article.id for article in lock.articles} | {one.id: one.id for one in lock.articles}
        known |= article_names(articles)
        yield from (known.get(subject) or known.get(subject.removeprefix("./"), "") for subject in subjects)
