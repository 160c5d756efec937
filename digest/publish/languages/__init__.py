"""The language of the digest's own labels: English in the source, others from the catalogues in this folder."""

from digest.publish.languages.words import N_, Words, words_of

__all__ = ["N_", "Words", "words_of"]
