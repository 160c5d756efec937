"""The editor's hand: articles left out, speakers corrected, stories renamed, hidden, pinned; each in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.editorial import Rule, RuleKind, Rules
from digest.lock import REMOVED, Lock, LockStory
from digest.nearest import guess
from digest.nouns import (
    Analysis,
    Article,
    FoundBy,
    Headline,
    KeyQuote,
    Quote,
    Told,
    Variant,
)
from digest.stories.decisions import Outcome, article_of, correction, decided, exclusion, files_of, placement, unmatched
from digest.stories.identity import final, story_named
from digest.stories.people import People
from digest.stories.timeline import with_speakers

NO_LOCK = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What editors say about stories."""

    headlines: Mapping[str, Headline]  # by story id
    hidden: frozenset[str]
    pinned: tuple[str, ...]  # in the order of the rules
    notes: Mapping[str, tuple[str, ...]]  # by story id


def exclude(
    analyses: Sequence[Analysis], *, rules: Rules, lock: Lock = NO_LOCK
) -> tuple[tuple[Analysis, ...], Outcome]:
    """Leave out the articles and outlets that editors exclude."""
    names = article_names((analysis.article for analysis in analyses), lock)
    present = file_names(analysis.article for analysis in analyses)
    out: set[str] = set()
    outcome = Outcome()
    for rule in rules.of(RuleKind.EXCLUDE, RuleKind.EXCLUDE_OUTLET):
        if rule.kind is RuleKind.EXCLUDE:
            found, missing = known_articles(rule, names)
        else:
            found, missing = _of_outlet(rule, [analysis.article for analysis in analyses])
        if found:
            out |= found
            did, plain = exclusion(rule, len(found))
            missing += decided(rule, did, frozenset(), plain=plain, files=files_of(rule, names, present))
        outcome += missing
    kept = tuple(analysis for analysis in analyses if analysis.article.id not in out)
    return kept, replace(outcome, excluded=len(out))


def correct(
    told: Sequence[Told], *, rules: Rules, people: People, lock: Lock = NO_LOCK
) -> tuple[tuple[Told, ...], Outcome]:
    """Put quotes under the speakers that editors give; "" for one whom nobody knows.

    A rule acts when its words stand in one utterance of its article; case, marks and white space do not count.
    """
    if not rules.of(RuleKind.SPEAKER):
        return tuple(told), Outcome()
    current, outcome = list(told), Outcome()
    articles = [member.analysis.article for one in told for member in one.group.members]
    names, present = article_names(articles, lock), file_names(articles)
    for rule in rules.of(RuleKind.SPEAKER):
        found, missing = known_articles(rule, names)
        outcome += missing
        hits = [
            (at, place)
            for at, one in enumerate(current)
            if not found.isdisjoint(one.group.ids)
            for place, quote in enumerate(one.quotes)
            if any(version.article in found and _says(version, rule.quote) for version in quote.versions)
        ]
        if len(hits) == 1:
            at, place = hits[0]
            if _is_under(current[at].quotes[place], rule.to, people):
                outcome += unmatched(rule, f"“{rule.quote}” is under {rule.to or 'unknown'} already")
                continue
            did, plain = correction(rule, current[at].quotes[place], min(found))
            outcome += decided(rule, did, found, plain=plain, files=files_of(rule, names, present))
            quotes = list(current[at].quotes)
            quotes[place] = _corrected(quotes[place], rule, people)
            timed = with_speakers(current[at].timeline, current[at].group, quotes)
            corrected = replace(current[at], quotes=tuple(quotes), timeline=timed, counted=None)
            current[at] = replace(corrected, counted=corrected.tally)
        elif found:
            there = [one for one in current if not found.isdisjoint(one.group.ids)]
            versions = [version for one in there for quote in one.quotes for version in quote.versions]
            quotes_there = [version for version in versions if version.article in found]
            outcome += unmatched(rule, _no_single_quote(rule, len(hits), quotes_there))
    return tuple(current), outcome


def place(told: Sequence[Told], *, ids: Sequence[str], rules: Rules, lock: Lock) -> tuple[Placing, Outcome]:
    """What editors' `rename`, `hide`, `pin` and `note` rules say about these stories; later rules win."""
    stories, recorded = dict(zip(ids, told, strict=True)), lock.by_id()
    outcome = Outcome()
    headlines: dict[str, Headline] = {}
    marked: dict[RuleKind, list[str]] = {RuleKind.HIDE: [], RuleKind.PIN: []}
    notes: dict[str, tuple[str, ...]] = {}
    for rule in rules.of(RuleKind.RENAME, RuleKind.HIDE, RuleKind.PIN, RuleKind.NOTE):
        story, missing = known_story(rule, rule.subjects[0], lock)
        if story is None:
            outcome += missing
            continue
        at = final(story, recorded).id
        if at not in stories:
            outcome += unmatched(rule, f"the articles of story “{rule.subjects[0]}” are gone")
            continue
        if rule.kind is RuleKind.RENAME:
            headlines[at] = Headline(text=rule.to, article="", by=rule.by)
        elif rule.kind is RuleKind.NOTE:
            notes[at] = (*notes.get(at, ()), f"{rule.to} ({rule.by})")
        else:
            marked[rule.kind].append(at)
        did, plain = placement(rule, story.slug, stories[at].headline.text)
        outcome += decided(rule, did, frozenset(stories[at].group.ids), plain=plain)
    placing = Placing(
        headlines=headlines,
        hidden=frozenset(marked[RuleKind.HIDE]),
        pinned=tuple(dict.fromkeys(marked[RuleKind.PIN])),
        notes=notes,
    )
    return placing, outcome


def dangling(rules: Rules, *, articles: Sequence[Article], lock: Lock) -> tuple[str, ...]:
    """What rules name that is neither a recorded story nor an article that was read, with the nearest match."""
    names, outcome = article_names(articles, lock), Outcome()
    for rule in rules.rules:
        if rule.kind is RuleKind.EXCLUDE_OUTLET:
            outcome += _of_outlet(rule, articles)[1]
        elif rule.kind in {RuleKind.EXCLUDE, RuleKind.SPEAKER, RuleKind.MOVE, RuleKind.SPLIT}:
            outcome += known_articles(rule, names)[1]
        else:
            for reference in rule.subjects:
                outcome += known_story(rule, reference, lock)[1]
        if rule.kind is RuleKind.MOVE:
            outcome += known_story(rule, rule.to, lock)[1]
    return outcome.unmatched


def article_names(articles: Iterable[Article], lock: Lock = NO_LOCK) -> dict[str, str]:
    """Article ids by what an editor may call an article: its path below content/, one that it had before, or its id."""
    present = file_names(articles)
    formerly = {one.path: one.id for one in lock.articles} | dict(lock.moved)
    before = {name: article for name, article in formerly.items() if article in present}
    return before | {name: article for article, name in present.items()} | {article: article for article in present}


def placed_by_hand(articles: Iterable[Article], *, rules: Rules, lock: Lock = NO_LOCK) -> frozenset[str]:
    """The ids of the articles that rules move or split off: where they stand is no sign of which story theirs was."""
    subjects = [name for rule in rules.of(RuleKind.MOVE, RuleKind.SPLIT) for name in rule.subjects]
    if not subjects:
        return frozenset()
    names = article_names(articles, lock)
    found = (article_of(name, names) for name in subjects)
    return frozenset(article for article in found if article)


def file_names(articles: Iterable[Article]) -> dict[str, str]:
    """The paths of articles below content/, by their ids."""
    return {article.id: article.source.name for article in articles}


def moved_files(articles: Iterable[Article], lock: Lock) -> tuple[tuple[str, str], ...]:
    """The names that files had before, with their articles, sorted; a name that another file has now is that one's."""
    present = file_names(articles)
    left = {one.path: one.id for one in lock.articles if present.get(one.id, one.path) != one.path}
    formerly = dict(lock.moved) | {name: article for name, article in left.items() if not name.startswith(REMOVED)}
    taken = frozenset(present.values() if formerly else ())
    return tuple(sorted((name, article) for name, article in formerly.items() if name not in taken))


def known_articles(rule: Rule, names: Mapping[str, str]) -> tuple[frozenset[str], Outcome]:
    """The ids of a rule's articles, and a report on those that are not there."""
    found, outcome = set(), Outcome()
    for subject in rule.subjects:
        if article := article_of(subject, names):
            found.add(article)
        else:
            outcome += unmatched(rule, f"there is no article “{subject}”{guess(subject, sorted(names))}")
    return frozenset(found), outcome


def known_story(rule: Rule, reference: str, lock: Lock) -> tuple[LockStory | None, Outcome]:
    """The recorded story that a rule names, or a report that there is none."""
    story = story_named(reference, lock)
    if story is not None:
        return story, Outcome()
    slugs = sorted(story.slug for story in lock.stories)
    return None, unmatched(rule, f"there is no story “{reference}”{guess(reference, slugs)}")


def _of_outlet(rule: Rule, articles: Sequence[Article]) -> tuple[frozenset[str], Outcome]:
    wanted = rule.subjects[0].casefold()
    outlets = Counter(article.outlet.value for article in articles if article.outlet)
    found = frozenset(
        article.id for article in articles if article.outlet and article.outlet.value.casefold() == wanted
    )
    if found:
        return found, Outcome()
    return found, unmatched(rule, f"there is no outlet “{rule.subjects[0]}”{guess(rule.subjects[0], sorted(outlets))}")


def _is_under(quote: KeyQuote, name: str, people: People) -> bool:
    """Whether the quote's speaker has that name, or is the one person who has it."""
    return (quote.speaker or "") == name or (bool(quote.person) and people.named(name) == quote.person)


def _corrected(quote: KeyQuote, rule: Rule, people: People) -> KeyQuote:
    """The quote, with its variants, under its new speaker; what texts said of the old one does not hold for the new."""
    return replace(
        quote,
        parts=_given_to(rule.to, quote.parts),
        variants=tuple(replace(one, parts=_given_to(rule.to, one.parts)) for one in quote.variants),
        person=people.named(rule.to),
        corrected_by=rule.by,
    )


def _given_to(speaker: str, parts: Sequence[Quote]) -> tuple[Quote, ...]:
    return tuple(
        replace(part, speaker=speaker or None, mention=None, found_by=FoundBy.EDITOR, role="", relays="")
        for part in parts
    )


def _no_single_quote(rule: Rule, hits: int, quotes: Sequence[KeyQuote | Variant]) -> str:
    if hits:
        return f"“{rule.quote}” stands in {hits} quotes; give more of the words"
    texts = [" ".join(part.text for part in quote.parts) for quote in quotes]
    near = guess(rule.quote, [text[: len(rule.quote) + 10] for text in texts])
    return f"no quote of “{rule.subjects[0]}” says “{rule.quote}”{near}"


def _says(quote: KeyQuote | Variant, words: str) -> bool:
    return _plain(words) in _plain(" ".join(part.text for part in quote.parts))


def _plain(text: str) -> str:
    kept = "".join(char if char.isalnum() else " " for char in text.casefold() if char not in "’'")
    return f" {' '.join(kept.split())} "
