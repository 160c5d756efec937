"""Which story is which, from build to build: ids and addresses that never change while a story is still the same."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slugify import slugify

from digest.lock import Lock, LockStory
from digest.nouns import Group

SLUG_CHARACTERS = 60
ID_CHARACTERS = 10


def settle(groups: Sequence[Group], *, lock: Lock, placed: Collection[str] = ()) -> tuple[str, ...]:
    """The story id of each group, in order.

    Groups and recorded stories are matched stably (Gale and Shapley 1962, the groups proposing). A group wants the
    oldest story that it holds articles of; a story wants the group that holds most of its articles: so of two stories
    that turn out to be one the older wins, and of one that splits the larger part keeps the id (of equal parts, the one
    with the earlier articles). A part that splits off and is just what had been merged in takes its old id back, with
    at most as many articles that came later. A group that nothing matches founds a story, whose id derives from its
    first article's id: never from a headline, a batch or a date of publication.

    Articles that editors `placed` claim no story that others claim: it keeps its id however many of them leave it.
    """
    same = _unchanged(groups, lock)
    others = [index for index in range(len(groups)) if index not in same]
    theirs = frozenset(same.values())
    rest = replace(lock, stories=tuple(story for story in lock.stories if story.id not in theirs))
    claims = _Claims.of([groups[index] for index in others], rest, frozenset(placed))
    matched = _match(claims)
    founded = _found(
        [at for at in claims.order if at not in matched], claims, taken={story.id for story in lock.stories}
    )
    found = same | {index: matched.get(at) or founded[at] for at, index in enumerate(others)}
    return tuple(found[index] for index in range(len(groups)))


def _unchanged(groups: Sequence[Group], lock: Lock) -> dict[int, str]:
    """By index of a group, the story whose articles it holds, all of them and no others.

    No other story ever held them, so neither could get a better match. Most groups of an archive are such.
    """
    home: dict[str, LockStory] = {}
    shared: set[str] = set()
    for story in lock.stories:
        for article, _ in story.members:
            if home.setdefault(article, story) is not story:
                shared.add(article)
    found = {}
    for index, group in enumerate(groups):
        whole = home.get(group.ids[0])
        if not whole or whole.merged_into or len(whole.members) != len(group.ids):
            continue
        if shared.isdisjoint(group.ids) and all(home.get(article) is whole for article in group.ids):
            found[index] = whole.id
    return found


def remember(  # noqa: PLR0913 - what was, and what is now
    groups: Sequence[Group],
    *,
    ids: Sequence[str],
    slugs: Sequence[str],
    lock: Lock,
    number: int,
    placed: Collection[str] = (),
) -> tuple[LockStory, ...]:
    """The recorded stories after an edition: `slugs` serve the stories that have no address yet.

    A story that lost all its articles to others becomes a redirect to the one that has most of them, those that editors
    `placed` left aside if there are others. A story whose
    articles are gone keeps its entry, and so do articles that are gone: should they come back, so does the address.
    A story that begins, or comes back, with articles of one that goes on remembers that it was a part of it.
    """
    since = first_seen(lock)
    home = {article: story for group, story in zip(groups, ids, strict=True) for article in group.ids}
    recorded = lock.by_id()
    kept = {article: story.id for story in lock.stories if not story.merged_into for article, _ in story.members}
    gone = {article.id for article in lock.articles if article.gone}
    settled, living = {}, set(ids)
    for group, story, slug in zip(groups, ids, slugs, strict=True):
        before = recorded.get(story) or LockStory(id=story, slug=slug, first=number, members=())
        if len(before.members) == len(group.ids) and not before.merged_into and _says_all(before, home, since):
            settled[story] = before
            continue
        lost = {
            article: edition
            for article, edition in before.members
            if article not in home and not (before.merged_into and article in kept)
        }
        present = {article: since.get(article, number) for article in group.ids}
        split_from = before.split_from
        if story not in recorded or before.merged_into:  # it begins
            left = Counter(kept[article] for article in group.ids if article in kept and article not in gone)
            split_from = _most(left, living - {story})
        settled[story] = LockStory(
            id=story,
            slug=before.slug,
            first=before.first,
            members=tuple(sorted((lost | present).items())),
            split_from=split_from,
        )
    others = {story.id: _left(story, home, placed) for story in lock.stories if story.id not in settled}
    return tuple(story for _, story in sorted((settled | others).items()))


def _says_all(entry: LockStory, home: Mapping[str, str], since: Mapping[str, int]) -> bool:
    """Whether an entry's articles are all in its story, each since the edition that held it first."""
    return all(home.get(article) == entry.id and since[article] == edition for article, edition in entry.members)


def first_seen(lock: Lock) -> dict[str, int]:
    """The edition that first held each recorded article."""
    seen: dict[str, int] = {}
    for story in lock.stories:
        for article, since in story.members:
            seen[article] = min(since, seen.get(article, since))
    return seen


def story_named(reference: str, lock: Lock) -> LockStory | None:
    """The recorded story of an id or an address (`slug`, `stories/slug/` or the page's URL)."""
    name = reference.rstrip("/").rpartition("/")[2]
    return next((story for story in lock.stories if name in {story.id, story.slug}), None)


def final(story: LockStory, stories: Mapping[str, LockStory]) -> LockStory:
    """The story that a redirect ends at, among the recorded stories by id; any other story itself."""
    while story.merged_into:
        story = stories[story.merged_into]
    return story


def slug_of(headline: str, story: str) -> str:
    """The last part of a story's address: ASCII, unique through the id at its end, so never a reserved name."""
    words = slugify(headline[: 10 * SLUG_CHARACTERS], max_length=SLUG_CHARACTERS, word_boundary=True).strip("-")
    return f"{words or 'story'}-{story}"


def _left(story: LockStory, home: Mapping[str, str], placed: Collection[str]) -> LockStory:
    """What an entry becomes that no group has: a redirect to where most of its articles are, or what it was."""
    present = [article for article, _ in story.members if article in home]
    went = [home[article] for article in [one for one in present if one not in placed] or present]
    if not went:
        return story
    target = min(set(went), key=lambda other: (-went.count(other), other != story.merged_into, other))
    return replace(story, merged_into=target, split_from="")


def _most(counted: Mapping[str, int], among: Collection[str]) -> str:
    """The story that counts most, of some; "" where none of them counts."""
    found = [story for story in counted if story in among]
    return min(found, key=lambda story: (-counted[story], story), default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claims:
    """Who holds whose articles."""

    groups: tuple[frozenset[str], ...]
    order: tuple[int, ...]  # indices of the groups, by their smallest article id
    stories: Mapping[str, LockStory]
    members: Mapping[str, frozenset[str]]  # by story
    gone: frozenset[str]  # articles that were in no story at the last build
    since: Mapping[str, int]
    placed: frozenset[str]  # articles that stand where editors put them

    @classmethod
    def of(cls, groups: Sequence[Group], lock: Lock, placed: frozenset[str]) -> "_Claims":
        sets = tuple(frozenset(group.ids) for group in groups)
        return cls(
            groups=sets,
            order=tuple(sorted(range(len(sets)), key=lambda index: min(sets[index]))),
            stories=lock.by_id(),
            members={story.id: frozenset(article for article, _ in story.members) for story in lock.stories},
            gone=frozenset(article.id for article in lock.articles if article.gone),
            since=first_seen(lock),
            placed=placed,
        )

    def weight(self, index: int, story: str) -> tuple[int, int, int]:
        """How many of a story's articles a group holds: of the last build, of those placed by hand, that came back."""
        shared = self.groups[index] & self.members[story]
        stayed = shared - self.gone
        return len(stayed - self.placed), len(stayed & self.placed), len(shared & self.gone)

    def wishes(self) -> dict[int, list[str]]:
        """For each group the stories that it would be, best first."""
        homes: dict[str, list[str]] = {}
        for story, members in self.members.items():
            for article in members:
                homes.setdefault(article, []).append(story)
        present = frozenset().union(*self.groups)
        wishes: dict[int, list[str]] = {}
        for index in self.order:
            candidates = {story for article in self.groups[index] for story in homes.get(article, ())}
            living = {story for story in candidates if not self.stories[story].merged_into}
            back = {story for story in candidates - living if self._comes_back(index, story, living, present)}
            wishes[index] = sorted(living | back, key=lambda story: (story not in back, *self._wish(index, story)))
        return wishes

    def _wish(self, index: int, story: str) -> tuple[bool, bool, int, int, int, int, str]:
        stayed, placed, returned = self.weight(index, story)
        return not stayed, not placed, self.stories[story].first, -stayed, -placed, -returned, story

    def _comes_back(self, index: int, story: str, living: set[str], present: frozenset[str]) -> bool:
        """Whether a group is what had been merged away under this id, and splits off again."""
        members, group = self.members[story], self.groups[index]
        recorded = {article for article in group if article in self.since}
        split = any(self.members[other] & present - group - self.gone for other in living)
        last = max((self.since[article] for article in members), default=0)
        own = recorded & members
        joined = recorded - members  # they came when it was merged, as far as editions tell
        later = len(joined) <= len(own) and all(self.since[article] > last for article in joined)
        return split and later and 2 * len(own) > len(members & present)


def _match(claims: _Claims) -> dict[int, str]:
    wishes = {index: iter(stories) for index, stories in claims.wishes().items()}
    holder: dict[str, int] = {}
    waiting = list(reversed(claims.order))
    while waiting:
        index = waiting.pop()
        for story in wishes[index]:
            rival = holder.get(story)
            if rival is None or _rank(claims, index, story) < _rank(claims, rival, story):
                holder[story] = index
                if rival is not None:
                    waiting.append(rival)
                break
    return {index: story for story, index in holder.items()}


def _rank(claims: _Claims, index: int, story: str) -> tuple[int, int, int, list[int], str]:
    """How a story sees a group, the best first: of two equal parts the one with the story's first articles."""
    stayed, placed, returned = claims.weight(index, story)
    since = sorted(claims.since[article] for article in claims.groups[index] & claims.members[story])
    return -stayed, -placed, -returned, since, min(claims.groups[index])


def _found(indices: Sequence[int], claims: _Claims, *, taken: set[str]) -> dict[int, str]:
    """Ids for groups that found stories; they are `taken` from then on."""
    founded: dict[int, str] = {}
    for index in indices:
        founded[index] = next(story for story in _new_ids(claims, index) if story not in taken)
        taken.add(founded[index])
    return founded


def _new_ids(claims: _Claims, index: int) -> Iterator[str]:
    """Ids that a group could have: by its articles, those of earlier editions first, and then by count."""
    unseen = 1 + max(claims.since.values(), default=0)
    founders = sorted(claims.groups[index], key=lambda article: (claims.since.get(article, unseen), article))
    yield from map(_id, founders)
    count = 2
    while True:
        yield _id(f"{founders[0]} {count}")
        count += 1


def _id(seed: str) -> str:
    return hashlib.sha256(f"story {seed}".encode()).hexdigest()[:ID_CHARACTERS]
