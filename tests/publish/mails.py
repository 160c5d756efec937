"""Mails of editions made by hand, and how they are read."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path

from publish import sample
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.nouns import Edition, Headline, Rubric, Story
from digest.publish.mail import EditionMail, edition_mail


def mail(edition: Edition, templates: Path = TEMPLATES) -> EditionMail:
    return edition_mail(edition, sample.OPTIONS, templates=templates)


@cache
def usual() -> EditionMail:
    """The mail of the sample edition, made once."""
    return mail(sample.edition())


def read(data: bytes) -> EmailMessage:
    """The message as a mail program reads it."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def part(data: bytes, kind: str) -> str:
    body = read(data).get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def words(page: str) -> str:
    """What a reader sees of a page, white space folded."""
    return " ".join((LexborHTMLParser(page).body or LexborNode()).text().split())


def renamed(edition: Edition, text: str) -> Edition:
    """The edition with a text wherever an article, or somebody else, gives one that a mail prints."""
    return sample.laid_out(replace(edition, stories=tuple(_renamed(story, text) for story in edition.stories)))


@cache
def hostile(text: str) -> EditionMail:
    """The mail of the sample edition where all that articles say is this text."""
    return edition_mail(renamed(sample.edition(), text), sample.OPTIONS, templates=TEMPLATES)


def _renamed(story: Story, text: str) -> Story:
    members = []
    for one in story.members:
        article = one.analysis.article
        outlet = replace(article.outlet, value=text) if article.outlet else None
        title = replace(article.title, value=text) if article.title else None
        members.append(
            replace(one, analysis=replace(one.analysis, article=replace(article, outlet=outlet, title=title)))
        )
    told = replace(
        story.told,
        group=replace(story.told.group, members=tuple(members)),
        headline=Headline(text=text, article=story.told.headline.article),
        summary=tuple(replace(extract, text=text) for extract in story.told.summary),
        quotes=tuple(
            replace(
                quote,
                person="",
                parts=tuple(replace(one, text=text, speaker=text, role=text, relays=text) for one in quote.parts),
            )
            for quote in story.told.quotes
        ),
    )
    return replace(story, told=told)


def large(number: int, headline: str) -> Edition:
    """An edition of many stories, with headlines that begin with a number."""
    edition, first = sample.edition(), sample.ferry()
    stories = tuple(
        replace(
            first,
            id=f"s-{place:08}",
            slug=f"story-{place}",
            told=replace(first.told, headline=Headline(text=f"{place} {headline}", article="gazette-ferry")),
        )
        for place in range(number)
    )
    chosen = tuple(story.id for story in stories)
    front = replace(
        edition.front,
        ranks=(),
        leads=tuple(replace(edition.front.leads[0], story=one) for one in chosen[:7]),
        said=tuple(replace(edition.front.said[-1], story=one) for one in chosen[:10]),
        briefs=Rubric(stories=chosen[10 : number // 2]),
        single=Rubric(),
        continuing=Rubric(),
        background=Rubric(stories=chosen[number // 2 :], more=5),
    )
    return replace(edition, stories=(*stories, sample.bridge()), front=front)
