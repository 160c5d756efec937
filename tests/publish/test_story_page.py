"""A story's page: what it says once, what it folds, and in which language its words stand."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from publish import sample
from publish.disputes import disputed
from publish.printing import markdown
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import DayPrecision, Edition, Entry, EntryKind, PastEdition, Side, Story, Timeline

PATH = "stories/night-ferry-approved/index.md"


def page(made: Edition, path: str = PATH) -> LexborHTMLParser:
    return LexborHTMLParser(markdown(made)[path])


def words(made: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in made.css(selector)]


def of(story: Story) -> Edition:
    return sample.edition([story, sample.talks(), sample.bridge(), sample.postponed()])


def in_time(story: Story, *entries: Entry) -> Story:
    return replace(story, told=replace(story.told, timeline=Timeline(entries=entries)))


def entry(kind: EntryKind, article: str, start: int = 0, *, also: tuple[str, ...] = (), text: str = "") -> Entry:
    day = date(2031, 3, 4)
    return Entry(
        kind=kind,
        first=day,
        last=day,
        precision=DayPrecision.DAY,
        article=article,
        start=start,
        end=start + len(text),
        text=text,
        also_in=also,
    )


def test_a_quote_ends_without_the_comma_of_the_sentence_around_it() -> None:
    said = words(page(sample.edition()), "#quote-1 blockquote")[0]
    assert said.startswith("“We are giving the islanders back their evenings” … “Nobody should have to leave")
    assert words(page(sample.edition()), "#quote-3 blockquote")[0].startswith(
        "“Ini hari yang baik untuk penduduk pulau”"
    )


@pytest.mark.parametrize("number", [1, 2])
def test_a_story_says_which_edition_had_it_first_and_says_the_same_in_the_next_one(number: int) -> None:
    past = PastEdition(number=1, date=date(2031, 3, 4), slug="2031-03-04")
    (line,) = page(replace(sample.edition(), number=number, past=(past,))).css(".byline")
    assert "first seen in the edition of 4 March 2031" in " ".join(line.text().split())
    (link,) = line.css("a")
    assert link.attributes["href"] == "../../editions/2031-03-04/"


def test_a_source_says_when_its_feed_brought_it() -> None:
    ferry = sample.ferry()
    first = ferry.members[0]
    article = replace(first.analysis.article, fetched=datetime(2031, 3, 4, 10, 30, tzinfo=UTC))
    members = (replace(first, analysis=replace(first.analysis, article=article)), *ferry.members[1:])
    told = replace(ferry.told, group=replace(ferry.told.group, members=members))
    source = words(page(of(replace(ferry, told=told))), "#source-1")[0]
    assert "4 March 2031, 18:12" in source
    assert "first seen 4 March 2031, 18:30" in source


def test_words_in_another_language_are_marked_as_such() -> None:
    shown = page(sample.edition())
    assert shown.css('#quote-3 blockquote[lang="ms"]')
    assert not shown.css("#quote-1 blockquote[lang]")
    assert not shown.css("#sentence-1[lang]")


def test_a_headline_in_another_language_is_marked_wherever_it_stands() -> None:
    ferry = sample.ferry()
    headline = replace(ferry.told.headline, text="Feri malam diluluskan", article="clipping-17")
    made = of(replace(ferry, told=replace(ferry.told, headline=headline)))
    assert '# Feri malam diluluskan {: #headline dir="auto" lang="ms" .headline }' in markdown(made)[PATH]
    assert page(made, "index.md").css('.lead__headline[lang="ms"]')


def test_a_long_headline_is_set_smaller() -> None:
    ferry = sample.ferry()
    headline = replace(ferry.told.headline, text="Council says yes to night ferry " * 4)
    made = of(replace(ferry, told=replace(ferry.told, headline=headline)))
    assert ".headline .headline--long }" in markdown(made)[PATH]
    assert ".headline--long" not in markdown(sample.edition())[PATH]


def test_a_sentence_that_an_article_prints_twice_is_one_event() -> None:
    ferry = sample.ferry()
    text = "The harbour council approved a night ferry"
    told = [entry(EntryKind.EVENT, "gazette-ferry", start, text=text) for start in (0, 90)]
    shown = page(of(in_time(ferry, *told, entry(EntryKind.PUBLISHED, "gazette-ferry"))))
    assert len(shown.css(".event")) == 1


def test_a_copy_stands_in_the_timeline_with_its_own_time() -> None:
    published = entry(EntryKind.PUBLISHED, "wire-ferry", also=("morning-copy",))
    shown = page(of(in_time(sample.ferry(), published)))
    (row,) = words(shown, ".times tbody tr")
    assert "2. Northern Wire same text: 3. Morning Tide, 5 Mar" in row


def test_a_story_of_one_article_and_one_event_has_no_timeline() -> None:
    bridge = sample.bridge()
    name = bridge.members[0].analysis.article.id
    told = (
        entry(EntryKind.PUBLISHED, name),
        entry(EntryKind.EVENT, name, text="Engineers closed the old swing bridge"),
    )
    made = sample.edition([sample.ferry(), sample.talks(), in_time(bridge, *told), sample.postponed()])
    assert "## Timeline" not in markdown(made)["stories/swing-bridge-closed/index.md"]


def test_what_many_sources_give_in_many_ways_is_folded_behind_the_first_eight() -> None:
    ferry = disputed(sample.ferry())
    planned = ferry.told.differences[0]
    side = planned.sides[1]
    sides = tuple(Side(claims=(replace(side.claims[0], text=f"{number} June"),), voices=1) for number in range(1, 12))
    told = replace(ferry.told, differences=(replace(planned, sides=sides, updates=()),))
    shown = page(of(replace(ferry, told=told)))
    open_rows, folded = shown.css("table.differ")
    assert [len(table.css(".differ__value")) for table in (open_rows, folded)] == [8, 3]
    assert words(shown, "details:has(.differ) summary")[0].startswith("3 more values: ")


def test_where_there_is_no_room_for_all_outlets_texts_of_their_own_come_first() -> None:
    ferry = sample.ferry()
    first, wire, copy, malay = ferry.members
    copies = [
        replace(
            copy,
            analysis=replace(
                copy.analysis, article=replace(copy.analysis.article, id=f"copy-{number}", outlet=None, title=None)
            ),
        )
        for number in range(10, 20)
    ]
    group = replace(ferry.told.group, members=(first, wire, copy, *copies, malay))
    made = of(replace(ferry, told=replace(ferry.told, group=group)))
    named = words(page(made), ".outlets li")
    assert [line.split(" ")[0] for line in named] == ["1", "2", "14", "11"]
    assert named[-1] == "11 more articles"


def test_a_story_can_be_cited_from_its_page() -> None:
    shown = page(sample.edition())
    bibtex, ris = (node.text() for node in shown.css("pre.reference"))
    assert bibtex.startswith("@misc{digest-")
    assert "title = {{Council says yes to night ferry}}," in bibtex
    assert "TI  - Council says yes to night ferry\n" in ris
    assert ris.endswith("ER  - ")
