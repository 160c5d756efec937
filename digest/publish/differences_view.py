"""Where accounts differ, as a page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from digest.nouns import Claim, Difference, Phrase, Side, Story, Update
from digest.publish.almanac import Almanac
from digest.publish.news_view import Places, fresh_differences
from digest.publish.quote_view import receipt_view
from digest.publish.safe import beside
from digest.publish.views import ClaimView, DifferenceView, SideView, SourceView, UpdateView


def differences_view(story: Story, sources: Mapping[str, SourceView], book: Almanac) -> tuple[DifferenceView, ...]:
    """Every difference of a story, in the order of its noun."""
    fresh, updated = fresh_differences(story)
    return tuple(
        _marked(_difference(one, f"difference-{place + 1}", sources, book), fresh, updated, place)
        for place, one in enumerate(story.told.differences)
    )


def _marked(view: DifferenceView, fresh: Places, updated: Places, at: int) -> DifferenceView:
    """The view with what is new in it since the edition before."""
    return replace(
        view,
        sides=tuple(replace(side, new=(at, place) in fresh) for place, side in enumerate(view.sides)),
        updates=tuple(replace(one, new=(at, place) in updated) for place, one in enumerate(view.updates)),
    )


def claims_of(differences: tuple[DifferenceView, ...]) -> Iterator[ClaimView]:
    """Every printed value."""
    for difference in differences:
        for side in difference.sides:
            yield from side.claims
        for update in difference.updates:
            yield from (update.earlier, update.later)


def _difference(one: Difference, anchor: str, sources: Mapping[str, SourceView], book: Almanac) -> DifferenceView:
    before, after = _words(one.phrase, book)
    return DifferenceView(
        before=beside(before),
        gap=one.phrase.gap is not None,
        after=beside(after),
        sides=tuple(_side(side, f"{anchor}-{place}", sources, book) for place, side in enumerate(one.sides, start=1)),
        updates=tuple(
            _update(update, f"{anchor}-update-{place}", sources, book)
            for place, update in enumerate(one.updates, start=1)
        ),
    )


def _words(phrase: Phrase, book: Almanac) -> tuple[str, str]:
    """The words before the value's place and behind it."""
    text = book.homes[phrase.article].member.analysis.article.text
    if phrase.gap is None:
        return text[phrase.start : phrase.end], ""
    return text[phrase.start : phrase.gap.start], text[phrase.gap.end : phrase.end]


def _side(side: Side, anchor: str, sources: Mapping[str, SourceView], book: Almanac) -> SideView:
    claims = tuple(
        _claim(claim, f"{anchor}-{place}", sources, book) for place, claim in enumerate(side.claims, start=1)
    )
    return SideView(
        value=side.value,
        claims=claims,
        texts=book.words.ngettext("%(num)s independent text", "%(num)s independent texts", side.voices)
        if side.voices < len(claims)
        else "",
    )


def _update(update: Update, anchor: str, sources: Mapping[str, SourceView], book: Almanac) -> UpdateView:
    later = _claim(update.later, f"{anchor}-later", sources, book)
    return UpdateView(
        outlet=later.source.outlet or later.source.file,
        earlier=_claim(update.earlier, f"{anchor}-earlier", sources, book),
        later=later,
    )


def _claim(claim: Claim, anchor: str, sources: Mapping[str, SourceView], book: Almanac) -> ClaimView:
    source, member = sources[claim.article], book.homes[claim.article].member
    return ClaimView(
        anchor=anchor,
        value=claim.text,
        source=source,
        receipt=receipt_view(member, claim.sentence.start, claim.sentence.end, anchor, source),
    )
