"""Pages: what a reader finds on them, and what a template author is told."""

import dataclasses
import html
import shutil
from pathlib import Path

import pytest
import yaml
from publish import sample
from publish.printing import TEMPLATES, markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.errors import TemplateError
from digest.explanation import explain
from digest.nouns import Edition, Headline, QuoteKind, Role
from digest.publish import pages, template_problems
from digest.publish.pieces import pieces_of
from digest.publish.wording import as_printed, comma, printed_forms


def source(path: str, edition: Edition | None = None) -> str:
    return markdown(edition or sample.edition())[path]


def words(text: str) -> str:
    """What stands there for a reader, markup aside."""
    return " ".join((LexborHTMLParser(text).body or LexborNode()).text().split())


def story_page(built: Path) -> LexborHTMLParser:
    return LexborHTMLParser((built / "stories" / "night-ferry-approved" / "index.html").read_text())


def test_every_kind_of_page_is_there() -> None:
    made = {page.path for page in pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES)}
    assert made >= {
        "index.md",
        "stories/night-ferry-approved/index.md",
        "stories/ferry-vote-tuesday/index.md",
        "people/index.md",
        "people/mira-tan/index.md",
        "outlets/index.md",
        "outlets/alder-gazette/index.md",
        "archive/index.md",
        "archive/2031/03/index.md",
        "about/index.md",
        "not-seen/index.md",
        "edited/index.md",
        "topics/index.md",
        "topics/ferries/index.md",
    }


def test_the_front_page_says_date_numbers_and_leading_stories_with_their_outlets() -> None:
    text = words(source("index.md"))
    assert "Wednesday, 5 March 2031" in text
    assert "4 stories from 8 articles 4 outlets, 7 independent texts 4 sources heard, 1 silent 1 file not read" in text
    assert "1 feed that fails Morning Tide 1 source silent Quiet Post 1 file not read scan.pdf" in text
    assert text.index("Council says yes to night ferry") < text.index("Six ministers, three days, no statement")
    assert "Morning Tide 5 Mar, same text as 2" in text
    assert "4 outlet unknown (clipping-17.txt) about 4 Mar" in text


def test_the_front_page_is_titled_by_its_day_and_the_digest_s_name(built: Path) -> None:
    title = LexborHTMLParser((built / "index.html").read_text()).css_first("title")
    assert title is not None
    assert title.text() == f"Wednesday, 5 March 2031 - {sample.OPTIONS.title}"


def test_a_change_by_an_outlet_is_shown_with_what_went_and_what_came() -> None:
    text = words(source("not-seen/index.md"))
    changed = text[text.index("Changed by their outlets") :]
    assert (
        "headline changed, 1 paragraph added and 1 paragraph removed between 3 March 2031 and 5 March 2031" in changed
    )
    assert "Headline before: Bridge about to fall, diver says" in changed
    assert "Removed: A diver said the third pillar would not last the winter." in changed
    assert "bridge.v1.txt → bridge.txt" in changed
    assert "changed by its outlet: headline changed" in words(source("stories/swing-bridge-closed/index.md"))


def test_outlets_whose_feed_fails_and_outlets_that_are_silent_are_told_apart() -> None:
    text = words(source("not-seen/index.md"))
    heard = text[text.index("Sources heard") : text.index("Not read")]
    assert "This edition brings 4 articles of 4 outlets: Alder Gazette (1)," in heard
    assert (
        "Morning Tide heard otherwise: 1 article in this edition Its feed https://tide.example/rss.xml fails since "
        "1 March 2031: answers 404 (not found) Quiet Post not heard so far Its feed https://quiet.example/rss.xml "
        "answers, and has brought nothing since 1 March 2031" in heard
    )
    assert "wire.example" not in heard


def test_the_topics_that_a_story_s_articles_name_stand_on_its_page() -> None:
    made = sample.edition()
    story = made.stories[0]
    member = story.members[0]
    article = dataclasses.replace(member.analysis.article, topics=("Harbour", "Budget <b>"))
    analysis = dataclasses.replace(member.analysis, article=article)
    members = (dataclasses.replace(member, analysis=analysis), *story.members[1:])
    told = dataclasses.replace(story.told, group=dataclasses.replace(story.told.group, members=members))
    edition = dataclasses.replace(made, stories=(dataclasses.replace(story, told=told), *made.stories[1:]))
    assert "Topics: Ferries & harbours, Harbour, Budget <b>" in words(
        source("stories/night-ferry-approved/index.md", edition)
    )


def test_nothing_is_counted_as_one_articles() -> None:
    for page in pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES):
        text = words(page.markdown)
        for noun in ("articles", "stories", "quotes", "outlets", "sources", "people"):
            assert f" 1 {noun}" not in text, (page.path, noun)


def test_a_summary_sentence_leads_to_its_words_in_the_original(built: Path) -> None:
    marks = [node.attributes["href"] or "" for node in story_page(built).css(".summary p a.mark:first-child")]
    assert marks[0].startswith("https://gazette.example/2031/night-ferry#:~:text=The%20harbour%20council%20approved,")
    assert marks[2].startswith("https://wire.example/a?id=77&lang=en#:~:text=")


def test_without_an_address_it_leads_to_an_extract_between_its_neighbours(built: Path) -> None:
    page = story_page(built)
    mark = page.css(".summary p a.mark:first-child")[3]
    assert mark.attributes["href"] == "../../stories/night-ferry-approved/#sentence-4-receipt"
    receipt = page.css_first("#sentence-4-receipt")
    assert receipt is not None
    marked = receipt.css_first("mark")
    assert marked is not None
    assert marked.text() == "The shipping company Blue Heron Lines will run two vessels with hybrid engines."
    assert "She told reporters: “The money is there, and it was always there.”" in receipt.text()
    assert "characters " in receipt.text()
    assert "morning-copy.txt" in receipt.text()


def test_a_quote_says_who_in_which_role_where_and_how_that_is_known(built: Path) -> None:
    text = " ".join(story_page(built).body.text().split())  # type: ignore[union-attr]
    assert "Mira Tan, council leader" in text
    assert "Alder Gazette, 4 March 2031, 18:12" in text
    assert "found through “She”" in text
    assert "named beside the quote as “Dr Oskar Lindqvist”" in text
    foreign = story_page(built).css_first('blockquote[lang="ms"]')
    assert foreign is not None
    assert "Malay" in text


def test_the_stretches_of_one_utterance_stand_in_marks_of_their_own(built: Path) -> None:
    first = story_page(built).css(".quote")[0]
    assert [q.text() for q in first.css("q")] == [
        "“We are giving the islanders back their evenings”",
        "“Nobody should have to leave a wedding at six.”",
    ]


def test_a_quoted_fragment_stands_in_its_own_sentence(built: Path) -> None:
    pieces = story_page(built).css(".quote--fragment blockquote :is(q, .quote__context)")
    assert "".join(piece.text() for piece in pieces) == (
        "The marine biologist Dr Oskar Lindqvist called the noise study “thin, hurried and a decade too late”."
    )


def test_a_quote_carries_the_number_of_its_source_which_leads_to_the_very_words(built: Path) -> None:
    for quote in story_page(built).css(".quote"):
        mark = quote.css_first("blockquote a.mark")
        assert mark is not None
        href = mark.attributes["href"] or ""
        assert "#:~:text=" in href or href.endswith(f"#{quote.attributes['id']}-receipt")


def test_an_extract_leads_back_to_what_is_printed_from_it(built: Path) -> None:
    page = story_page(built)
    for receipt in page.css(".receipt"):
        back = receipt.css_first("a")
        assert back is not None
        assert page.css_first(back.attributes["href"] or "") is not None


def test_every_quote_says_how_its_speaker_was_found_or_that_nobody_was(built: Path) -> None:
    for quote in story_page(built).css(".quote"):
        said = quote.text()
        assert any(
            words in said
            for words in (
                "named beside the quote",
                "found through",
                "carried over",
                "corrected by",
                "Speaker not found",
            )
        )


def test_a_role_reads_on_from_the_name() -> None:
    assert [comma(role) for role in ("of the tide office", "who tends the light", "harbour master")] == ["", ",", ","]


def test_shared_terms_are_shown_as_the_articles_print_them() -> None:
    forms = printed_forms(["Alder ties its ties to Kestrel.", "KESTREL and Kestrel vary their replies"])
    shown = [as_printed(term, forms) for term in ("kestrel", "tie", "reply", "alder", "unheard")]
    assert shown == ["Kestrel", "ties", "replies", "Alder", "unheard"]


def test_a_long_quote_is_left_to_its_own_page() -> None:
    long = "We will sail " + "and sail again " * 30 + "until the tide turns."
    items = [
        sample.article(name, f"“{said}” said Mira Tan.", title=name.title())
        for name, said in (("storm", "It blew."), ("calm", long), ("fog", "Nobody saw the mark."))
    ]
    told = [
        sample.story(
            item.id,
            [sample.member(item)],
            Headline(text=item.id, article=item.id),
            quotes=[sample.quote(item, item.text[1 : item.text.index("”")], person=person, speaker="Mira Tan")],
        )
        for item, person in zip(items, ("joaquin-abella", "mira-tan", "oskar-lindqvist"), strict=True)
    ]
    text = words(source("index.md", sample.edition(told)))
    assert "Nobody saw the mark." in text
    assert "until the tide turns" not in text


def test_people_who_are_quoted_come_before_those_who_are_only_named() -> None:
    page = source("people/index.md")
    assert page.index("## Quoted") < page.index("Mira Tan")


def test_one_role_printed_twice_is_listed_once() -> None:
    roles = (
        Role(text="council leader", article="old-ferry"),
        Role(text="the council leader", article="gazette-ferry"),
        Role(text="who chairs the board", article="wire-ferry"),
    )
    people = tuple(
        dataclasses.replace(person, roles=roles) if person.id == "mira-tan" else person for person in sample.people()
    )
    _, body = source("people/mira-tan/index.md", sample.edition(None, people)).split("---\n\n", 1)
    text = words(body)
    assert "“council leader” Alder Gazette and 1 other article" in text
    assert text.index("who chairs the board") < text.index("council leader")
    assert "Mira Tan, the council leader" in words(source("people/index.md", sample.edition(None, people)))


def test_an_address_that_leads_nowhere_shows_the_way(built: Path) -> None:
    text = words((built / "404.html").read_text())
    assert "There is no such page" in text
    assert "front page" in text


def test_a_corrected_speaker_is_shown_as_corrected_and_by_whom() -> None:
    assert "speaker corrected by R. Okafor" in words(source("stories/coastal-talks-end/index.md"))


def test_an_unknown_speaker_is_said_to_be_unknown() -> None:
    item = sample.article("a", "“It is over,” somebody said.", title="Over")
    told = sample.story(
        "over", [sample.member(item)], Headline(text="Over", article="a"), quotes=[sample.quote(item, "It is over,")]
    )
    assert "Speaker not found" in words(source("stories/over/index.md", sample.edition([told], [])))


def test_sources_show_date_with_its_origin_language_copies_credit_and_original() -> None:
    text = words(source("stories/night-ferry-approved/index.md"))
    assert "4 March 2031, 18:12 (from the page: “4 March 2031, 6.12 pm”) by Ruth Okafor" in text
    assert "credit: (With material from Northern Wire.) same text as 2" in text
    assert "(clipping-17.txt) Malay" in text
    assert "about 4 March 2031 (inferred: the day of a dated source of this story)" in text
    assert "original source named: suara.example" in text


def test_a_single_article_gives_an_extract_and_no_summary() -> None:
    page = source("stories/swing-bridge-closed/index.md")
    assert "## Extract" in page
    assert "What happened" not in page
    assert "Why this article stands alone" in page


def test_earlier_and_later_stories_are_linked_both_ways() -> None:
    assert "Ferry vote put off again 20 November 2029" in words(source("stories/night-ferry-approved/index.md"))
    assert "Council says yes to night ferry 4–5 March 2031" in words(source("stories/ferry-vote-postponed/index.md"))


def test_a_person_s_page_has_everything_said_newest_first_and_the_roles_as_printed() -> None:
    text = words(source("people/mira-tan/index.md"))
    assert "4 quotes in 2 stories" in text
    assert "“council leader” Alder Gazette" in text
    assert "Also printed as Tan and Ms Tan" in text
    assert text.index("giving the islanders") < text.index("never missed the last boat")
    assert "Also named in Cracks close swing bridge" in words(source("people/oskar-lindqvist/index.md"))


def test_an_outlet_s_page_has_what_it_printed_and_whose_text_it_carried() -> None:
    assert "same text as Northern Wire, whole" in words(source("outlets/morning-tide/index.md"))
    first = words(source("outlets/alder-gazette/index.md"))
    assert "First to report here 1 article, the earliest of several here on their story" in first
    assert "1 hour before Northern Wire" in first


def test_an_empty_digest_tells_how_to_add_the_first_article() -> None:
    text = words(source("index.md", sample.empty()))
    assert "No articles yet" in text
    assert "content folder" in text


def test_one_article_of_one_outlet_is_an_edition_too() -> None:
    text = words(source("index.md", sample.edition([sample.bridge()], [])))
    assert "1 story from 1 article 1 outlet, 1 independent text" in text
    assert "Who said what" not in text


def test_titles_go_through_a_safe_dump_and_cannot_leave_the_front_matter() -> None:
    evil = 'x\n---\ntemplate: /etc/passwd\n<script>alert(1)</script> "q" {{ config }}'
    story = dataclasses.replace(
        sample.bridge(), told=dataclasses.replace(sample.bridge().told, headline=Headline(text=evil, article="bridge"))
    )
    text = source("stories/swing-bridge-closed/index.md", sample.edition([story], []))
    matter = next(yaml.safe_load_all(text.split("---\n\n")[0]))
    assert set(matter) == {"title", "description", "feed", "hide", "kind", "structured"}
    assert matter["title"].startswith("x --- template: /etc/passwd &lt;script&gt;")
    assert "<script" not in text


def test_no_page_says_that_it_knows_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    once = pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES)
    monkeypatch.setenv("TZ", "Pacific/Apia")
    assert pages(sample.edition(), sample.OPTIONS, templates=TEMPLATES) == once


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("a\n{{ stroy.headline }}", r"story\.md\.j2, line 2: 'stroy' is undefined"),
        ("a\nb\n{% if %}", r"story\.md\.j2, line 3"),
        ("{{ story.headlin }}", r"story\.md\.j2, line 1: .*headlin"),
        ("a\n{{ count() }}", r"story\.md\.j2, line 2"),
        ("{% include 'nothing.md.j2' %}", r"nothing\.md\.j2: this template is missing"),
    ],
)
def test_a_mistake_in_a_template_names_template_and_line(tmp_path: Path, body: str, told: str) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    (folder / "story.md.j2").write_text(body)
    with pytest.raises(TemplateError, match=told):
        pages(sample.edition(), sample.OPTIONS, templates=folder)


def test_the_templates_are_checked_without_an_edition(tmp_path: Path) -> None:
    assert list(template_problems(TEMPLATES)) == []
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    (folder / "story.md.j2").write_text("a\n{{ stroy.headline }}{% for x in story.quotes %}{{ x }}{% endfor %}")
    (folder / "about.md.j2").write_text("{% endif %}")
    (folder / "person.md.j2").unlink()
    found = [problem.removeprefix(f"{folder}/") for problem in template_problems(folder)]
    assert found[0] == "person.md.j2: this template is missing"
    assert found[1].startswith("about.md.j2, line 1: ")
    assert found[2] == "story.md.j2, line 2: 'stroy' is nothing that a template gets"


def test_every_page_and_every_part_of_one_is_missed_where_it_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    gone = {path.name for path in folder.glob("*.j2")} - {"topics.md.j2"}
    for name in gone:
        (folder / name).unlink()
    (folder / "partials" / "dayline.md.j2").unlink()
    (folder / "topics.md.j2").write_text('{% include "partials/dayline.md.j2" %}')
    found = [problem.removeprefix(f"{folder}/") for problem in template_problems(folder)]
    assert {f"{name}: this template is missing" for name in gone} <= set(found)
    assert "topics.md.j2: includes partials/dayline.md.j2, which is missing" in found


def test_every_template_opens_with_a_comment_that_lists_what_it_gets() -> None:
    for template in sorted(TEMPLATES.rglob("*.j2")):
        text = template.read_text()
        assert text.startswith("{#"), template
        assert "Gets " in text.partition("#}")[0], template


def test_the_evidence_of_two_articles_that_match_each_other_best_is_listed_once() -> None:
    first, second = (
        text.partition("</div>")[0]
        for text in source("stories/coastal-talks-end/index.md").split('<div class="why">')[1:3]
    )
    assert "terms__word" in first
    assert "terms__word" not in second
    assert "best: 0.48 of 1, as listed there" in words(second)


def test_a_story_page_says_once_in_which_zone_its_times_of_day_are() -> None:
    text = words(source("stories/night-ferry-approved/index.md"))
    assert text.count("Times of day: Malaysia (Kuala Lumpur) Time") == 1
    assert "Times of day" not in words(source("stories/ferry-vote-postponed/index.md"))


def test_an_utterance_that_begins_as_a_fragment_is_printed_with_the_sentence_around_it() -> None:
    text = "It was like “chasing after ghosts,” Ms Tan said. “Now they chase ferries.” Nobody laughed."
    item = sample.article("gazette-ghosts", text, title="Ghosts", outlet="Alder Gazette")
    said = {"person": "mira-tan", "speaker": "Mira Tan"}
    first = sample.quote(item, "chasing after ghosts,", kind=QuoteKind.MIXED, **said)
    second = sample.quote(item, "Now they chase ferries.", **said)
    shown = pieces_of(dataclasses.replace(first, parts=(*first.parts, *second.parts)), sample.member(item))
    assert "".join(html.unescape(run.text) for piece in shown for run in piece.runs) == (
        "It was like chasing after ghosts, Ms Tan said. Now they chase ferries."
    )


def test_nothing_skipped_is_not_said_to_be_all_when_an_editor_left_something_out() -> None:
    made = sample.edition()
    whole = dataclasses.replace(made.ledger, skipped=(), duplicates=(), excluded=0)
    cut = dataclasses.replace(whole, excluded=2)
    assert "could be read, and is in this digest." in words(
        source("not-seen/index.md", sample.laid_out(dataclasses.replace(made, ledger=whole)))
    )
    text = words(source("not-seen/index.md", sample.laid_out(dataclasses.replace(made, ledger=cut))))
    assert "could be read." in text
    assert "2 articles were left out by an editor: see what was edited by hand." in text


def test_a_fragment_whose_sentence_begins_inside_another_quote_is_printed_from_behind_that_quote() -> None:
    text = "“He runs it like his shop? God help us,” said Ms Tan, who added that “his thrift is a legend”."
    item = sample.article("gazette-shop", text, title="A shop", outlet="Alder Gazette")
    whole = sample.quote(item, "He runs it like his shop? God help us,", person="mira-tan", speaker="Mira Tan")
    piece = sample.quote(item, "his thrift is a legend", person="mira-tan", speaker="Mira Tan", kind=QuoteKind.MIXED)
    one = sample.member(item)
    member = dataclasses.replace(one, analysis=dataclasses.replace(one.analysis, quotes=(*whole.parts, *piece.parts)))
    shown = "".join(run.text for part in pieces_of(piece, member) for run in part.runs)
    assert html.unescape(shown) == " …  said Ms Tan, who added that his thrift is a legend."


@pytest.mark.parametrize(
    ("shares", "by_hand", "said"),
    [
        (True, True, "best: 0.64 of 1; an editor put it here"),
        (True, False, "best: 0.64 of 1"),
        (False, True, "is here by an editor’s hand, not for what it shares"),
        (False, False, "shares no terms with the others that would count"),
    ],
)
def test_what_an_article_shares_and_whether_an_editor_put_it_there_are_both_said(
    *, shares: bool, by_hand: bool, said: str
) -> None:
    story, *others = sample.edition().stories
    first, *rest = story.members
    none = dataclasses.replace(first.evidence, best="", score=0.0, shared=())
    placed = dataclasses.replace(first, evidence=first.evidence if shares else none, by_hand=by_hand)
    group = dataclasses.replace(story.told.group, members=(placed, *rest))
    moved = dataclasses.replace(story, told=dataclasses.replace(story.told, group=group))
    edition = dataclasses.replace(sample.edition(), stories=(moved, *others))
    made = {page.path: page.markdown for page in pages(edition, sample.OPTIONS, templates=TEMPLATES)}
    shown = words(made[f"stories/{story.slug}/index.md"].partition('id="why"')[2].partition("</p>")[0])
    assert shown.endswith(said)
    lines = [*explain(edition, story.slug)]
    assert ("  an editor put it here" in lines) == (shares and by_hand)
    assert ("  is here by an editor's hand, not for what it shares" in lines) == (by_hand and not shares)
