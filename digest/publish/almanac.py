"""The edition with everything in reach: which story an article is in, who a person is, what an outlet printed."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from babel import Locale

from digest.nouns import Edition, Member, Person, Revision, Story, Topic
from digest.publish.addresses import outlet_slugs
from digest.publish.languages import Words, words_of
from digest.publish.options import SiteOptions
from digest.publish.wording import local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """An article's place in the edition."""

    story: Story
    member: Member
    number: int  # its source mark on the story's page, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Almanac:
    """An edition, indexed once for all pages."""

    edition: Edition
    options: SiteOptions
    words: Words
    zone: ZoneInfo
    stories: dict[str, Story]  # by id
    homes: dict[str, Home]  # by article id
    people: dict[str, Person]  # by id
    outlets: dict[str, str]  # slug by name
    revisions: dict[str, Revision]  # the latest by article id
    topics: dict[str, Topic]  # by slug

    @property
    def locale(self) -> Locale:
        """The language of dates."""
        return self.words.locale


def almanac(edition: Edition, options: SiteOptions) -> Almanac:
    """Index an edition."""
    homes = {
        member.analysis.article.id: Home(story=story, member=member, number=number)
        for story in edition.stories
        for number, member in enumerate(story.members, start=1)
    }
    names = {outlet_of(home.member) for home in homes.values()}
    return Almanac(
        edition=edition,
        options=options,
        words=words_of(options.language),
        zone=ZoneInfo(options.timezone),
        stories={story.id: story for story in edition.stories},
        homes=homes,
        people={person.id: person for person in edition.people},
        outlets=outlet_slugs(name for name in names if name),
        revisions={revision.newer.id: revision for revision in reversed(edition.ledger.revisions)},
        topics={coverage.topic.slug: coverage.topic for coverage in edition.topics},
    )


def outlet_of(member: Member) -> str:
    """The name of the outlet, or "" where it is unknown."""
    fact = member.analysis.article.outlet
    return fact.value if fact else ""


def story_days(story: Story, zone: ZoneInfo) -> list[date]:
    """The days on which a story's articles were published, doubtful dates left out."""
    moments = [member.published for member in story.members if member.published and not member.published.doubt]
    return sorted(local_day(moment, zone) for moment in moments)
