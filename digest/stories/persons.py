"""One person, many names, across articles: merged on evidence, left apart in doubt."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, count
from operator import attrgetter

from digest.nouns import Group, Person, Role
from digest.stories.forms import address, initial, keys_of, nicknamed, reordered, shortened, spelt_alike, suffixed
from digest.stories.names import names_of
from digest.stories.namesakes import Namesake, Words, added, held, namesakes_of, words_of
from digest.stories.people import People

Parts = tuple[str, ...]
Test = Callable[[Parts, Parts], bool]
FEWEST_ROLE_WORDS = 3  # "president" proves nothing; "defence minister of Ruritania" does


def persons(groups: Sequence[Group]) -> People:
    """Find the people of all articles, whatever their names are printed like.

    Equal full names (after titles, accents and case) are one person. Other spellings, initials, nicknames and shorter
    forms count only inside one story, or with one printed role of three words or more, and only where all that are
    alike could be one: "J. Smith" beside John and Jane Smith is left alone. "Al Smith", who may be the father of "Al
    Smith Jr.", is he only with a role of his. Somebody whom an article names beside another is never that other, but
    for a nickname ("Liz Bell", "Elizabeth Bell") that no sentence sets beside it.

    A single name attaches to the one person of its story who carries it, or who carries it with the role that it is
    printed with. Where nobody in the digest carries it in a full name, it is a person of its own if it has a role, or
    if it is quoted and not mostly held for a body or a place. Any other single name is nobody's.
    """
    analyses = (member.analysis for group in groups for member in group.members)
    names = {analysis.article.id: names_of(analysis) for analysis in analyses}
    by_story = [namesakes_of(group, names) for group in groups]
    said = (
        words_of(some, [names[article] for article in group.ids]) for some, group in zip(by_story, groups, strict=True)
    )
    told = tell_apart(list(chain.from_iterable(by_story)), added({}, said))
    people = sorted((person for person, _ in told.people), key=by_name)
    return People(people=tuple(people), namings=told.namings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is who among some namesakes."""

    people: tuple[tuple[Person, tuple[Namesake, ...]], ...]  # with those who are this person, the earliest first
    nobody: tuple[Namesake, ...]  # single names that are nobody's
    ties: tuple[tuple[Parts, Parts], ...]  # names that were held against each other because they are alike

    @property
    def namings(self) -> dict[str, dict[str, str]]:
        """By article, and by name as the article gives it, the person's id."""
        namings: dict[str, dict[str, str]] = defaultdict(dict)
        for person, namesakes in self.people:
            for one in namesakes:
                namings[one.article].update(dict.fromkeys(one.named.own, person.id))
        return dict(namings)


def tell_apart(namesakes: Iterable[Namesake], words: Words) -> Told:
    """Who is who, as `persons` says, among namesakes in whatever order.

    Whatever shares neither a story nor a place, see `_Cluster.places`, nor a name, an address or a name's word with
    any of them changes nothing here. `words` is what all stories say.
    """
    ordered = sorted(namesakes, key=attrgetter("order"))
    full = [one for one in ordered if len(one.parts) > 1]
    single = [one for one in ordered if len(one.parts) == 1]
    merged, ties = _merged(full)
    clusters, nobody = _attach(merged, single, words)
    return Told(people=tuple(_people(clusters)), nobody=tuple(nobody), ties=tuple(ties))


def by_name(person: Person) -> tuple[str, str]:
    """Sorts people."""
    return person.name.casefold(), person.id


@dataclass(slots=True)
class _Cluster:
    """Namesakes who are one person so far."""

    namesakes: list[Namesake]
    names: set[tuple[str, ...]]
    articles: set[str]

    @classmethod
    def of(cls, namesakes: Sequence[Namesake]) -> "_Cluster":
        return cls(list(namesakes), {one.parts for one in namesakes}, {one.article for one in namesakes})

    @property
    def places(self) -> set[str]:
        """Where it may meet others: its stories, and the roles that tell somebody, each with a line break."""
        found = set()
        for one in self.namesakes:
            found.add(one.story)
            found.update(telling_roles(one))
        return found

    @property
    def offices(self) -> set[str]:
        """Their roles, `the` aside."""
        return {_folded(role).removeprefix("the ") for one in self.namesakes for role in one.named.roles}

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


def telling_roles(one: Namesake) -> Iterable[str]:
    """The roles that tell somebody, each with a line break, by which it is none of the ids of stories."""
    return [f"{_folded(role)}\n" for role in one.named.roles if len(role.split()) >= FEWEST_ROLE_WORDS]


def _merged(full: Sequence[Namesake]) -> tuple[list[_Cluster], list[tuple[Parts, Parts]]]:
    """Clusters of full names: equal ones, then those that the tests unite, surest first; and all that passed a test."""
    by_name: dict[tuple[str, ...], list[Namesake]] = defaultdict(list)
    for one in full:
        # "J. Smith" of another story may be another Smith.
        alone = initial(one.parts[0]) and all(map(initial, one.parts[:-1]))
        by_name[(*one.parts, one.story) if alone else one.parts].append(one)
    clusters = {index: _Cluster.of(found) for index, found in enumerate(by_name.values())}
    pairs, ties = _meeting(clusters), []
    for test in (spelt_alike, reordered, shortened, nicknamed, suffixed):
        alike = [pair for pair in pairs if _named_alike(clusters[pair[0]], clusters[pair[1]], test)]
        ties += [(min(clusters[one].names), min(clusters[other].names)) for one, other in alike]
        taken = _join(clusters, alike, test)
        now = (tuple(sorted((taken.get(one, one), taken.get(other, other)))) for one, other in pairs)
        pairs = sorted({(one, other) for one, other in now if one != other}) if taken else pairs
    return list(clusters.values()), ties


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
    if not _named_alike(one, other, test) or (test is suffixed and one.offices.isdisjoint(other.offices)):
        return False
    return not (one.met(other) if test is nicknamed else one.beside(other))


def _named_alike(one: _Cluster, other: _Cluster, test: Test) -> bool:
    return any(test(a, b) or test(b, a) for a in one.names for b in other.names)


def _attach(
    clusters: Sequence[_Cluster], single: Sequence[Namesake], words: Words
) -> tuple[list[_Cluster], list[Namesake]]:
    """The clusters with the single names that are theirs, and those that stand for themselves; and nobody's names."""
    sought = {one.parts[0] for one in single}
    in_story: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for index, cluster in enumerate(clusters):
        if sought.isdisjoint(chain.from_iterable(cluster.names)):
            continue
        for one in cluster.namesakes:
            for word in sought.intersection(one.parts):
                in_story[one.story, word][index].update(map(_folded, one.named.roles))
    alone: dict[tuple[str, str], list[Namesake]] = defaultdict(list)
    nobody = []
    for one in single:
        word = one.parts[0]
        home = _home(one, in_story.get((one.story, word), {}))
        carried, thing = held(word, words)
        if home is not None and one.article not in clusters[home].articles:
            clusters[home].take(_Cluster.of([one]))
        elif not carried and one.named.heard and (one.named.roles or not thing):
            alone[one.story, word].append(one)
        else:
            nobody.append(one)
    return [*clusters, *map(_Cluster.of, alone.values())], nobody


def _home(one: Namesake, roles: Mapping[int, set[str]]) -> int | None:
    """The cluster of a single name: the only one that carries it, or the only one of those with a role of its own."""
    own = set(map(_folded, one.named.roles))
    fitting = [index for index, printed in roles.items() if not own.isdisjoint(printed)]
    found = list(roles) if len(roles) == 1 else fitting
    return found[0] if len(found) == 1 else None


def _people(clusters: Sequence[_Cluster]) -> Iterator[tuple[Person, tuple[Namesake, ...]]]:
    by_order = attrgetter("order")
    for cluster in clusters:
        cluster.namesakes.sort(key=by_order)
    taken = {"index"}  # the list of all people has that address
    for namesakes in sorted((cluster.namesakes for cluster in clusters), key=lambda some: some[0].order):
        person = _person(namesakes, taken)
        taken.add(person.id)
        yield person, tuple(namesakes)


def _person(namesakes: Sequence[Namesake], taken: Container[str]) -> Person:
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


def _address(namesakes: Sequence[Namesake], taken: Container[str]) -> str:
    """From the first article's full name, without titles and accents: articles that come later do not change it."""

    def rank(one: Namesake) -> tuple[bool, bool, tuple[str, str, int]]:
        return len(one.parts) < 2, any(map(initial, one.parts)), one.order

    alike = len({one.parts for one in namesakes}) == 1
    slug = address(" ".join((namesakes[0] if alike else min(namesakes, key=rank)).parts))
    return slug if slug not in taken else next(free for n in count(2) if (free := f"{slug}-{n}") not in taken)


def _name(namesakes: Sequence[Namesake]) -> str:
    """The full name without initials that most articles have as theirs; then that most have at all, the longer one."""
    if len({one.named.name for one in namesakes}) == 1:
        return namesakes[0].named.name
    names = Counter(one.named.name for one in namesakes)
    forms = Counter(form for one in namesakes for form in one.named.forms)

    def rank(one: Namesake) -> tuple[bool, bool, int, int, int, tuple[str, str, int]]:
        name, initials = one.named.name, any(initial(word) for word in one.parts)
        return len(one.parts) < 2, initials, -names[name], -forms[name], -len(name), one.order

    return min(namesakes, key=rank).named.name


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
