"""What an edition has on the topics that it watches: the stories of the articles that a topic's query matches."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.nouns import Coverage, Edition, Match, Member, Story, Topic
from digest.queries import Query, parse
from digest.queries.syntax import wanted
from digest.stories.queries import Legible, Predicate, legible, predicate


def watch(edition: Edition, topics: Sequence[Topic]) -> Edition:
    """The edition with what it has on each topic; a story belongs to the topics of its articles.

    Raises QueryError for a topic whose query cannot be parsed.
    """
    if not topics:
        return edition
    watches = [_watch(topic) for topic in topics]
    names = _names(edition)
    found: dict[str, dict[str, list[Match]]] = {topic.slug: {} for topic in topics}
    for story in edition.stories:
        articles = [_legible(member, names) for member in story.members]
        for one in watches:
            if matches := list(one.matches(story, articles)):
                found[one.topic.slug][story.id] = matches
    return replace(
        edition,
        stories=tuple(_filed(story, topics, found) for story in edition.stories),
        topics=tuple(_coverage(topic, found[topic.slug]) for topic in topics),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """A topic with its query, ready to be asked."""

    topic: Topic
    test: Predicate
    terms: tuple[tuple[str, Predicate], ...]  # those that speak for an article, as written, each with its own test

    def matches(self, story: Story, articles: Sequence[Legible]) -> Iterator[Match]:
        """The articles of a story that match, and by which terms."""
        for member, article in zip(story.members, articles, strict=True):
            if self.test(article):
                terms = tuple(term for term, holds in self.terms if holds(article))
                yield Match(article=member.analysis.article.id, terms=terms)


def _watch(topic: Topic) -> _Watch:
    query: Query = parse(topic.query)
    terms = {str(term): predicate(term) for term in wanted(query)}
    return _Watch(topic=topic, test=predicate(query), terms=tuple(terms.items()))


def _names(edition: Edition) -> Mapping[str, list[str]]:
    """By article id, all names of the people whom it names: those that other articles have for them too."""
    names: dict[str, list[str]] = defaultdict(list)
    for person in edition.people:
        for article in person.articles:
            names[article] += [person.name, *person.forms]
    return names


def _legible(member: Member, names: Mapping[str, list[str]]) -> Legible:
    analysis = member.analysis
    own = (form for person in analysis.people for form in (person.name, *person.forms))
    return legible(analysis.article, [*names.get(analysis.article.id, ()), *own])


def _filed(story: Story, topics: Sequence[Topic], found: Mapping[str, Mapping[str, object]]) -> Story:
    slugs = tuple(topic.slug for topic in topics if story.id in found[topic.slug])
    return replace(story, topics=slugs) if slugs != story.topics else story


def _coverage(topic: Topic, found: Mapping[str, Sequence[Match]]) -> Coverage:
    return Coverage(
        topic=topic, stories=tuple(found), matches=tuple(match for matches in found.values() for match in matches)
    )
