"""Quantities: the numbers of an article's text, and what each is a number of."""

from digest.reading.quantities.figures import Reading, find_figures

__all__ = ["Reading", "find_figures"]
