"""Every word of ours is a label: a catalogue that marks each label shows which words are none."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.extract import extract_from_file
from publish import sample
from publish.disputes import disputed
from publish.labels import ROOT
from publish.mails import part, read
from publish.marking import CLOSE, LANGUAGE, OPEN, Theirs, pseudo
from publish.printing import TEMPLATES
from publish.searching import records_of

from digest.nouns import Decision, Edition, Fate, Named, PastEdition, PastQuote, PastStory, Removal, StoryRecord
from digest.publish import SiteOptions, assets, data, feeds, pages, site
from digest.publish.mail import edition_mail
from digest.publish.press import TEMPLATES as PRINTED
from digest.publish.search import Record
from digest.stories import edition_record

THEME = ROOT / "digest" / "publish" / "theme"
REMOVAL = Removal(article="x", outlet="Alder Gazette", by="Ida Lund", because="Asked for by its author")
FATES = cycle((Fate.STANDS, Fate.REVISED, Fate.CHANGED, Fate.GONE))
FORMERLY = ("outlets/gone-herald/", "people/nobody/", "stories/lost/", "topics/lost/", "archive/2030/", "editions/x/")


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> SiteOptions:
    return replace(sample.OPTIONS, language=LANGUAGE, catalogues=pseudo(tmp_path_factory.mktemp("pseudo")))


def past(number: int, day: date | None, stories: tuple[PastStory, ...], **more: int | str) -> PastEdition:
    slug = day.isoformat() if day else "undated"
    return PastEdition(number=number, date=day, slug=slug, stories=stories, **more)  # type: ignore[arg-type]


def kept(
    record: StoryRecord, *, slug: str = "night-ferry-approved", gone: bool = False, withheld: bool = False
) -> PastStory:
    """A story of a past edition, of whose words each has another fate."""
    return PastStory(
        record=record,
        headline_withheld=gone,
        sentences=tuple(next(FATES) for _ in record.sentences),
        quotes=tuple(PastQuote(record=one, fate=next(FATES)) for one in record.quotes),
        slug=slug,
        withheld=withheld,
        gone=gone,
    )


def history(made: Edition) -> Iterator[PastEdition]:
    """Editions in which everything has happened that can be told of one."""
    record = edition_record(made, numbers=("three stories",), link=lambda *_: "")
    first, *others = record.stories
    ferry, talks, *_ = made.stories
    corrected = tuple(
        replace(PastQuote(record=one, fate=Fate.STANDS), speaker=speaker, corrected_by="Ida Lund")
        for one, speaker in zip(first.quotes, cycle(("Mira Tan", "")), strict=False)
    )
    yield past(1, None, (replace(kept(first), renamed="Boats at night", quotes=corrected),), left_out=3)
    yield past(2, date(2031, 3, 1), tuple(replace(kept(one), merged_into=ferry.id) for one in record.stories))
    yield past(3, date(2031, 3, 2), (kept(first, slug=""), kept(first, gone=True), kept(first, withheld=True)))
    removed = (REMOVAL, replace(REMOVAL, outlet=""))
    split = replace(kept(first), split_off=(talks.id,), removed=removed, sentences=(Fate.WITHHELD,) * 9)
    yield past(4, date(2031, 3, 3), (replace(split, sentences=split.sentences[: len(first.sentences)]),))
    yield past(5, date(2031, 3, 4), (), problem="cannot be read")
    yield past(6, date(2031, 3, 5), tuple(kept(one) for one in (first, *others)))


def full() -> Edition:
    stories = (disputed(sample.ferry()), sample.talks(), sample.bridge(), sample.postponed())
    made = sample.edition(stories)
    decision = Decision(
        by="Ida Lund",
        did=("removed 2 articles of Alder Gazette",),
        because="Asked for by their author",
        text="all of it",
        articles=frozenset(),
        stories=frozenset({stories[0].id}),
    )
    moved = replace(decision, did=("put the story ", Named(name="ferry", slug=stories[0].slug), " first"))
    made = replace(made, number=6, edits=(decision, moved))
    return replace(made, past=tuple(history(made)))


FULL, EMPTY = full(), sample.empty()


@pytest.mark.parametrize("made", [FULL, EMPTY], ids=["full", "empty"])
def test_every_word_on_a_page_is_a_label_or_somebody_elses(made: Edition, options: SiteOptions) -> None:
    theirs = Theirs(made, options)
    found = {
        f"{page.path}: {one}"
        for page in pages(made, options, templates=TEMPLATES, formerly=FORMERLY)
        for one in theirs.strange_on(page.markdown)
    }
    assert not found, "words that are no labels:\n" + "\n".join(sorted(found))


def test_each_kind_of_page_was_looked_at(options: SiteOptions) -> None:
    looked = {re.sub(r"\d+", "0", page.path) for page in pages(FULL, options, templates=TEMPLATES)}
    assert {f"archive/{time}index.md" for time in ("", "0/", "0/0/", "0/0/0/")} <= looked  # year, month and day too
    folders = {path.partition("/")[0] for path in looked}
    named = {"index": "index.md", "story": "stories", "person": "people", "outlet": "outlets", "topic": "topics"}
    named |= {"notseen": "not-seen", "edition": "editions", "year": "archive", "month": "archive", "day": "archive"}
    assert {named.get(one, one) for one in (name.removesuffix(".md.j2") for name in PRINTED)} <= folders


@pytest.mark.parametrize("made", [FULL, EMPTY], ids=["full", "empty"])
def test_every_word_in_a_feed_is_a_label_or_somebody_elses(made: Edition, options: SiteOptions) -> None:
    theirs, found = Theirs(made, options, *FORMERLY), set()
    for file in feeds(made, options, formerly=FORMERLY):
        if file.path.endswith(".json"):
            feed = json.loads(file.data)
            plain = [feed["title"], feed.get("description", "")]
            plain += [item[name] for item in feed["items"] for name in ("title", "summary")]
            strange = theirs.strange_to(*plain) | theirs.strange_in(*(item["content_html"] for item in feed["items"]))
        elif file.path.endswith(".opml"):
            strange = theirs.strange_to(*(one.attrib.get("text", "") for one in ET.fromstring(file.data).iter()))  # noqa: S314 - our own bytes
        else:
            continue  # RSS says what the JSON Feed beside it does
        found |= {f"{file.path}: {one}" for one in strange}
    assert not found, "words that are no labels:\n" + "\n".join(sorted(found))


@pytest.mark.parametrize("made", [FULL, EMPTY], ids=["full", "empty"])
def test_every_word_in_a_mail_is_a_label_or_somebody_elses(made: Edition, options: SiteOptions) -> None:
    theirs = Theirs(made, options)
    message = edition_mail(made, options, templates=TEMPLATES).data
    assert theirs.strange_in(part(message, "html")) == set()
    assert theirs.strange_to(part(message, "plain"), str(read(message)["subject"])) == set()


def test_every_word_in_a_search_result_is_a_label_or_somebody_elses(options: SiteOptions) -> None:
    theirs = Theirs(FULL, options)
    for record in records_of(FULL, options):
        headings = [one.heading for one in record.passages] if isinstance(record, Record) else []
        assert theirs.strange_to(record.title, record.note, record.words, *headings) == set()


def test_the_theme_prints_its_labels_and_the_names_of_the_main_pages(options: SiteOptions, tmp_path: Path) -> None:
    made = sample.edition([sample.bridge()], [])
    files = (*feeds(made, options), *data(made, options), *assets(options, templates=TEMPLATES))
    built = site(pages(made, options, templates=TEMPLATES), files, options, output=tmp_path / "o", work=tmp_path / "w")
    shown = "".join(
        (built.output / name).read_text(encoding="utf-8")
        for name in ("index.html", "404.html", "stories/swing-bridge-closed/index.html")
    )
    shown = html.unescape(shown)
    labels = {"Front page", "Archive", "People", "Outlets", "About", "Switch to dark mode"}
    for path in (THEME / "404.html", THEME / "partials" / "alternate.html", THEME / "partials" / "copyright.html"):
        labels |= {str(found[1]) for found in extract_from_file("jinja2", path) if isinstance(found[1], str)}
    parts = [part for label in labels for part in re.split(r"</?\w+>|%\(\w+\)s", label) if part.strip()]
    assert [part for part in parts if part not in shown] == []
    assert [part for part in parts if not re.search(rf"{OPEN}[^{CLOSE}]*{re.escape(part)}", shown)] == []
