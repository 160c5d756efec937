"""Pages of people, outlets, topics, days and the archive: what each tells a reader."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from publish import many, sample
from publish.printing import TEMPLATES, markdown
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition, Headline, Member, Moment, PastEdition, Precision, Story
from digest.publish import pages
from digest.publish.languages.words import words_of
from digest.publish.strip import Counted, strip_view

DAY = "archive/2031/03/04/index.md"
ENGLISH = words_of("en")


def page(path: str, edition: Edition | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(markdown(edition or sample.edition())[path])


def words(made: LexborHTMLParser, selector: str = "body") -> list[str]:
    return [" ".join(node.text().split()) for node in made.css(selector)]


def test_a_day_s_page_tells_what_began_and_what_went_on_with_that_day_s_outlets_alone() -> None:
    made = page(DAY)
    began, continued = words(made, "section.kind")
    assert began.startswith("Begun on this day Council says yes to night ferry The harbour council approved")
    assert "Alder Gazette 18:12 Northern Wire 19:40 clipping-17.txt" in began
    assert "Morning Tide" not in began, "that copy is of the next day"
    assert continued.startswith("Continued Six ministers, three days, no statement No joint paper")
    assert continued.endswith("The Lindhaven Courier since 3 March 2031")
    assert words(made, ".status")[0] == "Day 5 articles in 3 stories 3 outlets"


def test_a_day_s_page_tells_who_said_what_on_it_each_person_once() -> None:
    speakers = words(page(DAY), ".voices .quote__speaker")
    assert speakers == ["Mira Tan", "Oskar Lindqvist", "Joaquín Abella"]
    assert "We agreed on more" not in words(page(DAY))[0], "that was printed the day before"


def test_days_lead_to_the_days_before_and_after_them_that_have_articles() -> None:
    before, after = (page(DAY).css_first(f"a[rel={name}]") for name in ("prev", "next"))
    assert before is not None
    assert after is not None
    assert before.attributes["href"] == "../../../../archive/2031/03/03/"
    assert after.attributes["href"] == "../../../../archive/2031/03/05/"
    assert page("archive/2029/11/20/index.md").css_first("a[rel=prev]") is None


def test_the_dates_of_a_story_s_sources_lead_to_their_days() -> None:
    links = [node.attributes["href"] for node in page("stories/night-ferry-approved/index.md").css(".sources .note a")]
    assert "../../archive/2031/03/04/" in links
    assert "../../archive/2031/03/05/" in links


def test_a_day_and_its_edition_lead_to_each_other() -> None:
    past = PastEdition(number=1, date=date(2031, 3, 4), slug="2031-03-04")
    made = replace(sample.edition(), past=(past,))
    assert "What the digest itself printed then is kept in edition 1." in words(page(DAY, made))[0]
    edition = page("editions/2031-03-04/index.md", made)
    assert "../../archive/2031/03/04/" in [node.attributes["href"] for node in edition.css("a")]


def test_a_doubtful_date_makes_no_day() -> None:
    bridge = sample.bridge()
    (member,) = bridge.members
    assert member.published is not None
    doubtful = replace(member, published=replace(member.published, doubt="lies ahead"))
    told = replace(bridge.told, group=replace(bridge.told.group, members=(doubtful,)))
    made = many.lists(many.edition([replace(bridge, told=told)]))
    assert not [path for path in made if path.startswith("archive/2031")]
    assert "Cracks close swing bridge" in made["archive/undated/index.md"]


def timed(member: Member, hour: int) -> Member:
    published = member.published
    assert published is not None
    at = published.at.replace(hour=hour, minute=0)
    return replace(member, published=Moment(at=at, precision=Precision.MINUTE, origin=published.origin))


def test_an_outlet_s_page_says_how_far_ahead_it_was_and_whose_texts_it_carried() -> None:
    alder = words(page("outlets/alder-gazette/index.md"), "section.kind")
    assert [part.partition(" ")[0] for part in alder] == ["First", "Alone"]
    assert "1 hour before Northern Wire" in alder[0]
    (carried,) = words(page("outlets/morning-tide/index.md"), "section.kind")
    assert carried.startswith("Carried from others 1 article with another’s text")
    assert "from Northern Wire (1)" in carried
    assert "Its texts were carried or retold by Morning Tide (1)" in words(page("outlets/northern-wire/index.md"))[0]


@pytest.mark.parametrize(
    ("hours", "told"),
    [((9, 9), ""), ((9, 10), "1 hour before Wire"), ((1, 4), "3 hours before Wire")],
)
def test_being_ahead_is_told_in_whole_hours_and_not_of_articles_that_appeared_together(
    hours: tuple[int, int], told: str
) -> None:
    items = [
        sample.article(name.lower(), "It rained.", title="Rain", outlet=name, published=sample.day(2031, 3, 4))
        for name in ("Post", "Wire")
    ]
    members = [timed(sample.member(item), hour) for item, hour in zip(items, hours, strict=True)]
    story = sample.story("rain", members, Headline(text="Rain", article="post"))
    made = many.lists(many.edition([story]))["outlets/post/index.md"]
    shown = words(LexborHTMLParser(made), ".kind li")[0]
    assert ("before" in shown) == bool(told)
    assert told in shown


def test_an_outlet_s_page_says_how_its_feed_does() -> None:
    assert "Its feed fails since 1 March 2031: answers 404" in words(page("outlets/morning-tide/index.md"))[0]
    assert "Its feed answers" in words(page("outlets/northern-wire/index.md"))[0]
    assert "feed" not in words(page("outlets/the-lindhaven-courier/index.md"), ".note")[0]


def test_a_person_s_page_says_which_outlets_quote_the_person_most() -> None:
    quoted = next(line for line in words(page("people/mira-tan/index.md"), ".note") if line.startswith("Quoted by"))
    assert quoted == "Quoted by Alder Gazette (2), Northern Wire (1)"


def test_a_person_quoted_often_in_one_story_stands_there_with_a_dozen_quotes_and_the_way_to_the_others() -> None:
    made = many.lists(many.edition([many.told("long", [date(2031, 3, 1)] * 15)]))["people/mira-tan/index.md"]
    tree = LexborHTMLParser(made)
    assert len(tree.css("figure.quote")) == 12
    assert "3 more quotes in this story" in words(tree)[0]


def calendar(made: LexborHTMLParser) -> dict[str, str]:
    nodes = made.css(".calendar a")
    return {node.attributes["aria-label"] or "": node.attributes["href"] or "" for node in nodes}


def test_the_calendar_of_a_month_leads_to_its_days_with_their_counts_in_words() -> None:
    made = page("archive/2031/03/index.md")
    assert calendar(made) == {
        "3 March 2031: 1 story": "../../../archive/2031/03/03/",
        "4 March 2031: 3 stories": "../../../archive/2031/03/04/",
        "5 March 2031: 1 story": "../../../archive/2031/03/05/",
    }
    assert words(made, ".calendar th .unseen")[0] == "Monday"
    assert len(made.css(".calendar tbody tr")) == 6, "the first of March 2031 is a Saturday, the last a Monday"


def test_a_year_s_page_has_its_months_and_leads_to_the_years_beside_it() -> None:
    made = page("archive/2029/index.md")
    assert words(made, "h2") == ["November 2029"]
    following = made.css_first("a[rel=next]")
    assert following is not None
    assert following.attributes["href"] == "../../archive/2031/"


def test_the_archive_lists_the_newest_stories_and_counts_the_others_by_month() -> None:
    stories = [many.told(f"a{n}", [date(2031, 1 + n // 35, 1 + n % 28)]) for n in range(70)]
    made = LexborHTMLParser(many.lists(many.edition(stories))["archive/index.md"])
    assert words(made, ".years tr") == ["2031 Jan 35 Feb 35"]
    shown = words(made, ".lines > li > a:first-child")
    assert "Rain a69" in shown
    assert len([line for line in shown if line.startswith("Rain")]) == 60


def test_a_month_in_which_no_story_began_says_so() -> None:
    made = many.lists(many.edition([many.told("long", [date(2031, 1, 30), date(2031, 2, 2)])]))
    assert words(LexborHTMLParser(made["archive/index.md"]), ".years tr") == ["2031 Jan 1 Feb 0"]
    february = LexborHTMLParser(made["archive/2031/02/index.md"])
    assert words(february, ".empty") == ["No story began in this month. Its days, in the calendar, have what went on."]


def test_an_archive_of_undated_stories_alone_leads_to_them() -> None:
    made = many.lists(many.edition([many.told("u", [None])]))
    assert "1 story without a date" in words(LexborHTMLParser(made["archive/index.md"]))[0]
    assert "Rain u" in made["archive/undated/index.md"]


def test_a_digest_without_people_outlets_or_dates_says_so_on_each_list() -> None:
    made = {one.path: one.markdown for one in pages(sample.empty(), sample.OPTIONS, templates=TEMPLATES)}
    assert "No person has been named" in made["people/index.md"]
    assert "No article names its outlet" in made["outlets/index.md"]
    assert "No stories yet" in made["archive/index.md"]


def test_on_a_topic_s_page_what_is_past_stands_newest_first() -> None:
    days = [date(2031, 1, 1) + timedelta(days=place) for place in (5, 30, 1)]
    stories = [
        replace(many.told(f"n{place}", [day]), status=sample.Status.CONTINUING) for place, day in enumerate(days)
    ]
    made = many.lists(many.edition(stories, (), [sample.Topic(name="R", slug="r", query="rain", description="")]))
    assert words(LexborHTMLParser(made["topics/r/index.md"]), "article h2") == ["Rain n1", "Rain n0", "Rain n2"]


def strokes(path: str) -> int:
    return path.count("M")


def test_a_strip_has_a_bar_for_each_week_with_quotes_and_tells_them_in_words() -> None:
    monday = date(2031, 3, 3)
    strip = strip_view([monday, monday + timedelta(days=6), monday + timedelta(days=16)], Counted.QUOTES, ENGLISH)
    assert strip is not None
    assert strip.title == "Quotes a week"
    assert strip.description == "2 quotes in the week of 3 March 2031; 1 quote in the week of 17 March 2031"
    assert (strokes(strip.path), strip.most, strip.first, strip.last) == (2, "2", "3 March 2031", "19 March 2031")


@pytest.mark.parametrize(
    ("step", "number", "title"), [(7, 53, "Articles a week"), (7, 54, "Articles a month"), (200, 20, "Articles a year")]
)
def test_a_strip_counts_by_the_week_the_month_or_the_year_as_the_time_goes_on(
    step: int, number: int, title: str
) -> None:
    days = [date(2031, 3, 3) + timedelta(days=step * place) for place in range(number)]
    strip = strip_view(days, Counted.ARTICLES, ENGLISH)
    assert strip is not None
    assert strip.title == title
    assert strip.width <= 600


def test_one_week_needs_no_strip() -> None:
    assert strip_view([date(2031, 3, 3), date(2031, 3, 9)], Counted.STORIES, ENGLISH) is None
    assert strip_view([], Counted.STORIES, ENGLISH) is None


def rtl(name: str) -> Story:
    item = sample.article("rtl", "It rained.", title=name, outlet=name, published=sample.day(2031, 3, 4))
    return sample.story("rtl", [sample.member(item)], Headline(text=name, article="rtl"))


@pytest.mark.parametrize("name", ["جريدة الميناء", "港灣日報", "O’Hara-" * 40, "<b>Bold</b> {{ 7*7 }}"])
def test_names_of_any_script_and_length_stand_as_they_are_in_their_own_direction(name: str) -> None:
    made = many.lists(many.edition([rtl(name)]))
    for path in ("archive/2031/03/04/index.md", "archive/2031/03/index.md", "outlets/index.md", "archive/index.md"):
        tree = LexborHTMLParser(made[path])
        nodes = tree.css("[dir=auto], bdi")
        assert name in " ".join(node.text() for node in nodes), path
        assert tree.css("b") == []
