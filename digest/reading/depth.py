"""What can be read in a language: by a parser, by words around quotations, or by marks alone."""

from digest.nouns import Depth
from digest.reading.tongues import tongues
from digest.reading.unparsed import NEIGHBOURS

_PARSED = "en"


def depth_of(language: str) -> Depth:
    """How well an article is read whose language has that ISO 639-1 code; "und" where it is unknown.

    An article of unknown language may be of any, and what looks English in it is parsed.
    """
    if language == _PARSED:
        return Depth.PARSED
    codes = NEIGHBOURS.get(language, (language,))
    return Depth.BESIDE if language == "und" or any(code in tongues() for code in codes) else Depth.MARKS
