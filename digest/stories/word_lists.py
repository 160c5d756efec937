"""The word lists of wordfreq, read without the package itself, which takes longer to import than a list to unpack."""

import gzip
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec

_LANGUAGE = re.compile(r"[a-z]{2,3}").fullmatch  # what may be a part of a file's name
_FORMAT = {"format": "cB", "version": 1}


@cache
def word_list(language: str) -> Mapping[str, float]:
    """Occurrences of each word per word of text, by the longest list of a language; nothing where there is none.

    The same as `wordfreq.get_frequency_dict` gives; a test compares them.
    """
    import msgpack  # type: ignore[import-untyped] # what only some builds need

    package = find_spec("wordfreq")
    folder = package.submodule_search_locations[0] if package and package.submodule_search_locations else ""
    for size in ("large", "small") if _LANGUAGE(language) else ():
        try:
            with gzip.open(f"{folder}/data/{size}_{language}.msgpack.gz") as file:
                header, *levels = msgpack.unpackb(file.read(), raw=False)
        except FileNotFoundError:
            continue
        if header != _FORMAT:
            raise ValueError(f"wordfreq's lists have another format: {header}")
        found: dict[str, float] = {}
        for hundredths, words in enumerate(levels):  # of a power of ten, downwards
            found |= dict.fromkeys(words, 10 ** (-hundredths / 100))
        return found
    return {}
