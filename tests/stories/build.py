"""Small nouns for tests: say what matters, the rest is filled in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from digest.nouns import (
    Analysis,
    Article,
    Block,
    BlockKind,
    Evidence,
    Extract,
    Fact,
    Format,
    FoundBy,
    Group,
    Headline,
    KeyQuote,
    Member,
    Mention,
    Moment,
    NamedPerson,
    Origin,
    Precision,
    Quote,
    QuoteKind,
    Sentence,
    Source,
    Span,
    Told,
)


def make_article(
    name: str,
    text: str = "Nothing happened.",
    *,
    title: str = "",
    day: str = "",
    doubt: str = "",
    outlet: str = "",
    path: str = "",
    sha256: str = "",
    language: str = "en",
) -> Article:
    """An article; `day` is "2025-02-27" or, to the minute, "2025-02-27T10:40". Blank lines part its blocks."""
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        end = start + len(paragraph)
        span = Span(start=start, end=end)
        blocks.append(Block(start=start, end=end, kind=BlockKind.PARAGRAPH, language=language, spans=(span,)))
        start = end + 2
    source = Source(
        path=path or f"{name}.txt", sha256=sha256 or f"hash of {name}", format=Format.TEXT, encoding="utf-8"
    )
    return Article(
        id=name,
        source=source,
        title=Fact(value=title, origin=Origin.TEXT) if title else None,
        standfirst=None,
        text=text,
        blocks=tuple(blocks),
        published=make_moment(day, doubt=doubt) if day else None,
        outlet=Fact(value=outlet, origin=Origin.PAGE) if outlet else None,
        original_source=None,
        byline=None,
        credit=None,
        url=None,
        language=language,
    )


def make_moment(day: str, *, doubt: str = "", origin: Origin = Origin.PAGE) -> Moment:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Moment(at=at, precision=Precision.MINUTE if "T" in day else Precision.DAY, origin=origin, doubt=doubt)


def make_person(name: str, *forms: str, roles: Sequence[str] = ()) -> NamedPerson:
    """A person inside an article, under a full name and shorter forms."""
    return NamedPerson(name=name, forms=tuple(sorted({name, *forms})), roles=tuple(roles), mentions=())


def make_quote(article: Article, words: str, speaker: str | None = None, *, utterance: str = "") -> Quote:
    """A quote of words that stand in the article's text."""
    start = article.text.index(words)
    at = article.text.find(speaker) if speaker else -1
    return Quote(
        start=start,
        end=start + len(words),
        text=words,
        kind=QuoteKind.DIRECT,
        speaker=speaker,
        mention=Mention(start=at, end=at + len(speaker), text=speaker) if speaker and at >= 0 else None,
        cue="said" if speaker else None,
        found_by=FoundBy.NAMED if speaker else FoundBy.NONE,
        utterance=utterance or f"u{start}",
        role="",
        relays="",
        language=article.language,
    )


def make_analysis(
    article: Article,
    *,
    people: Sequence[NamedPerson] = (),
    quotes: Sequence[Quote] = (),
    sentences: Sequence[Sentence] = (),
    title_terms: Sequence[str] = (),
) -> Analysis:
    return Analysis(
        article=article,
        sentences=tuple(sentences),
        entities=(),
        people=tuple(people),
        quotes=tuple(quotes),
        title_terms=tuple(title_terms),
    )


def make_member(
    analysis: Analysis, *, text_group: str = "", best: str = "", published: Moment | None = None, retells: str = ""
) -> Member:
    evidence = Evidence(best=best, score=0.5 if best else 0.0, shared=(), nearest_other="", nearest_other_score=0.0)
    article = analysis.article
    return Member(
        analysis=analysis,
        evidence=evidence,
        text_group=text_group or article.id,
        published=published or article.published,
        retells=retells,
    )


def make_group(*given: Article | Analysis | Member) -> Group:
    """A group of members, or of what they are made of, in the order of a group."""
    members = [_member(one) for one in given]
    return Group(members=tuple(sorted(members, key=_order)))


def maker_of(groups: Sequence[Group]) -> Callable[[frozenset[str], frozenset[str]], Group]:
    """Other groups of the same members, by their ids, with a mark on those that editors placed."""
    known = {member.analysis.article.id: member for group in groups for member in group.members}
    return lambda ids, placed: make_group(*(replace(known[name], by_hand=name in placed) for name in ids))


def make_told(group: Group, *, headline: str = "A headline", quotes: Sequence[KeyQuote] = ()) -> Told:
    first = group.members[0].analysis.article
    end = len(first.text.split("\n")[0])
    extract = Extract(article=first.id, start=0, end=end, text=first.text[:end], also_in=())
    told_by = Headline(text=headline, article=first.id)
    return Told(group=group, headline=told_by, summary=(extract,), quotes=tuple(quotes))


def _member(given: Article | Analysis | Member) -> Member:
    if isinstance(given, Article):
        given = make_analysis(given)
    return make_member(given) if isinstance(given, Analysis) else given


def _order(member: Member) -> tuple[bool, float, str]:
    at = member.published.at.timestamp() if member.published else 0.0
    return member.published is None, at, member.analysis.article.id
