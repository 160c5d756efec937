"""What editors' rules did, in words for readers, with the stories and articles that the words speak of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from digest.editorial import Rule, RuleKind
from digest.nouns import Decision, KeyQuote, Named

Words = Sequence[str | Named]


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


def unmatched(rule: Rule, why: str) -> Outcome:
    """A rule that did not act, in words for its author."""
    return Outcome(unmatched=(f"`{rule.kind}` on line {rule.line}: {why}",))


def decided(rule: Rule, did: Words, articles: frozenset[str], *, plain: str = "", files: Sequence[str] = ()) -> Outcome:
    """A rule that acted. `articles` are those whose stories show it; `plain` are its words without links."""
    words = plain or "".join(_called(one) for one in did)
    text = f"{rule.by} {words}: {rule.because}"
    decision = Decision(
        by=rule.by, did=tuple(did), because=rule.because, text=text, articles=articles, files=tuple(files)
    )
    return Outcome(decisions=(decision,))


def shown_in(decisions: Iterable[Decision], stories: Mapping[str, Collection[str]]) -> tuple[Decision, ...]:
    """The decisions, each with the ids of those stories (article ids by story id) that show it."""
    return tuple(
        replace(one, stories=frozenset(story for story, ids in stories.items() if not one.articles.isdisjoint(ids)))
        for one in decisions
    )


def article_of(name: str, names: Mapping[str, str]) -> str:
    """The id of the article that a rule calls so, among the ids by what articles may be called; "" for none."""
    return names.get(name) or names.get(name.removeprefix("./"), "")


def files_of(rule: Rule, names: Mapping[str, str], present: Mapping[str, str]) -> list[str]:
    """The files that a rule names, each with its present name where it has another one; without those not there.

    `names` are article ids by what they may be called, `present` the names of their files by id.
    """
    return [
        subject if now in {subject, subject.removeprefix("./")} else f"{subject}, now {now}"
        for subject in rule.subjects
        if (now := present.get(article_of(subject, names), ""))
    ]


def articles_in(rule: Rule, names: Mapping[str, str]) -> Iterator[str | Named]:
    """The articles that a rule names, as words with commas between them."""
    found = ((name, article_of(name, names)) for name in rule.subjects)
    named = [Named(name=name, article=article) for name, article in found if article]
    return chain.from_iterable((", ", one) if at else (one,) for at, one in enumerate(named))


def merging(rule: Rule, slugs: Sequence[str]) -> tuple[Words, str]:
    """What a merge did, with links and in plain words."""
    names = " and ".join(f"“{reference}”" for reference in rule.subjects)
    into = Named(name=rule.subjects[0], slug=slugs[0])
    return (f"joined {len(rule.subjects)} stories into ", into), f"joined the stories {names}"


def exclusion(rule: Rule, count: int) -> tuple[Words, str]:
    """What leaving articles out did. Nothing of them is printed but their files' names."""
    articles = "1 article" if count == 1 else f"{count} articles"
    if rule.kind is RuleKind.EXCLUDE_OUTLET:
        words = f"left out the outlet “{rule.subjects[0]}” ({articles})"
        return (words,), words
    return (f"left out {articles}",), f"left out {articles} ({', '.join(rule.subjects)})"


def removing(count: int, outlets: Sequence[str]) -> str:
    """What removing articles did: their outlets may be named, and nothing of theirs."""
    articles = "an article" if count == 1 else f"{count} articles"
    return f"removed {articles}{' of ' if outlets else ''}{', '.join(outlets)}"


def placement(rule: Rule, slug: str, headline: str) -> tuple[Words, str]:
    """What a rule about one story did. A hidden one is not named: it is to be seen no more."""
    story = Named(name=rule.subjects[0], slug=slug)
    return {
        RuleKind.RENAME: (("wrote the headline ", story), f"wrote the headline “{rule.to}”"),
        RuleKind.HIDE: (("took a story out of the edition",), "took a story out of the edition"),
        RuleKind.PIN: (("put the story ", story, " first"), f"put the story “{headline}” first"),
        RuleKind.NOTE: (("added a remark to the story ", story), f"added a remark to the story “{headline}”"),
    }[rule.kind]


def correction(rule: Rule, quote: KeyQuote, article: str) -> tuple[Words, str]:
    """What correcting a speaker did."""
    said = f"corrected the speaker of “{rule.quote}” from {quote.speaker or 'unknown'} to {rule.to or 'unknown'}"
    return (f"{said} in ", Named(name=rule.subjects[0], article=article)), said


def _called(one: str | Named) -> str:
    if isinstance(one, str):
        return one
    return f"“{one.name}”" if one.slug else one.name
