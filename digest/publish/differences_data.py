"""Where accounts differ, as data."""

from digest.nouns import Claim, Difference


def difference_data(one: Difference) -> dict[str, object]:
    """A difference with its sides and updates, for stories.json."""
    phrase, gap = one.phrase, one.phrase.gap
    return {
        "aspect": one.aspect.value,
        "phrase": {
            "article": phrase.article,
            "start": phrase.start,
            "end": phrase.end,
            "gap": [gap.start, gap.end] if gap else None,
        },
        "sides": [
            {"value": side.value, "independent_texts": side.voices, "claims": [_claim(claim) for claim in side.claims]}
            for side in one.sides
        ],
        "updates": [{"earlier": _claim(update.earlier), "later": _claim(update.later)} for update in one.updates],
    }


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "article": claim.article,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "sentence": [claim.sentence.start, claim.sentence.end],
    }
