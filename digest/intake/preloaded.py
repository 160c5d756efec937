"""What workers read with, loaded when this is imported: in the process that they are forked from, once for all of them.

The model that tells languages apart takes longer to load than most articles to read.
"""

from digest.intake import cleaner, dates, language

__all__ = ["cleaner"]

language.load()
dates.load()
