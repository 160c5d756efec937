"""What the rooms below the pages say in English, as a page says it: reasons, doubts, and what editors did."""

from collections.abc import Iterator, Sequence

from digest.labels import N_
from digest.nouns import Named
from digest.publish.languages import Words
from digest.publish.languages.reasons import REASONS
from digest.publish.languages.sentences import Sentences
from digest.publish.reader_words import for_readers, unmatched_for_readers

_ITEM = "\0"  # stands for a story or an article that a decision speaks of
_DOUBTS = Sentences(
    (
        N_("it came in days before that"),
        N_("the last fetch is more than two weeks older"),
        N_("the page also says %(statement)s"),
        N_("a post of a %(weekday)s is embedded, but the text speaks of %(named)s"),
    )
)
_COUNTRIES = (  # behind "as in"
    N_("Australia"),
    N_("Bahrain"),
    N_("Bangladesh"),
    N_("Britain"),
    N_("Canada"),
    N_("China"),
    N_("Cuba"),
    N_("India"),
    N_("Iraq"),
    N_("Ireland"),
    N_("Israel"),
    N_("Kuwait"),
    N_("Malaysia"),
    N_("Mexico"),
    N_("Oman"),
    N_("Puerto Rico"),
    N_("Qatar"),
    N_("Saudi Arabia"),
    N_("Singapore"),
    N_("Taiwan"),
    N_("the Emirates"),
    N_("the Philippines"),
    N_("the United States"),
)
_EVIDENCE = Sentences(
    (
        N_("“%(printed)s” under the headline, as %(statement)s"),
        N_("%(printed)s; “%(weekday)s” in the text agrees"),
        N_("%(printed)s (%(zone)s as in %(country)s, which the page shows)"),
        N_("%(printed)s (%(zone)s as in %(country)s, its usual meaning)"),
        N_("%(printed)s (%(zone)s has several meanings, and the page does not show which)"),
        *_COUNTRIES,
    )
)
_UNMATCHED = Sentences(
    (
        N_("%(rule)s: %(reason)s"),
        N_("the articles of these stories are gone"),
        N_("the articles of story “%(story)s” are gone"),
        N_("there is no article “%(article)s”"),
        N_("there is no story “%(story)s”"),
        N_("there is no outlet “%(outlet)s”"),
        N_("“%(quote)s” is under %(speaker)s already"),
        N_("“%(quote)s” stands in %(num)s quotes"),
        N_("no quote of “%(article)s” says “%(quote)s”"),
        N_("an article that it names is not known here; it stays out if it comes"),
        N_("an article that it names has been removed"),
    )
)
_DECISIONS = Sentences(
    (
        N_("joined %(num)s stories into %(story)s"),
        N_("moved %(articles)s to the story %(story)s"),
        N_("made a story of its own of %(articles)s"),
        N_("left out 1 article"),
        N_("left out %(num)s articles"),
        N_("left out the outlet “%(outlet)s” (1 article)"),
        N_("left out the outlet “%(outlet)s” (%(num)s articles)"),
        N_("removed an article"),
        N_("removed an article of %(outlets)s"),
        N_("removed %(num)s articles"),
        N_("removed %(num)s articles of %(outlets)s"),
        N_("wrote the headline %(story)s"),
        N_("took a story out of the edition"),
        N_("put the story %(story)s first"),
        N_("added a remark to the story %(story)s"),
        N_("corrected the speaker of “%(quote)s” from unknown to %(after)s in %(article)s"),
        N_("corrected the speaker of “%(quote)s” from %(before)s to unknown in %(article)s"),
        N_("corrected the speaker of “%(quote)s” from %(before)s to %(after)s in %(article)s"),
    )
)
_FILES = Sentences((N_("%(before)s, now %(file)s"),))


def reason_words(reason: str, words: Words) -> str:
    """Why something could not be read, without the advice."""
    return REASONS.told(for_readers(reason), words)


def unmatched_words(message: str, words: Words) -> str:
    """An editor's rule that matches nothing any more: "pin: there is no story “ferry”"."""
    return _UNMATCHED.told(unmatched_for_readers(message), words)


def doubt_words(doubt: str, words: Words) -> str:
    """Why a date is not trusted."""
    return _DOUBTS.told(doubt, words)


def evidence_words(evidence: str, words: Words) -> str:
    """What a date was read from: an article's own words, perhaps with ours around them."""
    return _EVIDENCE.told(evidence, words)


def file_words(file: str, words: Words) -> str:
    """A file that a decision names, with its present name where it has another one."""
    return _FILES.told(file, words)


def did_words(did: Sequence[str | Named], words: Words) -> Iterator[str | Named]:
    """What an editor did, in words with what they speak of in its place; its order stays."""
    items = iter([one for one in did if isinstance(one, Named)])
    written = "".join(one.replace(_ITEM, "") if isinstance(one, str) else _ITEM for one in did)
    for at, piece in enumerate(_DECISIONS.told(written, words).split(_ITEM)):
        if at and (item := next(items, None)):  # a catalogue of a digest's own may name a thing twice
            yield item
        if piece:
            yield piece
