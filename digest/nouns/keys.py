"""Short keys of what an edition prints: equal for equal stories and people, and cheap where little has changed."""

import hashlib

from digest.nouns.accounts import Person, Story
from digest.nouns.editions import Status


def story_key(story: Story, told: str) -> str:
    """A key of all that a story says: `told`, a digest of its words, and what the edition makes of it.

    Of its status only whether it is marked as updated: whether it is new or goes on is no matter of the story, which
    the next edition leaves as it is. Nothing is fetched for it where the edition made the story. 64 bits, in
    hexadecimal digits.
    """
    news = story.update_key or story.update
    marked = sorted(story.new_articles) if story.status is Status.UPDATED else None
    placed = story.first_edition, marked, story.threads, story.pinned, story.notes, story.decisions
    ways = story.split_from, story.split_off, story.topics, story.brought
    return _key(told, story.id, story.slug, news, placed, ways)


def person_key(person: Person) -> str:
    """A key of all that is known of a person."""
    return _key(person)


def _key(*facts: object) -> str:
    return hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
