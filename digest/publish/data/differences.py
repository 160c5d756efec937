"""Where accounts differ, as data."""

from digest.nouns import Claim, Difference
from digest.publish.data import shapes
from digest.publish.data.extent import Extent


def difference_data(one: Difference, extent: Extent) -> shapes.Difference:
    """A difference with its sides and updates."""
    phrase, gap = one.phrase, one.phrase.gap
    return {
        "aspect": one.aspect,
        "phrase": {
            "article": phrase.article,
            "start": phrase.start,
            "end": phrase.end,
            "gap": [gap.start, gap.end] if gap else None,
        },
        "sides": [
            {
                "value": extent.extract(side.value),
                "independent_texts": side.voices,
                "claims": [_claim(claim, extent) for claim in side.claims],
            }
            for side in one.sides
        ],
        "updates": [
            {"earlier": _claim(update.earlier, extent), "later": _claim(update.later, extent)} for update in one.updates
        ],
    }


def _claim(claim: Claim, extent: Extent) -> shapes.Claim:
    return {
        "article": claim.article,
        "text": extent.extract(claim.text),
        "start": claim.start,
        "end": claim.end,
        "sentence": [claim.sentence.start, claim.sentence.end],
    }
