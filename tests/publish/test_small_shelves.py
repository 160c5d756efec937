"""Pages of long lists show whatever the first page of a list can: the sample's lists, with pages of one entry."""

import pytest
from publish import sample
from publish.printing import TEMPLATES
from selectolax.lexbor import LexborHTMLParser

from digest.nouns import Edition, Person, Role
from digest.publish import archive_view, day_view, list_pages, outlet_view, pages, person_view, topic_view

LIMITS = {
    person_view: {"_WHOLE": 0, "_NEWEST": 12, "_MOST": 1},
    outlet_view: {"_WHOLE": 0, "_NEWEST": 1, "_MOST": 1},
    topic_view: {"_FIRST": 1, "_LINES": 0, "_MOST": 1},
    list_pages: {"_DIRECTORY": 1, "_FIRST": 1},
    archive_view: {"_RECENT": 1, "_MOST": 1, "_FEW": 1},
    day_view: {"_MOST": 1, "_NEWEST": 1, "_TOLD": 1},
}


def with_roles(number: int) -> Edition:
    """The sample edition, in which each person's articles print so many roles."""

    def described(person: Person) -> Person:
        texts = ("harbour master", "chair of the council")[:number]
        return Person(
            id=person.id,
            name=person.name,
            forms=person.forms,
            roles=tuple(Role(text=text, article=person.articles[0]) for text in texts),
            articles=person.articles,
        )

    return sample.edition(persons=[described(one) for one in sample.people()])


def printed(edition: Edition) -> dict[str, str]:
    return {page.path: page.markdown for page in pages(edition, sample.OPTIONS, templates=TEMPLATES)}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, limits in LIMITS.items():
        for name, most in limits.items():
            assert hasattr(module, name)
            monkeypatch.setattr(module, name, most)


@pytest.mark.usefixtures("small")
def test_whatever_a_list_shows_can_stand_on_a_page_of_its_own() -> None:
    made = printed(with_roles(2))
    for folder in ("people/mira-tan/", "outlets/alder-gazette/", "topics/ferries/", "archive/2031/", "people/letters/"):
        assert any(path.startswith(folder) and path != f"{folder}index.md" for path in made), folder


def roles_beside_quotes(edition: Edition) -> dict[str, list[str]]:
    """By page of one person, the roles that stand beside quotes."""
    return {
        path: [node.text() for node in LexborHTMLParser(page).css("bdi.quote__role")]
        for path, page in printed(edition).items()
        if path.startswith("people/mira-tan/")
    }


@pytest.mark.usefixtures("small")
def test_an_only_role_is_said_once_on_the_first_page_of_a_person_and_several_beside_each_quote() -> None:
    assert not any(roles_beside_quotes(with_roles(1)).values())
    several = roles_beside_quotes(with_roles(2))
    assert len([path for path, roles in several.items() if roles]) > 1
