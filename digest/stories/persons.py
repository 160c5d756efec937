"""One person, many names, across articles: merged on evidence, left apart in doubt."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, count

from slugify import slugify

from digest.nouns import Group, Member, NamedPerson, Person, QuoteKind, Role
from digest.stories.bodies import bodies
from digest.stories.forms import TITLES, initial, keys_of, nicknamed, parts_of, reordered, shortened, spelt_alike

SLUG_CHARACTERS = 60
Order = tuple[bool, float, str, int]
Test = Callable[[tuple[str, ...], tuple[str, ...]], bool]
FEWEST_ROLE_WORDS = 3  # "president" proves nothing; "defence minister of Ruritania" does


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A name in an article, and whose it is."""

    article: str
    name: str  # as the article gives it
    person: str


def _article_of(naming: Naming) -> str:
    return naming.article


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody whom the articles name, and where."""

    people: tuple[Person, ...]  # by name
    namings: tuple[Naming, ...]  # by article and name

    def ids(self, articles: Iterable[str]) -> dict[tuple[str, str], str]:
        """Person ids by (article id, name as that article gives it), for some articles only."""
        found: dict[tuple[str, str], str] = {}
        for article in articles:
            start = bisect_left(self.namings, article, key=_article_of)
            end = bisect_right(self.namings, article, lo=start, key=_article_of)
            found |= {(article, naming.name): naming.person for naming in self.namings[start:end]}
        return found

    def named(self, name: str) -> str:
        """The id of the one person who has this name or form; "" when nobody or more than one has."""
        parts = parts_of(name)
        exact = [person.id for person in self.people if parts_of(person.name) == parts]
        loose = [person.id for person in self.people if parts in map(parts_of, person.forms)]
        found = exact or loose
        return found[0] if name and len(found) == 1 else ""


def persons(groups: Sequence[Group]) -> People:
    """Find the people of all articles, whatever their names are printed like.

    Equal full names (after titles, accents and case) are one person. Other spellings, initials, nicknames and shorter
    forms count only inside one story, or with one printed role of three words or more, and only where all that are
    alike could be one: "J. Smith" beside John and Jane Smith is left alone. Somebody whom an article names beside
    another is never that other, but for a nickname ("Liz Bell", "Elizabeth Bell") that no sentence sets beside it.

    A single name attaches to the one person of its story who carries it, or who carries it with the role that it is
    printed with. Where nobody in the digest carries it in a full name, it is a person of its own if it has a role, or
    if it is quoted and not mostly held for a body or a place. Any other single name is nobody's.
    """
    namesakes = [naming for group in groups for member in group.members for naming in _namesakes(member, group)]
    namesakes.sort(key=lambda one: one.order)
    full = [one for one in namesakes if len(one.parts) > 1]
    single = [one for one in namesakes if len(one.parts) == 1]
    return _people(_attach(_merged(full), single, bodies(groups)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Namesake:
    """A person as one article names them."""

    member: Member
    story: str
    named: NamedPerson
    parts: tuple[str, ...]
    order: Order

    @property
    def article(self) -> str:
        return self.member.analysis.article.id

    @property
    def sentences(self) -> set[int]:
        """Where in the article the sentences begin that name the person; a mention outside of them begins its own."""
        starts = [sentence.start for sentence in self.member.analysis.sentences]
        at = ((mention.start, bisect_right(starts, mention.start)) for mention in self.named.mentions)
        return {starts[place - 1] if place else start for start, place in at}

    @property
    def heard(self) -> bool:
        """Whether the article prints a role of the person, or words in marks: what else has one name may be a thing.

        Companies and cities "say that" as people do.
        """
        quotes = self.member.analysis.quotes
        spoken = (quote for quote in quotes if quote.speaker == self.named.name)
        return bool(self.named.roles) or any(quote.kind is not QuoteKind.INDIRECT for quote in spoken)


def _namesakes(member: Member, group: Group) -> Iterator[_Namesake]:
    article = member.analysis.article.id
    at = member.published.at.timestamp() if member.published else 0.0
    for rank, named in enumerate(member.analysis.people):
        parts = parts_of(named.name)
        if parts and not TITLES.issuperset(parts):
            order = (member.published is None, at, article, rank)
            yield _Namesake(member=member, story=min(group.ids), named=named, parts=parts, order=order)


@dataclass(slots=True)
class _Cluster:
    """Namesakes who are one person so far."""

    namesakes: list[_Namesake]
    names: set[tuple[str, ...]]
    articles: set[str]

    @classmethod
    def of(cls, namesakes: Sequence[_Namesake]) -> "_Cluster":
        return cls(list(namesakes), {one.parts for one in namesakes}, {one.article for one in namesakes})

    def beside(self, other: "_Cluster") -> bool:
        """Whether some article names both, and so holds them for two people."""
        return not self.articles.isdisjoint(other.articles)

    def met(self, other: "_Cluster") -> bool:
        """Whether some article names both in one sentence, or does not say where: else it may vary a given name."""
        pairs = ((one, two) for one in self.namesakes for two in other.namesakes if one.article == two.article)
        return any(
            not one.sentences or not one.sentences.isdisjoint(two.sentences or one.sentences) for one, two in pairs
        )

    def take(self, other: "_Cluster") -> None:
        self.namesakes += other.namesakes
        self.names |= other.names
        self.articles |= other.articles


def _merged(full: Sequence[_Namesake]) -> list[_Cluster]:
    """Clusters of full names: equal ones, then those that the tests unite, surest first."""
    by_name: dict[tuple[str, ...], list[_Namesake]] = defaultdict(list)
    for one in full:
        # "J. Smith" of another story may be another Smith.
        here = (one.story,) if all(map(initial, one.parts[:-1])) else ()
        by_name[one.parts + here].append(one)
    clusters = {index: _Cluster.of(found) for index, found in enumerate(by_name.values())}
    for test in (spelt_alike, reordered, shortened, nicknamed):
        _join(clusters, test)
    return list(clusters.values())


def _join(clusters: dict[int, _Cluster], test: Test) -> None:
    """Unite the clusters that the test and the evidence connect, where each is like each: in doubt none of them."""
    root = {index: index for index in clusters}
    for one, other in sorted(_meeting(clusters)):
        if _alike(clusters[one], clusters[other], test):
            keep, drop = sorted((_find(root, one), _find(root, other)))
            root[drop] = keep
    together: dict[int, list[int]] = defaultdict(list)
    for index in clusters:
        together[_find(root, index)].append(index)
    for first, *others in together.values():
        pairs = combinations([first, *others], 2)
        if all(_alike(clusters[one], clusters[other], test) for one, other in pairs):
            for other in others:
                clusters[first].take(clusters.pop(other))


def _find(root: Mapping[int, int], index: int) -> int:
    while root[index] != index:
        index = root[index]
    return index


def _meeting(clusters: Mapping[int, _Cluster]) -> set[tuple[int, int]]:
    """Pairs of clusters that share a story or a telling role, and a key without which no test unites them."""
    places: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for index, cluster in clusters.items():
        for one in cluster.namesakes:
            roles = [_folded(role) for role in one.named.roles if len(role.split()) >= FEWEST_ROLE_WORDS]
            for key in keys_of(one.parts):
                places["story", one.story, key].add(index)
                for role in roles:
                    places["role", role, key].add(index)
    return {pair for indices in places.values() for pair in combinations(sorted(indices), 2)}


def _alike(one: _Cluster, other: _Cluster, test: Test) -> bool:
    apart = one.met(other) if test is nicknamed else one.beside(other)
    return not apart and any(test(a, b) or test(b, a) for a in one.names for b in other.names)


def _attach(clusters: Sequence[_Cluster], single: Sequence[_Namesake], things: Container[str]) -> list[_Cluster]:
    """Add the single names to the clusters that they belong to, and those that stand for themselves as clusters."""
    in_story: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for index, cluster in enumerate(clusters):
        for one in cluster.namesakes:
            for word in one.parts:
                in_story[one.story, word][index].update(map(_folded, one.named.roles))
    carried = {word for _, word in in_story}
    alone: dict[tuple[str, str], list[_Namesake]] = defaultdict(list)
    for one in single:
        word = one.parts[0]
        home = _home(one, in_story.get((one.story, word), {}))
        if home is not None and one.article not in clusters[home].articles:
            clusters[home].take(_Cluster.of([one]))
        elif word not in carried and one.heard and (one.named.roles or word not in things):
            alone[one.story, word].append(one)
    return [*clusters, *map(_Cluster.of, alone.values())]


def _home(one: _Namesake, roles: Mapping[int, set[str]]) -> int | None:
    """The cluster of a single name: the only one that carries it, or the only one of those with a role of its own."""
    own = set(map(_folded, one.named.roles))
    fitting = [index for index, printed in roles.items() if not own.isdisjoint(printed)]
    found = list(roles) if len(roles) == 1 else fitting
    return found[0] if len(found) == 1 else None


def _people(clusters: Iterable[_Cluster]) -> People:
    ordered = sorted((sorted(cluster.namesakes, key=lambda one: one.order) for cluster in clusters), key=_first)
    people: list[Person] = []
    namings: list[Naming] = []
    taken = {"index"}  # the list of all people has that address
    for namesakes in ordered:
        person = _person(namesakes, taken)
        taken.add(person.id)
        people.append(person)
        namings += [naming for one in namesakes for naming in _namings(one, person.id)]
    people.sort(key=lambda person: (person.name.casefold(), person.id))
    return People(people=tuple(people), namings=tuple(sorted(namings, key=lambda one: (one.article, one.name))))


def _first(namesakes: Sequence[_Namesake]) -> Order:
    return namesakes[0].order


def _person(namesakes: Sequence[_Namesake], taken: Container[str]) -> Person:
    name = _name(namesakes)
    roles: dict[str, Role] = {}
    for one in namesakes:
        for role in one.named.roles:
            roles.setdefault(_folded(role), Role(text=role, article=one.article))
    return Person(
        id=_address(namesakes, taken),
        name=name,
        forms=tuple(sorted({form for one in namesakes for form in (one.named.name, *one.named.forms)} - {name})),
        roles=tuple(roles.values()),
        articles=tuple(dict.fromkeys(one.article for one in namesakes)),
    )


def _address(namesakes: Sequence[_Namesake], taken: Container[str]) -> str:
    """From the first article's full name, without titles and accents: articles that come later do not change it."""

    def rank(one: _Namesake) -> tuple[bool, bool, Order]:
        return len(one.parts) < 2, any(map(initial, one.parts)), one.order

    name = " ".join(min(namesakes, key=rank).parts)
    slug = slugify(name[: 10 * SLUG_CHARACTERS], max_length=SLUG_CHARACTERS, word_boundary=True) or "person"
    return next(free for free in chain([slug], (f"{slug}-{n}" for n in count(2))) if free not in taken)


def _name(namesakes: Sequence[_Namesake]) -> str:
    """The full name without initials that most articles have as theirs; then that most have at all, the longer one."""
    names = Counter(one.named.name for one in namesakes)
    forms = Counter(form for one in namesakes for form in one.named.forms)

    def rank(one: _Namesake) -> tuple[bool, bool, int, int, int, Order]:
        name, initials = one.named.name, any(initial(word) for word in one.parts)
        return len(one.parts) < 2, initials, -names[name], -forms[name], -len(name), one.order

    return min(namesakes, key=rank).named.name


def _namings(one: _Namesake, person: str) -> list[Naming]:
    """The names that an article has for the person, but for forms that it has for somebody else too."""
    others = {
        form for named in one.member.analysis.people if named is not one.named for form in (named.name, *named.forms)
    }
    forms = {one.named.name} | ({*one.named.forms} - others)
    return [Naming(article=one.article, name=form, person=person) for form in sorted(forms)]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
