"""Each kind of rule through rebuilds with changing content: it acts each time, shows where, or says why not."""

import html

import pytest
from selectolax.lexbor import LexborHTMLParser
from stories.newsroom import OPTIONS, Clipping, Newsroom, page, rule, story_of

from digest import publish
from digest.editorial import RuleKind
from digest.nouns import Edition
from digest.publish.almanac import almanac
from digest.publish.edited_view import decision_views

# The machine's groups of three rebuilds: an article is added, another is edited, one is removed, and a day goes by.
EDITED = Clipping(name="a", words="The lake is rising", title="Another title")
LATER = Clipping(name="e", day="2025-02-26")
REBUILDS = (
    ("abx", "cd"),
    ([EDITED, Clipping(name="b"), Clipping(name="y")], "cd", "z"),
    ([EDITED, Clipping(name="y"), LATER], "d", "z"),
)


def edited_page(made: Edition) -> str:
    return page(made, "edited/index.md")


def plain(markdown: str) -> str:
    """Printed Markdown without the entities that keep text from being markup."""
    return html.unescape(markdown)


def entries(printed: str) -> list[str]:
    """The decisions on a page, in the words that a reader sees."""
    found = LexborHTMLParser(printed[printed.index("{: #edited }") :] if "{: #edited }" in printed else printed)
    return [" ".join(entry.text().split()) for entry in found.css("li")]


def listed(made: Edition, decision: str, article: str = "", *, shown: str = "") -> None:
    """Check that a decision stands in the data, and as `shown` on the public list and on the story that it touched."""
    assert decision in made.ledger.decisions
    assert (shown or decision) in entries(edited_page(made))
    if article:
        story = story_of(made, article)
        assert decision in story.decisions
        assert (shown or decision) in entries(page(made, f"stories/{story.slug}/index.md"))
        others = [one for one in made.stories if one is not story]
        assert all(decision not in one.decisions for one in others)


def title_of(made: Edition, article: str) -> str:
    members = (member.analysis.article for member in story_of(made, article).members)
    title = next(one.title for one in members if one.id == article)
    assert title is not None
    return title.value


@pytest.fixture
def room() -> Newsroom:
    room = Newsroom()
    room.build("ab", "cd")
    return room


def test_a_headline_of_an_editors_stays(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "a")
    room.rules = (rule(RuleKind.RENAME, story.slug, to="The dam holds"),)
    for parts in REBUILDS:
        made = room.build(*parts)
        now = story_of(made, "a")
        assert (now.told.headline.text, now.told.headline.by, now.slug) == ("The dam holds", "Nadia", story.slug)
        listed(made, "Nadia wrote the headline “The dam holds”: a reason", "a")
        assert "Nadia, editor of this digest" in plain(page(made, f"stories/{now.slug}/index.md"))


def test_a_hidden_story_stays_hidden(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "a")
    room.rules = (rule(RuleKind.HIDE, story.slug),)
    for parts in REBUILDS:
        made = room.build(*parts)
        assert story.id not in {one.id for one in made.stories}
        assert story.slug in made.absent
        listed(made, "Nadia took a story out of the edition: a reason")


def test_a_pinned_story_stays_first(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "c")
    room.rules = (rule(RuleKind.PIN, story.id),)
    for parts in REBUILDS:
        made = room.build(*parts)
        assert made.stories[0].id == story.id
        assert made.stories[0].pinned
        headline = made.stories[0].told.headline.text
        listed(made, f"Nadia put the story “{headline}” first: a reason", "d")


def test_a_remark_stays(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "a")
    room.rules = (rule(RuleKind.NOTE, story.slug, to="We asked the ministry."),)
    for parts in REBUILDS:
        made = room.build(*parts)
        now = story_of(made, "a")
        assert now.notes == ("We asked the ministry. (Nadia)",)
        shown = plain(page(made, f"stories/{now.slug}/index.md"))
        assert "We asked the ministry. (Nadia)" in shown
        listed(made, f"Nadia added a remark to the story “{now.told.headline.text}”: a reason", "a")


def test_an_excluded_article_stays_out(room: Newsroom) -> None:
    room.rules = (rule(RuleKind.EXCLUDE, "d.txt"),)
    for parts in REBUILDS:
        made = room.build(*parts)
        assert all("d" not in story.told.group.ids for story in made.stories)
        assert made.ledger.excluded == 1
        listed(made, "Nadia left out 1 article (d.txt): a reason", shown="Nadia left out 1 article: a reason d.txt")
    gone = room.build("ab").ledger.unmatched_rules
    assert gone[0].startswith("`exclude` on line 1: there is no article “d.txt”, did you mean ")


def test_the_articles_of_a_hidden_story_count_as_left_out(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "c")
    room.rules = (rule(RuleKind.HIDE, story.slug),)
    assert room.build("ab", "cd").ledger.excluded == 2


def test_an_excluded_outlet_stays_out(room: Newsroom) -> None:
    room.rules = (rule(RuleKind.EXCLUDE_OUTLET, "outlet D"),)
    for parts in REBUILDS:
        made = room.build(*parts)
        assert all("d" not in story.told.group.ids for story in made.stories)
        listed(made, "Nadia left out the outlet “outlet D” (1 article): a reason")
    gone = room.build("ab").ledger.unmatched_rules
    assert gone[0].startswith("`exclude_outlet` on line 1: there is no outlet “outlet D”, did you mean Outlet ")


def test_merged_stories_stay_one(room: Newsroom) -> None:
    first = room.build("ab", "cd")
    one, other = story_of(first, "a"), story_of(first, "c")
    room.rules = (rule(RuleKind.MERGE, one.slug, other.slug),)
    kept = {one.id, other.id}
    for parts in REBUILDS:
        made = room.build(*parts)
        both = story_of(made, "a")
        assert both is story_of(made, "d")
        kept &= {both.id}
        decision = f"Nadia joined the stories “{one.slug}” and “{other.slug}”: a reason"
        headline = both.told.headline.text
        listed(made, decision, "a", shown=f"Nadia joined 2 stories into “{headline}”: a reason")
        assert f'href="../stories/{both.slug}/"' in edited_page(made)
        assert len(made.redirects) == 1
    assert len(kept) == 1


def test_a_moved_article_stays_moved(room: Newsroom) -> None:
    first = room.build("ab", "cd")
    home = story_of(first, "c")
    room.rules = (rule(RuleKind.MOVE, "a.txt", to=home.slug),)
    for parts in REBUILDS:
        made = room.build(*parts)
        assert story_of(made, "a").id == home.id
        decision = f"Nadia moved a.txt to the story “{home.slug}”: a reason"
        at, to = title_of(made, "a"), story_of(made, "a").told.headline.text
        listed(made, decision, shown=f"Nadia moved “{at}” (Outlet a) to the story “{to}”: a reason a.txt")
        assert f'href="../stories/{home.slug}/#source-' in edited_page(made)
        marked = {story.id for story in made.stories if decision in story.decisions}
        assert marked == {home.id} | {story.id for story in made.stories if {"b", "y"} & set(story.told.group.ids)}


def test_a_split_article_stays_a_story_of_its_own(room: Newsroom) -> None:
    room.rules = (rule(RuleKind.SPLIT, "a.txt"),)
    kept = set()
    for parts in REBUILDS:
        made = room.build(*parts)
        alone = story_of(made, "a")
        assert alone.told.group.ids == ("a",)
        kept.add(alone.id)
        decision = "Nadia made a story of its own of a.txt: a reason"
        assert decision in alone.decisions
        of = title_of(made, "a")
        assert f"Nadia made a story of its own of “{of}” (Outlet a): a reason a.txt" in entries(edited_page(made))
    assert len(kept) == 1


def test_a_corrected_speaker_stays_corrected(room: Newsroom) -> None:
    room.rules = (rule(RuleKind.SPEAKER, "d.txt", to="Speaker C", quote="river is rising in d"),)
    for parts in REBUILDS:
        made = room.build(*parts)
        (quote,) = (one for one in story_of(made, "d").told.quotes if one.article == "d")
        assert (quote.speaker, quote.corrected_by) == ("Speaker C", "Nadia")
        decision = "Nadia corrected the speaker of “river is rising in d” from Speaker D to Speaker C: a reason"
        where = f"in “{title_of(made, 'd')}” (Outlet d): a reason d.txt"
        listed(made, decision, "d", shown=decision.replace(": a reason", f" {where}"))
        shown = plain(page(made, f"stories/{story_of(made, 'd').slug}/index.md"))
        assert "corrected by Nadia" in shown
    (csv,) = (file.data for file in publish.data(made, OPTIONS) if file.path == "data/quotes.csv")
    assert b"Nadia" in csv
    gone = room.build([Clipping(name="d", words="Nothing is known")])
    assert gone.ledger.unmatched_rules[0].startswith("`speaker` on line 1: no quote of “d.txt” says")


def test_rules_about_stories_that_are_gone_are_told_on_the_public_page(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "c")
    kinds = (RuleKind.RENAME, RuleKind.HIDE, RuleKind.PIN, RuleKind.NOTE)
    room.rules = tuple(rule(kind, story.slug, to="x", line=at) for at, kind in enumerate(kinds, 1))
    room.rules += (rule(RuleKind.PIN, f"{story.slug}x", line=9), rule(RuleKind.MOVE, "e.txt", to="nowhere", line=10))
    made = room.build("ab")
    assert len(made.ledger.unmatched_rules) == 7
    shown = plain(edited_page(made))
    assert f"hide: the articles of story “{story.slug}” are gone" in shown
    assert any(f"did you mean {story.slug}?" in problem for problem in made.ledger.unmatched_rules)
    assert "did you mean" not in shown, "advice is for editors"


def test_the_page_of_what_was_edited_stays_when_nothing_is_edited_any_more() -> None:
    room = Newsroom()
    (story,) = room.build("a").stories
    room.rules = (rule(RuleKind.PIN, story.slug),)
    room.build("a")
    room.rules = ()
    assert "Nothing in this edition was changed by hand" in edited_page(room.build("a"))


def test_a_decision_reads_as_words_in_a_template_that_knows_no_links(room: Newsroom) -> None:
    story = story_of(room.build("ab", "cd"), "a")
    room.rules = (rule(RuleKind.PIN, story.slug),)
    book = almanac(room.build("ab", "cd"), OPTIONS)
    headline = story.told.headline.text
    assert [str(one) for one in decision_views(book)] == [f"Nadia put the story “{headline}” first: a reason"]
    assert decision_views(book, "another") == ()


def test_a_rule_follows_its_file_under_another_name_and_says_so(room: Newsroom) -> None:
    home = story_of(room.build("ab", "cd"), "c")
    room.rules = (
        rule(RuleKind.EXCLUDE, "b.txt", line=1),
        rule(RuleKind.MOVE, "a.txt", to=home.slug, line=2),
        rule(RuleKind.SPEAKER, "d.txt", to="Speaker C", quote="river is rising in d", line=3),
    )
    room.build("ab", "cd")
    one, other = ([Clipping(name=name, path=f"old/{name}.txt") for name in part] for part in ("ab", "cd"))
    for _ in range(3):
        made = room.build(one, other)
        assert made.ledger.unmatched_rules == ()
        assert story_of(made, "a").id == home.id
        assert all("b" not in story.told.group.ids for story in made.stories)
        shown = " ".join(entries(edited_page(made)))
        assert all(f"{name}.txt, now old/{name}.txt" in shown for name in "abd")
    again = room.build([Clipping(name="a", path="old/a.txt"), Clipping(name="x", path="a.txt")], other)
    assert story_of(again, "x").id == home.id, "a name is that of the file that has it now"
    assert story_of(again, "a").id != home.id
    assert "a.txt" not in dict(room.lock.moved)


def test_a_file_that_has_its_old_name_back_has_no_other() -> None:
    room = Newsroom()
    room.build("a")
    room.build([Clipping(name="a", path="old/a.txt")])
    assert room.lock.moved == (("a.txt", "a"),)
    room.build("a")
    assert room.lock.moved == (("old/a.txt", "a"),)


def test_a_story_keeps_its_address_when_most_of_its_articles_are_moved_away() -> None:
    room = Newsroom()
    older = story_of(room.build("abc"), "a")
    late = Clipping(name="d", day="2025-02-26")
    newer = story_of(room.build("abc", [late]), "d")
    room.rules = (rule(RuleKind.MOVE, "a.txt", "b.txt", to=newer.slug),)
    for parts in (("abc", [late]), ("abcx", [late]), ("abx", "cy", [late])):
        made = room.build(*parts)
        assert story_of(made, "a").id == story_of(made, "b").id == story_of(made, "d").id == newer.id
        assert story_of(made, "c").id == older.id
        assert made.redirects == ()


def test_what_is_left_of_a_story_keeps_its_address_when_most_of_it_is_split_off() -> None:
    room = Newsroom()
    whole = story_of(room.build("abc"), "a")
    room.rules = (rule(RuleKind.SPLIT, "a.txt", "b.txt"),)
    kept = set()
    for parts in (("abc",), ("abcx",), ("ab", "cx"), ("ab",), ("abc",)):
        made = room.build(*parts)
        kept.add(story_of(made, "a").id)
        assert "c" not in "".join(parts) or story_of(made, "c").id == whole.id
    assert kept == {story_of(made, "b").id}
    assert whole.id not in kept
    assert story_of(made, "a").split_from == whole.id


@pytest.mark.parametrize("names", ["ae", "ea"])
def test_a_merged_story_leads_where_it_was_merged_though_half_of_it_was_moved_elsewhere(names: str) -> None:
    into, elsewhere = names
    room = Newsroom()
    first = room.build("ab", "cd", "ef")
    whole, halved, third = (story_of(first, name) for name in (into, "c", elsewhere))
    merge = rule(RuleKind.MERGE, whole.slug, halved.slug)
    room.rules = (merge, rule(RuleKind.MOVE, "d.txt", to=third.slug, line=2))
    made = room.build("ab", "cd", "ef")
    assert story_of(made, "c").id == story_of(made, into).id
    assert story_of(made, "d").id == story_of(made, elsewhere).id == third.id
    assert [(one.slug, one.story) for one in made.redirects] == [(halved.slug, whole.id)]
    room.rules = (merge,)
    again = room.build("ab", "cd", "ef")
    assert story_of(again, "c").id == story_of(again, "d").id == story_of(again, into).id
    assert story_of(again, elsewhere).told.group.ids == third.told.group.ids, (
        "a rule joins no stories that it does not name"
    )
