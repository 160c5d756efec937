"""The front page of an edition: what comes first."""

from dataclasses import replace

from digest.nouns import Edition, Front
from digest.stories.rank import in_rank_order, ranks


def lay_out(edition: Edition) -> Edition:
    """The edition in rank order, with its front page."""
    order = ranks(edition)
    return replace(in_rank_order(edition, order), front=Front(ranks=order))
