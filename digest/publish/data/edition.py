"""data/edition.json: the front page, why each story stands where it stands, and what was not seen."""

from dataclasses import asdict
from typing import cast

from digest.nouns import FeedHealth, Front, KeyQuote, Moment, Numbers, Rank, Revision, Rubric, Said, Skipped
from digest.publish.almanac import Almanac
from digest.publish.data import edition_shapes as shapes
from digest.publish.data.shapes import VERSION
from digest.publish.reader_words import for_readers, unmatched_for_readers


def edition_data(book: Almanac) -> shapes.EditionFile:
    """The edition without its stories, which stories.json has; ids are those of that file and of quotes.json."""
    edition = book.edition
    return {
        "version": VERSION,
        "number": edition.number,
        "date": edition.date.isoformat() if edition.date else None,
        "previous_date": edition.previous_date.isoformat() if edition.previous_date else None,
        "numbers": _numbers(edition.front.numbers),
        "front": _front(edition.front, book),
        "ranks": [_rank(rank) for rank in edition.front.ranks],
        "removed": [
            {"article": one.article, "outlet": one.outlet, "by": one.by, "because": one.because}
            for one in edition.removed
        ],
        "ledger": _ledger(book),
    }


def _numbers(numbers: Numbers) -> shapes.Numbers:
    return cast("shapes.Numbers", asdict(numbers))


def _front(front: Front, book: Almanac) -> shapes.Front:
    return {
        "leads": [
            {
                "story": lead.story,
                "sentences": lead.sentences,
                "quote": None if lead.quote is None else _utterance(book.stories[lead.story].told.quotes[lead.quote]),
            }
            for lead in front.leads
        ],
        "briefs": _rubric(front.briefs),
        "single": _rubric(front.single),
        "continuing": _rubric(front.continuing),
        "background": _rubric(front.background),
        "past": front.past,
        "said": [_said(said, book) for said in front.said],
        "revisions": list(front.revisions),
        "corrections": [{"story": one.story, "text": one.text} for one in front.corrections],
        "gaps": [{"kind": gap.kind, "number": gap.number, "names": list(gap.names)} for gap in front.gaps],
    }


def _rubric(rubric: Rubric) -> shapes.Rubric:
    return {"stories": list(rubric.stories), "more": rubric.more}


def _said(said: Said, book: Almanac) -> shapes.Said:
    quote = book.stories[said.story].told.quotes[said.quote]
    return {"story": said.story, "person": quote.person, "utterance": _utterance(quote), "new": said.new}


def _utterance(quote: KeyQuote) -> str:
    return f"{quote.article}/{quote.parts[0].utterance}"


def _rank(rank: Rank) -> shapes.Rank:
    """Everything that a story's place depends on."""
    return {
        "story": rank.story,
        "place": rank.place,
        "pin": rank.pin or None,
        "standing": rank.standing,
        "texts": [{"days": age.days, "texts": age.texts} for age in rank.ages],
        "weight": round(float(rank.weight), 4),
        "topics": list(rank.topics),
        "outlets": rank.outlets,
        "latest": _moment(rank.latest),
    }


def _moment(moment: Moment | None) -> str | None:
    return moment.at.isoformat() if moment else None


def _ledger(book: Almanac) -> shapes.Ledger:
    ledger = book.edition.ledger
    return {
        "outlets": [
            {
                "outlet": one.outlet,
                "hearing": one.hearing,
                "articles": one.articles,
                "last": one.last.isoformat() if one.last else None,
            }
            for one in ledger.outlets
        ],
        "feeds": [_feed(feed) for feed in ledger.feeds],
        "skipped": [_skipped(one) for one in ledger.skipped],
        "duplicates": [_skipped(one) for one in ledger.duplicates],
        "teasers": [{"article": one.article, "reason": for_readers(one.reason)} for one in ledger.teasers],
        "languages": [
            {"language": one.language, "depth": one.depth, "articles": list(one.articles)} for one in ledger.languages
        ],
        "undated": list(ledger.undated),
        "doubtful": list(ledger.doubtful),
        "inferred": list(ledger.inferred),
        "unnamed": list(ledger.unnamed),
        "revisions": [_revision(one) for one in ledger.revisions],
        "excluded": ledger.excluded,
        "decisions": list(ledger.decisions),
        "unmatched": [unmatched_for_readers(one) for one in ledger.unmatched_rules],
    }


def _feed(feed: FeedHealth) -> shapes.Feed:
    return {
        "outlet": feed.outlet,
        "url": feed.url,
        "news": feed.news.isoformat() if feed.news else None,
        "failing": feed.failing.isoformat() if feed.failing else None,
        "reason": for_readers(feed.reason) or None,
    }


def _skipped(one: Skipped) -> shapes.Missing:
    return {"file": one.path, "reason": for_readers(one.reason)}


def _revision(revision: Revision) -> shapes.Revision:
    """An article that its outlet changed; how many paragraphs, and under which files both versions are kept."""
    fetched = revision.newer.fetched
    return {
        "article": revision.newer.id,
        "older": revision.older.source.name,
        "newer": revision.newer.source.name,
        "retitled": revision.retitled,
        "added": len(revision.added),
        "removed": len(revision.removed),
        "fetched": fetched.isoformat() if fetched else None,
    }
