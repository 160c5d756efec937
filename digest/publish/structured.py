"""What a page is, for machines: schema.org in JSON-LD, made of what the page shows and no more."""

import html
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date

from digest.nouns import Article, KeyQuote, Member, Moment, Origin, Person, Precision, Story, Topic
from digest.publish.addresses import person_address, story_address, topic_address, web
from digest.publish.almanac import Almanac, outlet_of
from digest.publish.glimpses import Line
from digest.publish.options import SiteOptions
from digest.publish.safe import plain

Thing = Mapping[str, object]
"""A thing of schema.org: JSON values by the names of its properties; those without a value are left out."""

# Nothing that could end a script element, open a comment or a string, or break a line.
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&'\u2028\u2029"}


def script(thing: Thing) -> str:
    """The thing as the content of `<script type="application/ld+json">`: no text of an article can end the element."""
    whole = {"@context": "https://schema.org", **thing}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).translate(_ESCAPES)


def page_thing(address: str, name: str, options: SiteOptions, *, kind: str = "WebPage", **more: object) -> Thing:
    """A page of the site. `address` counts from the site's root."""
    return _thing(
        kind,
        url=options.url + address,
        name=plain(name),
        inLanguage=options.language,
        isPartOf=_thing("WebSite", name=plain(options.title), url=options.url),
        **more,
    )


def story_thing(story: Story, book: Almanac, *, published: date | None, changed: date | None) -> Thing:
    """A story's page: a collection that cites each of its sources, with what was said in them.

    Not a news article: its words are those of its sources. The dates are those of the editions that brought it.
    """
    about = {quote.person: name for quote in story.told.quotes if (name := book.names.get(quote.person)) is not None}
    return page_thing(
        story_address(story),
        story.told.headline.text,
        book.options,
        kind="CollectionPage",
        headline=plain(story.told.headline.text),
        datePublished=published.isoformat() if published else None,
        dateModified=changed.isoformat() if changed else None,
        keywords=[plain(book.topics[slug].name) for slug in story.topics],
        about=[_person(person, name, book.options) for person, name in about.items()],
        citation=[_citation(member) for member in story.members],
        hasPart=[_quotation(quote, book) for quote in story.told.quotes if quote.key],
    )


def person_thing(person: Person, book: Almanac) -> Thing:
    """A person's page."""
    return page_thing(
        person_address(person.id),
        person.name,
        book.options,
        kind="ProfilePage",
        mainEntity=_person(
            person.id,
            person.name,
            book.options,
            alternateName=[plain(form) for form in person.forms],
            jobTitle=[plain(role.text) for role in person.roles],
        ),
    )


def outlet_thing(name: str, address: str, options: SiteOptions) -> Thing:
    """An outlet's page."""
    return page_thing(address, name, options, kind="CollectionPage", about=_organization(name))


def topic_thing(topic: Topic, options: SiteOptions) -> Thing:
    """A topic's page."""
    about = _thing("Thing", name=plain(topic.name), description=plain(topic.description))
    return page_thing(topic_address(topic.slug), topic.name, options, kind="CollectionPage", about=about)


def edition_thing(address: str, name: str, number: int, day: str, options: SiteOptions) -> Thing:
    """The page of an edition. No word of an article is in it, so none has to be taken out of it later."""
    issue = _thing("PublicationIssue", issueNumber=number, datePublished=day or None)
    return page_thing(address, name, options, kind="CollectionPage", mainEntity=issue)


def front_thing(book: Almanac) -> Thing:
    """The front page: the digest, and the stories that lead it."""
    front = book.edition.front
    shown = [*(lead.story for lead in front.leads), *front.briefs.stories]
    stories = [line for story in shown if (line := book.lines.get(story))]
    day = book.edition.date
    return page_thing(
        "",
        book.options.title,
        book.options,
        kind="CollectionPage",
        description=plain(book.options.description),
        datePublished=day.isoformat() if day else None,
        mainEntity=_thing("ItemList", itemListElement=list(_listed(stories, book.options))),
    )


def _listed(stories: Iterable[Line], options: SiteOptions) -> Iterable[Thing]:
    for place, story in enumerate(stories, start=1):
        url, name = options.url + story_address(story), plain(story.headline)
        yield _thing("ListItem", position=place, name=name, url=url)


def _citation(member: Member) -> Thing:
    article: Article = member.analysis.article
    outlet = outlet_of(member)
    return _thing(
        "NewsArticle" if outlet else "Article",
        headline=plain(article.title.value) if article.title else None,
        publisher=_organization(outlet) if outlet else None,
        datePublished=_when(article.published),
        inLanguage=article.language if article.language != "und" else None,
        url=_url(article),
    )


def _quotation(quote: KeyQuote, book: Almanac) -> Thing:
    name, speaker = book.names.get(quote.person), _thing("Person", name=plain(quote.speaker or ""))
    spoken = speaker if name is None else _person(quote.person, name, book.options)
    return _thing(
        "Quotation",
        text=" … ".join(plain(part.text).removesuffix(",") for part in quote.parts),
        inLanguage=quote.parts[0].language if quote.parts[0].language != "und" else None,
        spokenByCharacter=spoken if quote.speaker else None,
        citation=_url(book.homes[quote.article].member.analysis.article),
    )


def _person(person: str, name: str, options: SiteOptions, **more: object) -> Thing:
    return _thing("Person", name=plain(name), url=options.url + person_address(person), **more)


def _organization(name: str) -> Thing:
    return _thing("Organization", name=plain(name))


def _url(article: Article) -> str | None:
    return (html.unescape(web(article.url.value)) or None) if article.url else None


def _when(moment: Moment | None) -> str | None:
    """The printed date, as exactly as it is known; none that is doubted, or inferred from other articles."""
    if moment is None or moment.doubt or moment.origin in {Origin.STORY, Origin.FETCHED}:
        return None
    if moment.precision is Precision.DAY:
        return moment.day.isoformat()
    return moment.at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _thing(kind: str, **properties: object) -> Thing:
    return {"@type": kind, **{name: value for name, value in properties.items() if value not in (None, "", [])}}
