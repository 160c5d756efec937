"""What a monitor watches: topics, and the stories that an edition has on them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something to be watched, as the configuration names it."""

    name: str
    slug: str  # the address is topics/<slug>/
    query: str  # as it is written; one that digest.queries can parse
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An article of a topic, and why it is one."""

    article: str
    terms: tuple[str, ...]  # of the query, as written there, that hold for the article; each once, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an edition has on a topic."""

    topic: Topic
    stories: tuple[str, ...]  # ids of the stories with an article that matches, in rank order
    matches: tuple[Match, ...]  # in the order of the stories and of their members
