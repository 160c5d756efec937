"""One person, many names, across articles: merged on evidence, left apart in doubt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, combinations, count
from operator import attrgetter

from digest.nouns import Group, Person, Role
from digest.stories.forms import (
    TITLES,
    address,
    initial,
    keys_of,
    nicknamed,
    parts_of,
    reordered,
    shortened,
    spelt_alike,
)
from digest.stories.names import Called, Names, bodies, names_of
from digest.stories.people import People

Test = Callable[[tuple[str, ...], tuple[str, ...]], bool]
FEWEST_ROLE_WORDS = 3  # "president" proves nothing; "defence minister of Ruritania" does


def persons(groups: Sequence[Group], names: Mapping[str, Names] | None = None) -> People:
    """Find the people of all articles, whatever their names are printed like.

    Equal full names (after titles, accents and case) are one person. Other spellings, initials, nicknames and shorter
    forms count only inside one story, or with one printed role of three words or more, and only where all that are
    alike could be one: "J. Smith" beside John and Jane Smith is left alone. Somebody whom an article names beside
    another is never that other, but for a nickname ("Liz Bell", "Elizabeth Bell") that no sentence sets beside it.

    A single name attaches to the one person of its story who carries it, or who carries it with the role that it is
    printed with. Where nobody in the digest carries it in a full name, it is a person of its own if it has a role, or
    if it is quoted and not mostly held for a body or a place. Any other single name is nobody's.

    `names`, by article id, is what `names_of` says of each article. Where it is given, no analysis is looked into.
    """
    if names is None:
        analyses = (member.analysis for group in groups for member in group.members)
        names = {analysis.article.id: names_of(analysis) for analysis in analyses}
    namesakes = list(_namesakes(groups, names))
    full = [one for one in namesakes if len(one.parts) > 1]
    single = [one for one in namesakes if len(one.parts) == 1]
    here = bodies(names[article] for group in groups for article in group.ids)
    return _people(_attach(_merged(full), single, here))


@dataclass(slots=True)
class _Namesake:
    """A person as one article names them."""

    article: str
    story: str
    named: Called
    parts: tuple[str, ...]
    order: int  # among all, the earliest first


def _namesakes(groups: Sequence[Group], names: Mapping[str, Names]) -> Iterator[_Namesake]:
    """Whom the articles name, the earliest article first, undated ones last."""
    order = count()
    for article, story in _by_date(groups):
        for named in names[article].people:
            parts = parts_of(named.name)
            if parts and not (parts[0] in TITLES and TITLES.issuperset(parts)):
                yield _Namesake(article, story, named, parts, next(order))


def _by_date(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """All articles, each with what tells its story from others."""
    dated: list[tuple[datetime, str, str]] = []
    undated: list[tuple[str, str]] = []
    for group in groups:
        story = min(group.ids)
        for member, article in zip(group.members, group.ids, strict=True):
            if member.published:
                dated.append((member.published.at, article, story))
            else:
                undated.append((article, story))
    yield from ((article, story) for _, article, story in sorted(dated))
    yield from sorted(undated)


@dataclass(slots=True)
class _Cluster:
    """Namesakes who are one person so far."""

    namesakes: list[_Namesake]
    names: set[tuple[str, ...]]
    articles: set[str]

    @classmethod
    def of(cls, namesakes: Sequence[_Namesake]) -> "_Cluster":
        return cls(list(namesakes), {one.parts for one in namesakes}, {one.article for one in namesakes})

    @property
    def places(self) -> set[str]:
        """Where it may meet others: its stories, and the roles that tell somebody, each with a line break."""
        found = set()
        for one in self.namesakes:
            found.add(one.story)
            for role in one.named.roles:
                if len(role.split()) >= FEWEST_ROLE_WORDS:
                    found.add(f"{_folded(role)}\n")
        return found

    def beside(self, other: "_Cluster") -> bool:
        """Whether some article names both, and so holds them for two people."""
        return not self.articles.isdisjoint(other.articles)

    def met(self, other: "_Cluster") -> bool:
        """Whether some article names both in one sentence, or does not say where: else it may vary a given name."""
        both = self.articles & other.articles
        if not both:
            return False
        here, there = ([one for one in some if one.article in both] for some in (self.namesakes, other.namesakes))
        pairs = (
            (one.named.sentences, two.named.sentences) for one in here for two in there if one.article == two.article
        )
        return any(not one or not set(one).isdisjoint(two or one) for one, two in pairs)

    def take(self, other: "_Cluster") -> None:
        self.namesakes += other.namesakes
        self.names |= other.names
        self.articles |= other.articles


def _merged(full: Sequence[_Namesake]) -> list[_Cluster]:
    """Clusters of full names: equal ones, then those that the tests unite, surest first."""
    by_name: dict[tuple[str, ...], list[_Namesake]] = defaultdict(list)
    for one in full:
        # "J. Smith" of another story may be another Smith.
        alone = initial(one.parts[0]) and all(map(initial, one.parts[:-1]))
        by_name[(*one.parts, one.story) if alone else one.parts].append(one)
    clusters = {index: _Cluster.of(found) for index, found in enumerate(by_name.values())}
    pairs = _meeting(clusters)
    for test in (spelt_alike, reordered, shortened, nicknamed):
        taken = _join(clusters, pairs, test)
        now = (tuple(sorted((taken.get(one, one), taken.get(other, other)))) for one, other in pairs)
        pairs = sorted({(one, other) for one, other in now if one != other}) if taken else pairs
    return list(clusters.values())


def _join(clusters: dict[int, _Cluster], pairs: Iterable[tuple[int, int]], test: Test) -> dict[int, int]:
    """Unite the clusters that are connected, where each is like each, else none; by those taken, which took them."""
    alike = {pair for pair in pairs if _alike(clusters[pair[0]], clusters[pair[1]], test)}
    root = {index: index for pair in alike for index in pair}
    for one, other in sorted(alike):
        keep, drop = sorted((_find(root, one), _find(root, other)))
        root[drop] = keep
    together: dict[int, list[int]] = defaultdict(list)
    for index in sorted(root):
        together[_find(root, index)].append(index)
    taken = {}
    for first, *others in together.values():
        pairs = combinations([first, *others], 2)
        if all((one, two) in alike or _alike(clusters[one], clusters[two], test) for one, two in pairs):
            for other in others:
                clusters[first].take(clusters.pop(other))
                taken[other] = first
    return taken


def _find(root: Mapping[int, int], index: int) -> int:
    while root[index] != index:
        index = root[index]
    return index


def _meeting(clusters: Mapping[int, _Cluster]) -> list[tuple[int, int]]:
    """Pairs of clusters that share a story or a telling role, and a key without which no test unites them."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, cluster in clusters.items():
        for place in cluster.places:
            places[place].append(index)
    keys = [set(chain.from_iterable(map(keys_of, one.names))) for one in clusters.values()]
    pairs: set[tuple[int, int]] = set()
    for indices in places.values():
        alike: dict[str, list[int]] = defaultdict(list)
        for index in indices if len(indices) > 1 else ():
            for key in keys[index]:
                alike[key].append(index)
        if len(alike) < sum(map(len, alike.values())):
            pairs.update(chain.from_iterable(combinations(some, 2) for some in alike.values() if len(some) > 1))
    return sorted(pairs)


def _alike(one: _Cluster, other: _Cluster, test: Test) -> bool:
    if not any(test(a, b) or test(b, a) for a in one.names for b in other.names):
        return False
    return not (one.met(other) if test is nicknamed else one.beside(other))


def _attach(clusters: Sequence[_Cluster], single: Sequence[_Namesake], things: Container[str]) -> list[_Cluster]:
    """Add the single names to the clusters that they belong to, and those that stand for themselves as clusters."""
    sought = {one.parts[0] for one in single}
    in_story: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for index, cluster in enumerate(clusters):
        if sought.isdisjoint(chain.from_iterable(cluster.names)):
            continue
        for one in cluster.namesakes:
            for word in sought.intersection(one.parts):
                in_story[one.story, word][index].update(map(_folded, one.named.roles))
    carried = {word for _, word in in_story}
    alone: dict[tuple[str, str], list[_Namesake]] = defaultdict(list)
    for one in single:
        word = one.parts[0]
        home = _home(one, in_story.get((one.story, word), {}))
        if home is not None and one.article not in clusters[home].articles:
            clusters[home].take(_Cluster.of([one]))
        elif word not in carried and one.named.heard and (one.named.roles or word not in things):
            alone[one.story, word].append(one)
    return [*clusters, *map(_Cluster.of, alone.values())]


def _home(one: _Namesake, roles: Mapping[int, set[str]]) -> int | None:
    """The cluster of a single name: the only one that carries it, or the only one of those with a role of its own."""
    own = set(map(_folded, one.named.roles))
    fitting = [index for index, printed in roles.items() if not own.isdisjoint(printed)]
    found = list(roles) if len(roles) == 1 else fitting
    return found[0] if len(found) == 1 else None


def _people(clusters: Sequence[_Cluster]) -> People:
    by_order = attrgetter("order")
    for cluster in clusters:
        cluster.namesakes.sort(key=by_order)
    ordered = sorted((cluster.namesakes for cluster in clusters), key=lambda some: some[0].order)
    people: list[Person] = []
    namings: dict[str, dict[str, str]] = defaultdict(dict)
    taken = {"index"}  # the list of all people has that address
    for namesakes in ordered:
        person = _person(namesakes, taken)
        taken.add(person.id)
        people.append(person)
        for one in namesakes:
            named = namings[one.article]
            for own in one.named.own:
                named[own] = person.id
    people.sort(key=lambda person: (person.name.casefold(), person.id))
    return People(people=tuple(people), namings=dict(namings))


def _person(namesakes: Sequence[_Namesake], taken: Container[str]) -> Person:
    name = _name(namesakes)
    roles: dict[str, Role] = {}
    forms: set[str] = set()
    for one in namesakes:
        forms.add(one.named.name)
        forms.update(one.named.forms)
        for role in one.named.roles:
            if (folded := _folded(role)) not in roles:
                roles[folded] = Role(text=role, article=one.article)
    forms.discard(name)
    return Person(
        id=_address(namesakes, taken),
        name=name,
        forms=tuple(sorted(forms)),
        roles=tuple(roles.values()),
        articles=tuple(dict.fromkeys([one.article for one in namesakes])),
    )


def _address(namesakes: Sequence[_Namesake], taken: Container[str]) -> str:
    """From the first article's full name, without titles and accents: articles that come later do not change it."""

    def rank(one: _Namesake) -> tuple[bool, bool, int]:
        return len(one.parts) < 2, any(map(initial, one.parts)), one.order

    alike = len({one.parts for one in namesakes}) == 1
    slug = address(" ".join((namesakes[0] if alike else min(namesakes, key=rank)).parts))
    return slug if slug not in taken else next(free for n in count(2) if (free := f"{slug}-{n}") not in taken)


def _name(namesakes: Sequence[_Namesake]) -> str:
    """The full name without initials that most articles have as theirs; then that most have at all, the longer one."""
    if len({one.named.name for one in namesakes}) == 1:
        return namesakes[0].named.name
    names = Counter(one.named.name for one in namesakes)
    forms = Counter(form for one in namesakes for form in one.named.forms)

    def rank(one: _Namesake) -> tuple[bool, bool, int, int, int, int]:
        name, initials = one.named.name, any(initial(word) for word in one.parts)
        return len(one.parts) < 2, initials, -names[name], -forms[name], -len(name), one.order

    return min(namesakes, key=rank).named.name


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
