"""Scripts that put no spaces between words, spaced for the search, so that any word of theirs can be found."""

import re
import unicodedata

# Thai and Lao, Burmese, Khmer, Chinese characters, kana, Hangul. The same stand in assets/search.js.
SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
_ANY = re.compile(f"[{SCRIPTS}]")
# A letter with the vowel signs and tone marks that belong to it, which are no letters to Python.
_CLUSTER = re.compile(rf"((?:(?=[{SCRIPTS}])\w)(?:(?=[{SCRIPTS}])[^\w\s])*)")
_MARK = "`"  # ASCII, because Pagefind drops that beside a word and would index a word with any other sign twice


def spaced(text: str) -> str:
    """The text with each character of such a script as a word of its own, and a sign where the space is not the text's.

    A backtick at the end of a word means "joined to the next"; the text's own are doubled. Normalised to NFC, so that a
    syllable is one character however it was typed.
    """
    text = unicodedata.normalize("NFC", text).replace(_MARK, _MARK * 2)
    if not _ANY.search(text):
        return text
    return " ".join(f"{_MARK} ".join(filter(None, _CLUSTER.split(word))) for word in text.split(" "))
