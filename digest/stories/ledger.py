"""What an edition does not know: which outlets it did not hear, and which facts its articles lack."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from digest.nouns import Depth, Edition, Heard, Hearing, LanguageRead, Member, Origin, Teaser
from digest.stories.rank import printed_day

LATELY = timedelta(
    days=30
)  # an outlet without a feed that was heard in so many days before is missed when it is silent


def with_gaps(edition: Edition, *, depth_of: Callable[[str], Depth]) -> Edition:
    """The edition with what its ledger says of outlets, dates and languages.

    `depth_of` says what the program can read in a language, given by its ISO 639-1 code.
    """
    members = [member for story in edition.stories for member in story.members]
    ledger = replace(
        edition.ledger,
        outlets=tuple(_heard(edition, members)),
        languages=tuple(_languages(members, depth_of)),
        undated=tuple(_id(one) for one in members if one.published is None),
        doubtful=tuple(_id(one) for one in members if one.published and one.published.doubt),
        inferred=tuple(_id(one) for one in members if one.published and one.published.origin in _INFERRED),
        unnamed=tuple(_id(one) for one in members if not one.analysis.article.outlet),
        teasers=tuple(_teasers(edition, members)),
    )
    return replace(edition, ledger=ledger)


_INFERRED = (Origin.STORY, Origin.FETCHED)


def _id(member: Member) -> str:
    return member.analysis.article.id


def _heard(edition: Edition, members: Sequence[Member]) -> Iterator[Heard]:
    """The outlets that are followed or were heard lately, by name, and whether this edition brings any article."""
    brought = {article for story in edition.stories for article in story.new_articles}
    articles: dict[str, int] = defaultdict(int)
    last: dict[str, date] = {}
    for member in members:
        if outlet := member.analysis.article.outlet:
            name = outlet.value
            articles[name] += _id(member) in brought
            if (moment := member.published) and not moment.doubt:
                last[name] = max(last.get(name, date.min), printed_day(moment))
    failing = {feed.outlet for feed in edition.ledger.feeds if feed.failing}
    followed = {feed.outlet for feed in edition.ledger.feeds}
    followed |= {name for name, day in last.items() if edition.date and edition.date - day <= LATELY}
    followed |= {name for name, number in articles.items() if number}
    for name in sorted(followed, key=lambda name: (name.casefold(), name)):
        silent = Hearing.FAILING if name in failing else Hearing.SILENT
        yield Heard(
            outlet=name,
            hearing=Hearing.HEARD if articles[name] else silent,
            articles=articles[name],
            last=last.get(name),
        )


def _languages(members: Sequence[Member], depth_of: Callable[[str], Depth]) -> Iterator[LanguageRead]:
    found: dict[str, list[str]] = defaultdict(list)
    for member in members:
        found[member.analysis.article.language].append(_id(member))
    for language in sorted(found, key=lambda code: (-len(found[code]), code)):
        yield LanguageRead(language=language, depth=depth_of(language), articles=tuple(found[language]))


def _teasers(edition: Edition, members: Sequence[Member]) -> Iterator[Teaser]:
    reasons = {page.url: page.reason for feed in edition.ledger.feeds for page in feed.pages}
    for member in members if reasons else ():
        url = member.analysis.article.url
        if url and url.value in reasons:
            yield Teaser(article=_id(member), reason=reasons[url.value])
