"""What the tagger calls a person though its words are a thing's: `Desert Storm`, `Star | Wars`, `Bashing | Trump`."""

from collections.abc import Sequence

from digest.reading.evidence import apposes, can_name, described, speaks
from digest.reading.extents import PARTICLES, POSTNOMINALS
from digest.reading.lexicon import lexicon
from digest.reading.parse import Parse, Token
from digest.reading.titles import ends_in_title, is_courtesy, is_title
from digest.reading.words import PEOPLE_NOUNS, ROLES

_GIVEN = (
    lexicon("first_names_male")
    | lexicon("first_names_female")
    | lexicon("first_names_other")
    | lexicon("family_names_first")
)
_JOBS = (PEOPLE_NOUNS | ROLES | lexicon("jobs")) - _GIVEN
_NOT_PROPER = frozenset({"VERB", "ADJ", "ADV"})
_OWNS = frozenset({"'s", "’s"})
_IN_FRONT_OF_THINGS = frozenset(
    {"chief", "deputy", "executive", "field", "grand", "head", "paramount", "staff", "star"}
)
_ADDRESSING = frozenset({"mr.", "mr", "madam", "madame"})  # `Mr. | President`; some Mr. Judge and Mr. Bishop exist
_ADDRESSED = frozenset(
    {"ambassador", "chairman", "chairwoman", "governor", "minister", "president", "secretary", "speaker"}
)
_SURNAMES = lexicon("bodies_and_surnames")
_BEFORE_NOUNS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "'s", "’s"})
_SHORT = 3  # letters of abbreviated titles, and of names such as `Hun Sen`


def own_words(words: Sequence[Token]) -> list[Token]:
    """Without the word that opens the sentence before a name, and without what is the named one's.

    `Celebrating | Clinton`, `Certainly | Donald Trump`, `Trump | Revealed`, `Hillary | 's Victory Fund`.
    """
    owner = next((place for place, word in enumerate(words) if place and word.text in _OWNS), len(words))
    kept = list(words[:owner])
    while len(kept) > 1 and _is_before_name(kept):
        kept = kept[1:]
    while len(kept) > 1 and _is_plain(kept[-1]) and not _is_given(kept[0]):
        kept.pop()
    return kept


def _is_plain(word: Token) -> bool:
    """A word of the dictionary that the parser takes for no name; what it says of foreign names is chance."""
    return word.pos == "DET" or (word.common and word.pos in _NOT_PROPER)


def _is_before_name(words: Sequence[Token]) -> bool:
    first, second = words[0], words[1]
    if _is_given(first) or not first.text.isalpha():
        return False
    if _is_plain(first):
        return True
    return first.common and len(words) > 2 and (second.text.lower() in _GIVEN or first.text.lower() in _JOBS)


def _is_given(word: Token) -> bool:
    """Whether a name can begin with a word: a given name, an initial, a particle."""
    plain = word.text.lower().strip(".")
    return len(plain) == 1 or "." in word.text or plain in _GIVEN or plain in PARTICLES


def names_nobody(parse: Parse, words: Sequence[Token]) -> bool:
    """A courtesy alone, `Mr. President`; `Executive | Order`, `the Norwick MP`: words that end in no surname.

    A word of the dictionary that speaks behind a title is somebody's surname, but for another title.
    """
    before, last = _word_before(parse, words[0]), words[-1]
    if before in _BEFORE_NOUNS and any(word.text in POSTNOMINALS for word in parse.tokens[last.i : last.i + 2]):
        return True  # `the Norwick | MP`
    behind_title = is_title(before) and not is_courtesy(before)
    if len(words) > 1:
        office = is_title(last.text) and len(last.text) > _SHORT and all(word.common for word in words)
        return office and not _is_given(words[0]) and (behind_title or before in _BEFORE_NOUNS)
    if is_courtesy(last.text) or (behind_title and is_title(last.text)):
        return True
    if before in _ADDRESSING and last.text.lower() in _ADDRESSED:
        return True
    return last.common and before in _IN_FRONT_OF_THINGS and not speaks(parse, last)


def _word_before(parse: Parse, word: Token) -> str:
    """In lower case; that before a hyphen for `Attorney-General`; "" where there is none."""
    place = word.i - 1
    if place > 0 and parse.tokens[place].text in {"-", "‑"} and parse.tokens[place].end == word.start:
        place -= 1
    return parse.tokens[place].text.lower() if place >= 0 else ""


def may_be_thing(words: Sequence[Token]) -> bool:
    """Several words without a given name that all stand in the dictionary, or that end as bodies and places do."""
    named = [word for word in words if word.text[:1].isupper()]
    if len(named) < 2:
        return False
    given, last = _is_given(named[0]), named[-1]
    if not given and all(word.common for word in named):
        return True
    return (not given or len(named) > 2) and not can_name([last]) and last.text.lower() not in _SURNAMES


def is_shown(parse: Parse, words: Sequence[Token]) -> bool:
    """Whether something beside a name shows a person: what it says, a title, a description."""
    head = words[-1]
    speaking = speaks(parse, head) and _word_before(parse, words[0]) != "the"  # `the Witch Hunt continues`
    return speaking or ends_in_title(parse, words[0].i) or described(parse, head.i) or apposes(parse, words)
