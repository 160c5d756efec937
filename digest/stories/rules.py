"""The editor's hand: articles left out, speakers corrected, stories renamed, hidden, pinned; each in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.editorial import Rule, RuleKind, Rules, guess
from digest.lock import Lock, LockStory
from digest.nouns import Analysis, Article, FoundBy, Headline, KeyQuote, Quote, Told, Variant
from digest.stories.identity import final, story_named
from digest.stories.persons import People
from digest.stories.timeline import with_speakers


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A rule that acted."""

    text: str
    articles: frozenset[str]  # ids of the articles whose stories show it


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What editorial rules did."""

    decisions: tuple[Decision, ...] = ()
    unmatched: tuple[str, ...] = ()  # rules that match nothing, with the nearest match
    excluded: int = 0  # articles left out

    def __add__(self, other: "Outcome") -> "Outcome":
        """Both outcomes, in order."""
        return Outcome(
            decisions=self.decisions + other.decisions,
            unmatched=self.unmatched + other.unmatched,
            excluded=self.excluded + other.excluded,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What editors say about stories."""

    headlines: Mapping[str, Headline]  # by story id
    hidden: frozenset[str]
    pinned: tuple[str, ...]  # in the order of the rules
    notes: Mapping[str, tuple[str, ...]]  # by story id


def exclude(analyses: Sequence[Analysis], *, rules: Rules) -> tuple[tuple[Analysis, ...], Outcome]:
    """Leave out the articles and outlets that editors exclude."""
    names = article_names(analysis.article for analysis in analyses)
    out: set[str] = set()
    outcome = Outcome()
    for rule in rules.of(RuleKind.EXCLUDE, RuleKind.EXCLUDE_OUTLET):
        if rule.kind is RuleKind.EXCLUDE:
            found, missing = known_articles(rule, names)
        else:
            found, missing = _of_outlet(rule, [analysis.article for analysis in analyses])
        if found:
            out |= found
            missing += decided(rule, _exclusion(rule, len(found)), frozenset())
        outcome += missing
    kept = tuple(analysis for analysis in analyses if analysis.article.id not in out)
    return kept, replace(outcome, excluded=len(out))


def correct(told: Sequence[Told], *, rules: Rules, people: People) -> tuple[tuple[Told, ...], Outcome]:
    """Put quotes under the speakers that editors give; "" for one whom nobody knows.

    A rule acts when its words stand in one utterance of its article; case, marks and white space do not count.
    """
    current, outcome = list(told), Outcome()
    names = article_names(member.analysis.article for one in told for member in one.group.members)
    for rule in rules.of(RuleKind.SPEAKER):
        found, missing = known_articles(rule, names)
        outcome += missing
        hits = [
            (at, place)
            for at, one in enumerate(current)
            for place, quote in enumerate(one.quotes)
            if any(version.article in found and _says(version, rule.quote) for version in quote.versions)
        ]
        if len(hits) == 1:
            at, place = hits[0]
            if _is_under(current[at].quotes[place], rule.to, people):
                outcome += unmatched(rule, f"“{rule.quote}” is under {rule.to or 'unknown'} already")
                continue
            outcome += decided(rule, _correction(rule, current[at].quotes[place]), found)
            quotes = list(current[at].quotes)
            quotes[place] = _corrected(quotes[place], rule, people)
            timed = with_speakers(current[at].timeline, current[at].group, quotes)
            current[at] = replace(current[at], quotes=tuple(quotes), timeline=timed)
        elif found:
            versions = [version for one in current for quote in one.quotes for version in quote.versions]
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
        outcome += decided(rule, _placement(rule, stories[at]), frozenset(stories[at].group.ids))
    placing = Placing(
        headlines=headlines,
        hidden=frozenset(marked[RuleKind.HIDE]),
        pinned=tuple(dict.fromkeys(marked[RuleKind.PIN])),
        notes=notes,
    )
    return placing, outcome


def dangling(rules: Rules, *, articles: Sequence[Article], lock: Lock) -> tuple[str, ...]:
    """What rules name that is neither a recorded story nor an article that was read, with the nearest match."""
    names, outcome = article_names(articles), Outcome()
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


def article_names(articles: Iterable[Article]) -> dict[str, str]:
    """Article ids by what an editor may call an article: its path below content/, or its id."""
    listed = list(articles)
    return {article.source.name: article.id for article in listed} | {article.id: article.id for article in listed}


def known_articles(rule: Rule, names: Mapping[str, str]) -> tuple[frozenset[str], Outcome]:
    """The ids of a rule's articles, and a report on those that are not there."""
    found, outcome = set(), Outcome()
    for subject in rule.subjects:
        name = subject if subject in names else subject.removeprefix("./")
        if name in names:
            found.add(names[name])
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


def decided(rule: Rule, what: str, articles: frozenset[str]) -> Outcome:
    """A rule that acted, in words for readers."""
    return Outcome(decisions=(Decision(text=f"{rule.by} {what}: {rule.because}", articles=articles),))


def unmatched(rule: Rule, why: str) -> Outcome:
    """A rule that did not act, in words for its author."""
    return Outcome(unmatched=(f"`{rule.kind}` on line {rule.line}: {why}",))


def _of_outlet(rule: Rule, articles: Sequence[Article]) -> tuple[frozenset[str], Outcome]:
    wanted = rule.subjects[0].casefold()
    outlets = Counter(article.outlet.value for article in articles if article.outlet)
    found = frozenset(
        article.id for article in articles if article.outlet and article.outlet.value.casefold() == wanted
    )
    if found:
        return found, Outcome()
    return found, unmatched(rule, f"there is no outlet “{rule.subjects[0]}”{guess(rule.subjects[0], sorted(outlets))}")


def _exclusion(rule: Rule, count: int) -> str:
    articles = "1 article" if count == 1 else f"{count} articles"
    if rule.kind is RuleKind.EXCLUDE_OUTLET:
        return f"left out the outlet “{rule.subjects[0]}” ({articles})"
    return f"left out {articles} ({', '.join(rule.subjects)})"


def _placement(rule: Rule, told: Told) -> str:
    return {
        RuleKind.RENAME: f"wrote the headline “{rule.to}”",
        RuleKind.HIDE: "took a story out of the edition",
        RuleKind.PIN: f"put the story “{told.headline.text}” first",
        RuleKind.NOTE: f"added a remark to the story “{told.headline.text}”",
    }[rule.kind]


def _correction(rule: Rule, quote: KeyQuote) -> str:
    said = f"corrected the speaker of “{rule.quote}”"
    return f"{said} from {quote.speaker or 'unknown'} to {rule.to or 'unknown'}"


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
