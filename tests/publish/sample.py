"""A rich edition made by hand: invented people, outlets and events, with every feature that a page can show."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from digest.nouns import (
    Analysis,
    Article,
    Block,
    BlockKind,
    Edition,
    Evidence,
    Extract,
    Fact,
    FeedHealth,
    Format,
    FoundBy,
    Group,
    Headline,
    KeyQuote,
    Ledger,
    Member,
    Mention,
    Moment,
    NamedPerson,
    News,
    Origin,
    Person,
    Precision,
    Quote,
    QuoteKind,
    Redirect,
    Relation,
    Revision,
    Role,
    Sentence,
    Shared,
    Skipped,
    Source,
    Span,
    Status,
    Story,
    Thread,
    Told,
    Topic,
)
from digest.publish import SiteOptions
from digest.reading.depth import depth_of
from digest.stories import lay_out, watch

_SENTENCE = re.compile(r"\S(?:[^.?!\n]|[.?!](?![”\"]?(?:\s|$)))*[.?!]?[”\"]?")

OPTIONS = SiteOptions(
    title="The Harbour Digest",
    description="What the papers of the strait report, word for word",
    url="https://harbour.example/press/",
    guid_authority="harbour.example",
    guid_year=2031,
    timezone="Asia/Kuala_Lumpur",
    accent="#a3241d",
    generator="digest 0.1.0",
)

TOPICS = (
    Topic(
        name="Ferries & harbours",
        slug="ferries",
        query='(ferry OR "night boat") NOT "whale watching"',
        description="Every boat that carries people across the strait.",
    ),
    Topic(name="Trade", slug="trade", query="trade OR tariff*", description=""),
    Topic(name="Whaling", slug="whaling", query="whal*", description=""),
)

FERRY_GAZETTE = (
    "The harbour council approved a night ferry between Port Alder and Kestrel Island on Tuesday, after four "
    "years of argument over noise and cost.\n\n"
    "“We are giving the islanders back their evenings,” said council leader Mira Tan. “Nobody should have to "
    "leave a wedding at six.”\n\n"
    "The first crossing is planned for 1 June. A return ticket will cost nine crowns, which is two crowns "
    "less than the day boat.\n\n"
    "Opponents say that the engines will disturb the seal colony at Low Skerry. The marine biologist Dr Oskar "
    "Lindqvist called the noise study “thin, hurried and a decade too late”."
)
FERRY_WIRE = (
    "PORT ALDER — A ferry will sail by night to Kestrel Island from June, the harbour council decided by "
    "eleven votes to nine.\n\n"
    "Ms Tan, who leads the council, said that the line would need a subsidy of 2.4 million crowns a year. She "
    "told reporters: “The money is there, and it was always there.”\n\n"
    "The shipping company Blue Heron Lines will run two vessels with hybrid engines."
)
FERRY_MALAY = (
    "Majlis pelabuhan meluluskan feri malam ke Pulau Kestrel.\n\n"
    "“Ini hari yang baik untuk penduduk pulau,” kata Mira Tan kepada pemberita."
)
TALKS = (
    "Trade ministers of six coastal states ended three days of talks in Lindhaven without a joint statement.\n\n"
    "“We agreed on more than we were able to write down,” said Joaquín Abella, the trade minister of San Telmo.\n\n"
    "Delegates will meet again in autumn, the host said."
)
TALKS_B = (
    "No joint paper came out of the Lindhaven talks, which ended on Monday with a group photograph and little "
    "else.\n\n"
    "Mr Abella said the tariff on dried fish was “not on the table, under the table or near the table”."
)
BRIDGE = (
    "Engineers closed the old swing bridge at Port Alder after divers found cracks in its eastern pier.\n\n"
    "The bridge carries nine thousand vehicles on a working day."
)
OLD_FERRY = (
    "The harbour council postponed its decision on a night ferry to Kestrel Island for the third time.\n\n"
    "“We will not be hurried by people who have never missed the last boat,” Ms Tan said."
)


NEWS = News(
    edition=2,
    since=date(2031, 3, 4),
    whole=False,
    sentences=(3,),
    quotes=(2,),
    versions=(),
    sources=("morning-copy",),
    revised=(),
)


def day(year: int, month: int, number: int, origin: Origin = Origin.PAGE, evidence: str = "") -> Moment:
    at = datetime(year, month, number, tzinfo=UTC)
    return Moment(at=at, precision=Precision.DAY, origin=origin, evidence=evidence)


def minute(*parts: int, evidence: str = "") -> Moment:
    at = datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]
    return Moment(at=at, precision=Precision.MINUTE, origin=Origin.PAGE, evidence=evidence, offset_minutes=480)


def article(
    name: str,
    text: str,
    *,
    title: str = "",
    outlet: str = "",
    url: str = "",
    published: Moment | None = None,
    language: str = "en",
    original: str = "",
    credit: str = "",
    byline: str = "",
    topics: tuple[str, ...] = (),
    fetched: datetime | None = None,
) -> Article:
    def fact(value: str) -> Fact | None:
        return Fact(value=value, origin=Origin.PAGE) if value else None

    blocks = tuple(
        Block(
            start=match.start(),
            end=match.end(),
            kind=BlockKind.PARAGRAPH,
            language=language,
            spans=(Span(start=match.start(), end=match.end()),),
        )
        for match in re.finditer(r"[^\n]+", text)
    )
    return Article(
        id=name,
        source=Source(
            path=f"{name}.txt",
            sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
            format=Format.TEXT,
            encoding="utf-8",
        ),
        title=fact(title),
        standfirst=None,
        text=text,
        blocks=blocks,
        published=published,
        outlet=fact(outlet),
        original_source=fact(original),
        byline=fact(byline),
        credit=fact(credit),
        url=fact(url),
        language=language,
        topics=topics,
        fetched=fetched,
    )


def analysis(item: Article, people: Sequence[str] = ()) -> Analysis:
    sentences = tuple(
        Sentence(start=match.start(), end=match.end(), block=index, terms=(), leans="", whole=True)
        for index, block in enumerate(item.blocks)
        for match in _SENTENCE.finditer(item.text, block.start, block.end)
    )
    named = tuple(NamedPerson(name=name, forms=(name,), roles=(), mentions=()) for name in people)
    return Analysis(article=item, sentences=sentences, entities=(), people=named, quotes=(), title_terms=())


def member(
    item: Article,
    *,
    best: str = "",
    score: float = 0.0,
    shared: Sequence[tuple[str, float]] = (),
    other: str = "",
    copy_of: str = "",
    inferred: Moment | None = None,
) -> Member:
    evidence = Evidence(
        best=best,
        score=score,
        shared=tuple(Shared(term=term, weight=weight) for term, weight in shared),
        nearest_other=other,
        nearest_other_score=0.08 if other else 0.0,
    )
    return Member(
        analysis=analysis(item),
        evidence=evidence,
        text_group=copy_of or item.id,
        published=item.published or inferred,
    )


def extract(item: Article, opening: str, *, also: Sequence[str] = ()) -> Extract:
    start = item.text.index(opening)
    found = next(sentence for sentence in analysis(item).sentences if sentence.start <= start < sentence.end)
    return Extract(
        article=item.id,
        start=found.start,
        end=found.end,
        text=item.text[found.start : found.end],
        also_in=tuple(also),
    )


def quote(
    item: Article,
    *parts: str,
    person: str = "",
    speaker: str | None = None,
    found: FoundBy = FoundBy.NAMED,
    mention: str = "",
    role: str = "",
    kind: QuoteKind = QuoteKind.DIRECT,
    language: str = "en",
    key: bool = True,
    relays: str = "",
    corrected: str = "",
) -> KeyQuote:
    starts = [item.text.index(part) for part in parts]
    at = item.text.find(mention) if mention else -1
    return KeyQuote(
        article=item.id,
        parts=tuple(
            Quote(
                start=start,
                end=start + len(part),
                text=part,
                kind=kind,
                speaker=speaker,
                mention=Mention(start=at, end=at + len(mention), text=mention) if at >= 0 else None,
                cue="said",
                found_by=found,
                utterance=f"u{starts[0]}",
                role=role,
                relays=relays,
                language=language,
            )
            for start, part in zip(starts, parts, strict=True)
        ),
        person=person,
        key=key,
        corrected_by=corrected,
    )


def story(
    name: str,
    members: Sequence[Member],
    headline: Headline,
    *,
    summary: Sequence[Extract] = (),
    quotes: Sequence[KeyQuote] = (),
    status: Status = Status.NEW,
    new: Sequence[str] = (),
    threads: Sequence[Thread] = (),
    notes: Sequence[str] = (),
    decisions: Sequence[str] = (),
    update: News | None = None,
) -> Story:
    told = Told(group=Group(members=tuple(members)), headline=headline, summary=tuple(summary), quotes=tuple(quotes))
    return Story(
        id=f"s-{hashlib.sha256(name.encode()).hexdigest()[:8]}",
        slug=name,
        told=told,
        status=status,
        first_edition=1,
        new_articles=frozenset(new),
        threads=tuple(threads),
        pinned=False,
        notes=tuple(notes),
        decisions=tuple(decisions),
        update=update,
    )


def story_id(name: str) -> str:
    return f"s-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def ferry() -> Story:
    gazette = article(
        "gazette-ferry",
        FERRY_GAZETTE,
        title="Council says yes to night ferry",
        outlet="Alder Gazette",
        url="https://gazette.example/2031/night-ferry",
        published=minute(2031, 3, 4, 10, 12, evidence="4 March 2031, 6.12 pm"),
        byline="Ruth Okafor",
    )
    wire = article(
        "wire-ferry",
        FERRY_WIRE,
        title="Night boat for Kestrel Island from June",
        outlet="Northern Wire",
        url="https://wire.example/a?id=77&lang=en",
        published=minute(2031, 3, 4, 11, 40),
    )
    copy = article(
        "morning-copy",
        FERRY_WIRE,
        title="Night boat for Kestrel Island from June",
        outlet="Morning Tide",
        published=day(2031, 3, 5),
        credit="(With material from Northern Wire.)",
    )
    malay = article("clipping-17", FERRY_MALAY, title="Feri malam diluluskan", language="ms", original="suara.example")
    shared = [("Kestrel Island", 0.21), ("ferry", 0.17), ("Mira Tan", 0.12), ("council", 0.09), ("other terms", 0.05)]
    members = [
        member(gazette, best="wire-ferry", score=0.64, shared=shared, other="bridge"),
        member(wire, best="gazette-ferry", score=0.64, shared=shared, other="bridge"),
        member(copy, best="wire-ferry", score=0.99, shared=[("same text", 0.99)], copy_of="wire-ferry"),
        member(malay, best="gazette-ferry", score=0.31, shared=shared[:3], inferred=day(2031, 3, 4, Origin.STORY)),
    ]
    return story(
        "night-ferry-approved",
        members,
        Headline(text="Council says yes to night ferry", article="gazette-ferry"),
        summary=[
            extract(gazette, "The harbour council approved", also=["wire-ferry", "clipping-17"]),
            extract(gazette, "The first crossing"),
            extract(wire, "Ms Tan, who leads"),
            extract(copy, "The shipping company"),
            extract(gazette, "Opponents say"),
        ],
        quotes=[
            quote(
                gazette,
                "We are giving the islanders back their evenings,",
                "Nobody should have to leave a wedding at six.",
                person="mira-tan",
                speaker="Mira Tan",
                mention="Mira Tan",
                role="council leader",
            ),
            quote(
                gazette,
                "thin, hurried and a decade too late",
                person="oskar-lindqvist",
                speaker="Oskar Lindqvist",
                mention="Dr Oskar Lindqvist",
                role="marine biologist",
                kind=QuoteKind.MIXED,
            ),
            quote(
                malay,
                "Ini hari yang baik untuk penduduk pulau,",
                person="mira-tan",
                speaker="Mira Tan",
                mention="Mira Tan",
                language="ms",
            ),
            quote(
                wire,
                "The money is there, and it was always there.",
                person="mira-tan",
                speaker="Mira Tan",
                mention="She",
                found=FoundBy.PRONOUN,
                key=False,
            ),
        ],
        status=Status.UPDATED,
        new=["morning-copy"],
        update=NEWS,
        threads=[
            Thread(
                story=story_id("ferry-vote-postponed"),
                relation=Relation.EARLIER,
                shared=("Kestrel Island", "Mira Tan", "ferry"),
            )
        ],
        notes=["The subsidy was later put at 2.6 million crowns."],
        decisions=["merged with a duplicate story by R. Okafor: one event"],
    )


def talks() -> Story:
    first = article(
        "talks-a",
        TALKS,
        title="Coastal talks end without a paper",
        outlet="Northern Wire",
        published=minute(2031, 3, 3, 14, 5),
        url="https://wire.example/talks",
    )
    second = article(
        "talks-b",
        TALKS_B,
        title="A photograph and little else",
        outlet="The Lindhaven Courier",
        published=day(2031, 3, 4),
    )
    return story(
        "coastal-talks-end",
        [
            member(first, best="talks-b", score=0.48, shared=[("Lindhaven", 0.3), ("talks", 0.18)]),
            member(second, best="talks-a", score=0.48, shared=[("Lindhaven", 0.3), ("talks", 0.18)]),
        ],
        Headline(text="Six ministers, three days, no statement", article="", by="R. Okafor"),
        summary=[extract(first, "Trade ministers"), extract(second, "No joint paper"), extract(first, "Delegates")],
        quotes=[
            quote(
                first,
                "We agreed on more than we were able to write down,",
                person="joaquin-abella",
                speaker="Joaquín Abella",
                mention="Joaquín Abella",
                role="trade minister of San Telmo",
            ),
            quote(
                second,
                "not on the table, under the table or near the table",
                person="joaquin-abella",
                speaker="Joaquín Abella",
                mention="Mr Abella",
                kind=QuoteKind.MIXED,
                corrected="R. Okafor",
            ),
        ],
        new=["talks-a", "talks-b"],
    )


def bridge() -> Story:
    item = article(
        "bridge",
        BRIDGE,
        title="Cracks close swing bridge",
        outlet="Alder Gazette",
        published=minute(2031, 3, 4, 8, 0),
    )
    return story(
        "swing-bridge-closed",
        [member(item, other="gazette-ferry")],
        Headline(text="Cracks close swing bridge", article="bridge"),
        summary=[extract(item, "Engineers closed")],
        new=["bridge"],
    )


def postponed() -> Story:
    item = article(
        "old-ferry",
        OLD_FERRY,
        title="Ferry vote put off again",
        outlet="Alder Gazette",
        published=day(2029, 11, 20),
        url="https://gazette.example/2029/ferry",
    )
    return story(
        "ferry-vote-postponed",
        [member(item, other="gazette-ferry")],
        Headline(text="Ferry vote put off again", article="old-ferry"),
        summary=[extract(item, "The harbour council postponed")],
        quotes=[
            quote(
                item,
                "We will not be hurried by people who have never missed the last boat,",
                person="mira-tan",
                speaker="Mira Tan",
                mention="Ms Tan",
            )
        ],
        status=Status.CONTINUING,
        threads=[
            Thread(
                story=story_id("night-ferry-approved"),
                relation=Relation.LATER,
                shared=("Kestrel Island", "Mira Tan", "ferry"),
            )
        ],
    )


def people() -> tuple[Person, ...]:
    return (
        Person(
            id="joaquin-abella",
            name="Joaquín Abella",
            forms=("Abella",),
            roles=(Role(text="trade minister of San Telmo", article="talks-a"),),
            articles=("talks-a", "talks-b"),
        ),
        Person(
            id="mira-tan",
            name="Mira Tan",
            forms=("Tan", "Ms Tan"),
            roles=(Role(text="council leader", article="gazette-ferry"),),
            articles=("old-ferry", "gazette-ferry", "wire-ferry", "clipping-17"),
        ),
        Person(
            id="oskar-lindqvist",
            name="Oskar Lindqvist",
            forms=("Lindqvist",),
            roles=(Role(text="marine biologist", article="gazette-ferry"),),
            articles=("gazette-ferry", "bridge"),
        ),
    )


def revision(newer: Article) -> Revision:
    """What replaced an earlier version: another headline, one paragraph gone and one that is new."""
    first = newer.blocks[0]
    older = article(
        "bridge.v1",
        "A diver said the third pillar would not last the winter.",
        title="Bridge about to fall, diver says",
        outlet="Alder Gazette",
        fetched=datetime(2031, 3, 3, 6, tzinfo=UTC),
    )
    return Revision(
        newer=replace(newer, fetched=datetime(2031, 3, 5, 6, tzinfo=UTC)),
        older=older,
        added=(Span(start=first.start, end=first.end),),
        removed=(Span(start=0, end=len(older.text)),),
    )


FEEDS = (
    FeedHealth(
        outlet="Morning Tide",
        url="https://tide.example/rss.xml",
        news=datetime(2031, 2, 20, 6, tzinfo=UTC),
        failing=datetime(2031, 3, 1, 6, tzinfo=UTC),
        reason="answers 404 (not found); mend the address",
    ),
    FeedHealth(
        outlet="Northern Wire",
        url="https://wire.example/rss.xml",
        news=datetime(2031, 3, 5, 6, tzinfo=UTC),
        failing=None,
    ),
    FeedHealth(
        outlet="Quiet Post",
        url="https://quiet.example/rss.xml",
        news=datetime(2031, 3, 1, 6, tzinfo=UTC),
        failing=None,
    ),
)


def laid_out(made: Edition) -> Edition:
    """The edition with its front page and its whole ledger, as the pipeline makes them."""
    return lay_out(made, language=OPTIONS.language, depth_of=depth_of)


def edition(stories: Sequence[Story] | None = None, persons: Sequence[Person] | None = None) -> Edition:
    """The sample edition, or one of other stories."""
    told = (ferry(), talks(), bridge(), postponed()) if stories is None else tuple(stories)
    ledger = Ledger(
        skipped=(Skipped(path="scan.pdf", reason="not a kind of file that is read here"),),
        duplicates=(Skipped(path="again.txt", reason="the same article as gazette-ferry.txt"),),
        unmatched_rules=("merge night-fery: no such story; did you mean night-ferry-approved?",),
        decisions=("merged with a duplicate story by R. Okafor: one event",),
        excluded=1,
        revisions=tuple(
            revision(one.analysis.article)
            for story in told
            for one in story.members
            if one.analysis.article.id == "bridge"
        ),
        feeds=FEEDS,
    )
    made = Edition(
        number=2,
        date=date(2031, 3, 5),
        previous_date=date(2031, 3, 4),
        stories=told,
        people=people() if persons is None else tuple(persons),
        redirects=(Redirect(slug="ferry-vote-tuesday", story=told[0].id),) if told else (),
        ledger=ledger,
    )
    return laid_out(watch(made, TOPICS))


def empty() -> Edition:
    """A digest without any article."""
    ledger = Ledger(skipped=(), duplicates=(), unmatched_rules=(), decisions=(), excluded=0)
    return laid_out(
        Edition(number=1, date=None, previous_date=None, stories=(), people=(), redirects=(), ledger=ledger)
    )
