"""Sources that owe their text to another one: copies with what was cut and added, and retellings."""

import json
from dataclasses import replace

from publish import sample
from publish.test_pages import source, words

from digest.explanation import explain
from digest.nouns import Article, Edition, Member, Republication, Span, Story
from digest.printed import receipts_of
from digest.publish import data, feeds

ADDED = "In Brackwater <b>the innkeeper</b> danced {{ 7 * 7 }} times."
CUT = "The shipping company Blue Heron Lines will run two vessels with hybrid engines."


def carried(member: Member, *, retells: str = "") -> Member:
    """The sample's copy with its last paragraph cut and one of its own, or the member as a retelling."""
    if member.analysis.article.id == "clipping-17":
        return replace(member, retells=retells)
    if member.text_group == member.analysis.article.id:
        return member
    old = member.analysis.article
    text = old.text.replace(CUT, ADDED)
    article: Article = sample.article(old.id, text, title="Night boat", outlet="Morning Tide", published=old.published)
    return replace(member, analysis=replace(member.analysis, article=article, sentences=()))


def story(*, retells: str = "") -> Story:
    ferry = sample.ferry()
    members = tuple(carried(member, retells=retells) for member in ferry.members)
    texts = {member.analysis.article.id: member.analysis.article for member in members}
    change = Republication(
        article="morning-copy",
        original="wire-ferry",
        added=(span(texts["morning-copy"], ADDED),),
        cut=(span(texts["wire-ferry"], CUT),),
    )
    summary = tuple(extract for extract in ferry.told.summary if extract.article != "morning-copy")
    group = replace(ferry.told.group, members=members)
    return replace(ferry, told=replace(ferry.told, group=group, summary=summary, republished=(change,)))


def span(article: Article, text: str) -> Span:
    start = article.text.index(text)
    return Span(start=start, end=start + len(text))


def edition(*, retells: str = "") -> Edition:
    made = sample.edition()
    return sample.laid_out(replace(made, stories=(story(retells=retells), *made.stories[1:])))


PAGE = "stories/night-ferry-approved/index.md"


def test_a_copy_stands_under_the_first_publication_with_what_was_cut_and_added() -> None:
    page = source(PAGE, edition())
    text = words(page[page.index("{: #sources }") :])
    wire, copy, last = text.index("Northern Wire"), text.index("Morning Tide"), text.index("outlet unknown")
    assert wire < copy < last
    assert "same text as 2" in text
    assert "cuts 1 paragraph and adds 1 paragraph" in text
    assert f"Cut {CUT}" in text


def test_added_words_are_printed_as_they_are_and_never_read_as_markup() -> None:
    page = source(PAGE, edition())
    assert f"Added {ADDED}" in words(page)
    assert "<b>" not in page
    assert "49 times" not in page


def test_the_first_publication_names_no_changes_and_a_whole_copy_says_so() -> None:
    whole = words(source(PAGE))
    assert "same text as 2, whole" in whole
    assert "cuts" not in whole


def test_the_gate_reads_back_what_was_cut_and_added() -> None:
    printed = [(one.article.id, one.text) for one in receipts_of(edition()) if "republisher" in one.printed_as]
    assert printed == [("morning-copy", ADDED), ("wire-ferry", CUT)]


def test_a_retelling_names_what_it_retells_and_counts_as_no_text() -> None:
    retold = edition(retells="gazette-ferry")
    page, front = words(source(PAGE, retold)), words(source("index.md", retold))
    assert "retells Alder Gazette, 4 Mar" in page
    assert "It brings no name, figure, day or quote that source 1 does not have" in page
    assert "4 articles, 2 independent texts" in page
    assert "4 articles, 2 independent texts" in front
    assert "6 independent texts" in front
    assert "outlet unknown (clipping-17.txt) about 4 Mar, retells 1" in front


def test_feeds_data_and_explanation_say_the_same() -> None:
    retold = edition(retells="gazette-ferry")
    xml, *_ = (file.data.decode() for file in feeds(retold, sample.OPTIONS) if file.path == "feed.xml")
    assert "retells 1" in xml
    assert "same text as 2" in xml
    path = f"data/stories/{retold.stories[0].id}.json"
    story = json.loads(next(file.data for file in data(retold, sample.OPTIONS) if file.path == path))
    given = {article["id"]: article["retells"] for article in story["articles"]}
    assert given == {"gazette-ferry": None, "wire-ferry": None, "morning-copy": None, "clipping-17": "gazette-ferry"}
    assert "retells Alder Gazette (gazette-ferry.txt)" in "\n".join(explain(retold, "night-ferry-approved"))


def test_a_story_of_one_text_is_an_extract_and_stands_apart_on_the_front_page() -> None:
    ferry = sample.ferry()
    wire, copy = (m for m in ferry.members if m.text_group == "wire-ferry")
    told = replace(
        ferry.told,
        group=replace(ferry.told.group, members=(wire, copy)),
        summary=tuple(extract for extract in ferry.told.summary if extract.article == "wire-ferry"),
        quotes=(),
        headline=replace(ferry.told.headline, article="wire-ferry"),
    )
    single = sample.edition([sample.talks(), replace(ferry, told=told)])
    front = words(source("index.md", single).split("---\n\n", 1)[1])
    assert front.index("Six ministers") < front.index("2 outlets, 1 independent text") < front.index("Council says yes")
    page = words(source(PAGE, single))
    assert "2 outlets, 1 independent text" in page
    assert "Extract" in page
    assert "What happened" not in page


def test_many_carriers_of_one_text_are_folded_under_it() -> None:
    ferry = sample.ferry()
    copy = next(member for member in ferry.members if member.analysis.article.id == "morning-copy")
    more = tuple(
        replace(
            copy,
            analysis=replace(
                copy.analysis, article=sample.article(f"copy-{n}", sample.FERRY_WIRE, outlet=f"Paper {n}")
            ),
        )
        for n in range(30)
    )
    told = replace(ferry.told, group=replace(ferry.told.group, members=(*ferry.members, *more)))
    page = source(PAGE, sample.edition([replace(ferry, told=told)]))
    assert "carried by 31 more outlets" in words(page)
    assert page.count('<li id="source-') == 34, "each article once"
