"""Pages at addresses that once had another one: they lead on, so that no address is ever dead."""

from collections.abc import Collection, Iterable, Iterator

from digest.nouns import CarriedPage, Page, Person, Story
from digest.publish.addresses import inside, is_topic, person_address, story_address
from digest.publish.almanac import Almanac
from digest.publish.languages.printed import Labels, Mark, link
from digest.publish.matter import front_matter
from digest.publish.safe import Safe, attribute

_KEPT = (
    "archive/",
    "editions/",
    "outlets/",
    "topics/",
)  # stories and people have addresses that their own memory keeps


def lasting(pages: Iterable[Page | CarriedPage]) -> tuple[str, ...]:
    """The addresses of pages that no later edition may leave dead, sorted.

    They are those of outlets, topics, editions and stretches of time, and of the further pages of people.
    """
    kept = [page.path for page in pages if page.path.startswith(_KEPT) or _below_person(page.path)]
    return tuple(sorted(path.removesuffix("index.md") for path in kept))


def _below_person(path: str) -> bool:
    return path.startswith("people/") and path.count("/") > 2


def absent_pages(formerly: Iterable[str], made: Collection[str], book: Almanac) -> Iterator[Page]:
    """A page for each of those addresses that an earlier edition had and none of the pages `made` (paths) is at."""
    _ = book.words.gettext
    for address in formerly:
        if f"{address}index.md" not in made:
            topic, page = _("This topic is no longer watched."), _("This page is not in this edition.")
            to, title = _above(address, made, book)
            yield _absent(address, topic if is_topic(address) else page, to, title, book)


def _above(address: str, made: Collection[str], book: Almanac) -> tuple[str, str]:
    """The person, outlet or topic of whose list an absent page was a part; else the archive, or all people."""
    _ = book.words.gettext
    kind, _slash, rest = address.partition("/")
    own = f"{kind}/{rest.partition('/')[0]}/"
    if kind in {"people", "outlets", "topics"} and own != address and f"{own}index.md" in made:
        return own, _("All of this list")
    return ("people/", _("People")) if kind == "people" else ("archive/", _("Archive"))


def moved_pages(book: Almanac) -> Iterator[Page]:
    """One page for each address of an earlier edition that is no page of this one."""
    _ = book.words.gettext
    edition = book.edition
    for redirect in edition.redirects:
        if redirect.story in book.stories:
            yield _story(redirect.slug, book.stories[redirect.story], book)
    for old, person in edition.moved_people:
        if person in book.people:
            yield _person(old, book.people[person], book)
    emptied = dict(edition.emptied)
    for slug in edition.absent:
        if slug in edition.hidden or slug in emptied:
            why = _("This story was taken out of this digest by an editor.")
            because = f" {emptied[slug]}" if slug in emptied else ""
            yield _absent(f"stories/{slug}/", why + because, "edited/", _("Edited by hand"), book)
        else:
            yield _absent(f"stories/{slug}/", _("This story is not in this edition."), "archive/", _("Archive"), book)
    for old in edition.absent_people:
        yield _absent(f"people/{old}/", _("This person is not in this edition."), "people/", _("People"), book)


def _story(slug: str, story: Story, book: Almanac) -> Page:
    title, path, to = story.told.headline.text, f"stories/{slug}/", story_address(story)
    _ = Labels(book.words).gettext
    told = _("This story is now part of <to>%(story)s</to>.", story=title, to=_link(path, to))
    return _page(path, to, book, {"title": attribute(title), "moved": str(told)})


def _person(slug: str, person: Person, book: Almanac) -> Page:
    path, to = f"people/{slug}/", person_address(person.id)
    _ = Labels(book.words).gettext
    told = _("This person is listed as <to>%(name)s</to>.", name=person.name, to=_link(path, to))
    return _page(path, to, book, {"title": attribute(person.name), "moved": str(told)})


def _absent(path: str, why: str, to: str, title: str, book: Almanac) -> Page:
    see = Labels(book.words).gettext("See <to>%(page)s</to>.", page=title, to=_link(path, to))
    words = {"title": attribute(title), "absent": attribute(why), "instead": str(see)}
    return _page(path, to, book, words)


def _link(path: str, to: str) -> Mark:
    return link(Safe(_way(path, to)))


def _way(path: str, to: str) -> str:
    return f"{'../' * path.count('/')}{to}"


def _page(path: str, to: str, book: Almanac, words: dict[str, str]) -> Page:
    front = {
        **words,
        "template": "absent.html" if "absent" in words else "moved.html",
        "moved_to": _way(path, to),
        "moved_to_absolute": f"{book.options.url}{to}",
    }
    return Page(path=f"{inside(path)}index.md", markdown=front_matter(front), leads_on=True)
