"""The language of the digest's own labels: English in the source, others from the catalogues in this folder."""

from digest.labels import N_
from digest.publish.languages.words import Words, words_of

__all__ = ["N_", "Words", "words_of"]
