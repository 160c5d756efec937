"""Articles that editors had removed: told from the rest as they are read, before any of their words are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from digest import intake
from digest.editorial import Rule, RuleKind, Rules
from digest.lock import Lock, concealed
from digest.nouns import Article, Removal, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What `remove` rules keep out. It knows an article by its id, address, file or hash, so that none comes back."""

    by_id: Mapping[str, Rule] = field(default_factory=dict)  # recorded ids, and whatever else a rule says
    by_address: Mapping[str, Rule] = field(default_factory=dict)  # canonical
    places: Mapping[str, str] = field(default_factory=dict)  # id by the concealed name of its file
    hashes: Mapping[str, str] = field(default_factory=dict)  # id by sha256

    def rule_of(self, article: Article) -> tuple[str, Rule] | None:
        """The lasting id of a removed article with its rule; None for any other article.

        A place in a file of several records says nothing: the next week's export has another article there.
        """
        name, url = article.source.name, article.url.value if article.url else ""
        place = "" if article.source.record else self.places.get(concealed(name), "")
        for known in (article.id, place, self.hashes.get(article.source.sha256, "")):
            if known in self.by_id:
                return known, self.by_id[known]
        rule = self.by_id.get(name) or self.by_address.get(url)
        return (article.id, rule) if rule else None

    def bars(self, one: Article | Skipped) -> bool:
        """Whether a source is a removed article."""
        return isinstance(one, Article) and self.rule_of(one) is not None


NO_BAR = Bar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A source whose article is removed."""

    id: str  # lasting
    article: Article
    rule: Rule


def bar_of(rules: Rules, lock: Lock) -> Bar:
    """What the rules keep out, whether it is stored or not."""
    if not rules.of(RuleKind.REMOVE):
        return NO_BAR
    names = _recorded(lock)
    by_id: dict[str, Rule] = {}
    by_address: dict[str, Rule] = {}
    for rule in rules.of(RuleKind.REMOVE):
        for subject in rule.subjects:
            by_id.setdefault(_id(subject, names) or _plain(subject), rule)
            if intake.is_web(subject):
                by_address.setdefault(intake.canonical(subject), rule)
    entries = [one for one in lock.articles if one.id in by_id]
    hashes = {sha256: one.id for one in entries for sha256 in (one.sha256, one.was) if sha256}
    moved = {concealed(name): article for name, article in lock.moved if article in by_id}
    return Bar(
        by_id=by_id,
        by_address=by_address,
        places=moved | {concealed(one.path): one.id for one in entries},
        hashes=hashes,
    )


def parted(cleaned: Sequence[Article | Skipped], bar: Bar) -> tuple[tuple[Article, ...], tuple[Barred, ...]]:
    """Articles that may be used, and those that may not: removed ones, and the same words of the same outlets."""
    articles = tuple(one for one in cleaned if isinstance(one, Article))
    if not bar.by_id:
        return articles, ()
    barred = [Barred(id=found[0], article=one, rule=found[1]) for one in articles if (found := bar.rule_of(one))]
    rules = {intake.words_key(one.article): one.rule for one in barred}
    out = {one.article.source.name for one in barred}
    twins = [
        Barred(id=one.id, article=one, rule=rules[key])
        for one in (articles if barred else ())
        if one.source.name not in out and (key := intake.words_key(one)) in rules
    ]
    out |= {one.article.source.name for one in twins}
    return tuple(one for one in articles if one.source.name not in out), (*barred, *twins)


def names_of(rules: Rules, lock: Lock, barred: Sequence[Barred]) -> dict[str, str]:
    """The ids of removed articles by whatever rules call them, whichever kind of rule."""
    if not rules.of(RuleKind.REMOVE):
        return {}
    recorded, bar = _recorded(lock), bar_of(rules, lock)
    ids = {one.id: one.id for one in barred}
    ids |= {one.article.id: one.id for one in barred}
    ids |= {one.article.source.name: one.id for one in barred}
    urls = {one.article.url.value: one.id for one in barred if one.article.url}
    found: dict[str, str] = {}
    for rule in rules.rules:
        for subject in map(_plain, rule.subjects):
            known = _id(subject, recorded)
            address = urls.get(intake.canonical(subject), "") if intake.is_web(subject) else ""
            if article := ids.get(subject) or address or (known if known in bar.by_id else ""):
                found[subject] = article
    return found


def removals(rules: Rules, lock: Lock, barred: Iterable[Barred]) -> tuple[Removal, ...]:
    """The removed articles that are or were in the digest, by id."""
    if not rules.of(RuleKind.REMOVE):
        return ()  # nor is anything barred
    names = _recorded(lock)
    found = [
        (article, rule, rule.to)
        for rule in rules.of(RuleKind.REMOVE)
        for subject in rule.subjects
        if (article := _id(subject, names))
    ]
    found += [(one.id, one.rule, _outlet(one)) for one in barred]
    made = {
        article: Removal(article=article, outlet=outlet, by=rule.by, because=rule.because)
        for article, rule, outlet in found
    }
    return tuple(removal for _, removal in sorted(made.items()))


def _outlet(one: Barred) -> str:
    return one.rule.to or (one.article.outlet.value if one.article.outlet else "")


def _recorded(lock: Lock) -> dict[str, str]:
    """Article ids by what the lock knows articles by: names of files, as they are kept for removed ones, and ids."""
    names = {concealed(name): article for name, article in lock.moved}
    names |= {concealed(one.path): one.id for one in lock.articles}
    return names | {one.id: one.id for one in lock.articles}


def _id(subject: str, names: Mapping[str, str]) -> str:
    """The recorded id of what a rule names; "" where nothing is recorded under that name."""
    plain = _plain(subject)
    address = intake.id_of_url(intake.canonical(subject)) if intake.is_web(subject) else ""
    found = (names.get(name, "") for name in (plain, concealed(plain), address))
    return next((article for article in found if article), "")


def _plain(subject: str) -> str:
    return subject.removeprefix("./")
