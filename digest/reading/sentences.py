"""Sentences that can stand by themselves, and what shows that one cannot."""

import re
from collections.abc import Sequence

from digest.nouns import Block, Sentence
from digest.reading.lexicon import lexicon
from digest.reading.marks import Stretch
from digest.reading.parse import Parse, Token
from digest.reading.verbs import is_loose, is_reporting
from digest.reading.words import (
    ANAPHORIC,
    CONTENT,
    DEMONSTRATIVES,
    LABELS,
    LIGHT,
    LINK_PHRASES,
    LINKS,
    PEOPLE_NOUNS,
    PRONOUNS_HE,
    PRONOUNS_IT,
    PRONOUNS_SHE,
    PRONOUNS_THEY,
    TIME_NOUNS,
)

_BORDER = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"”’'»)\]]*)\s+(?=\S)")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,4})\s*(?:\((?P<agency>[^)]{2,40})\))?\s*(?:--|[-–—])\s+(?=\S)"
)
_LABEL = re.compile(rf"(?i:{'|'.join(LABELS)}): +(?=[\"“]?[A-Z])")  # "Why it matters: The …"
_NEVER = lexicon("never")
_SOMETIMES = lexicon("sometimes")
_OPENERS = lexicon("openers")
_OPENED_BY = {"”": "“", '"': '"', "»": "«"}
_ANEW = frozenset({"He", "She", "They", "It", "We", "The"})  # with a capital they never go on behind `?”`


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LEANING = LINKS | PRONOUNS_HE | PRONOUNS_SHE | PRONOUNS_IT | PRONOUNS_THEY


def _word_before(text: str, at: int) -> str:
    begin = at
    while begin > 0 and not text[begin - 1].isspace() and text[begin - 1] not in '(“"‘[)':
        begin -= 1
    return text[begin:at].lower()


def _next_word(text: str, at: int) -> str:
    found = re.compile(r"[\"“‘'(\[]*([\w’']+)").match(text, at)
    return found[1].lower() if found else ""


def _splits(text: str, found: re.Match[str], proposed: bool) -> bool:  # noqa: FBT001 - a fact, no switch
    """Whether the stop at `found` ends a sentence; `proposed` says that the parser begins one behind it."""
    following = text[found.end()]
    if following.islower() or following in ",;:)]":
        return False
    if found["stop"] != ".":
        return found["stop"] != "…" or proposed
    word = _word_before(text, found.start())
    if word in _NEVER:
        return False
    if word == "x":  # the network, or a name's end; hardly anybody's initial
        return True
    if word in _SOMETIMES or re.fullmatch(r"[a-z](\.[a-z])*", word):
        return proposed and (len(word) > 1 or _next_word(text, found.end()) in _OPENERS)
    return True


def _cue_follows(tokens: Sequence[Token], first: int) -> bool:
    """`"Really?" Smith said.` — a reporting clause directly behind closing marks belongs to the quotation."""
    if tokens[first].text in _ANEW:
        return False
    for token in tokens[first : first + 7]:
        if (is_reporting(token) or is_loose(token)) and token.tag != "VBG":
            return True
        if token.pos not in {"PROPN", "NOUN", "DET", "ADJ", "PRON", "ADP", "ADV"}:
            return False
    return False


def _opens_sentence(text: str, begins: Sequence[int], end: int) -> bool:
    """Whether the quotation that `text[end]` closes opened its sentence: else a capital behind it begins another."""
    mark = _OPENED_BY.get(text[end])
    return mark is None or text.rfind(mark, begins[0], end) in begins


def borders(text: str, start: int, end: int, parse: Parse) -> list[int]:
    """Offsets at which sentences of `text[start:end]` begin, the first included."""
    begins = [start]
    possible = list(_BORDER.finditer(text, start, end))
    at = {token.start: token.i for token in parse.tokens} if possible else {}
    proposed = {parse.tokens[index].start for index in parse.borders}
    for found in possible:
        if not _splits(text, found, found.end() in proposed):
            continue
        first = at.get(found.end())
        asked = bool(found["close"]) and found["stop"] != "."
        if (
            asked
            and first is not None
            and _opens_sentence(text, begins, found.end("close") - 1)
            and _cue_follows(parse.tokens, first)
        ):
            continue
        begins.append(found.end())
    return begins


def _quoted(at: int, stretches: Sequence[Stretch]) -> bool:
    return any(stretch.start <= at < stretch.end for stretch in stretches)


def _cuts(start: int, end: int, stretches: Sequence[Stretch]) -> bool:
    """Whether the span holds one mark of a quotation and not the other."""
    for stretch in stretches:
        inside = start <= stretch.start and stretch.end <= end
        apart = stretch.end <= start or end <= stretch.start
        if not (inside or apart) or (inside and not stretch.closed):
            return True
    return False


def _has_clause(tokens: Sequence[Token], parse: Parse) -> bool:
    """A subject whose verb is finite, itself or through an auxiliary; a lone participle is a past tense misread."""
    first = tokens[0].i
    for token in tokens:
        if _is_past_misread(token, first, parse) or _is_inverted(token, first, parse):
            return True
        if token.dep not in {"nsubj", "nsubjpass", "expl", "csubj"}:
            continue
        verb = parse.tokens[token.head]
        below = [parse.tokens[child] for child in parse.children[verb.i]]
        misread = verb.tag == "VBN" and verb.dep == "ROOT" and token.dep == "nsubj"
        if misread or any(word.tag in _FINITE for word in (verb, *below)):
            return True
    return False


def _is_past_misread(token: Token, first: int, parse: Parse) -> bool:
    """`Senators on Friday blocked a bill.`: whether a past tense hangs on a noun as if it were its participle.

    A participle before a noun follows no noun ("the blocked bill"), and a past tense is no participle.
    """
    if token.tag == "VBD":
        return token.dep == "acl"
    if token.tag != "VBN" or token.dep != "amod" or not token.text.endswith("ed"):
        return False
    before = [parse.tokens[place] for place in range(max(first, token.i - 2), token.i)]
    if before and before[-1].pos == "ADV":
        before.pop()
    return token.head > token.i and bool(before) and before[-1].pos in {"NOUN", "PROPN"}


def _is_inverted(token: Token, first: int, parse: Parse) -> bool:
    """`Among those killed was a boy.`: the subject, taken for a complement, stands behind its verb."""
    verb = parse.tokens[token.head]
    return token.dep == "attr" and verb.dep == "ROOT" and verb.tag in _FINITE and first < verb.i < token.i


def is_whole(text: str, tokens: Sequence[Token], parse: Parse, stretches: Sequence[Stretch]) -> bool:
    """Finite verb and subject, a capital or a figure first, a stop at the end, no quotation or bracket cut."""
    if not tokens:
        return False
    start, end = tokens[0].start, tokens[-1].end
    words = text[start:end]
    first = words.lstrip("\"“‘'«„([")[:1]
    if not (first.isupper() or first.isdigit() or first in "$£€#@") or words.rstrip("\"”’'»)]")[-1:] not in set(".!?…"):
        return False
    if words.count("(") != words.count(")") or _cuts(start, end, stretches):
        return False
    return _has_clause(tokens, parse)


def _is_expletive(tokens: Sequence[Token], parse: Parse) -> bool:
    """`It is clear that …`, `It took years to …`: the pronoun points forward."""
    head = parse.tokens[tokens[0].head]
    ahead = [child for child in parse.children[head.i] if child > head.i]
    clauses = {parse.tokens[child].dep for child in ahead}
    below = {parse.tokens[grand].dep for child in ahead for grand in parse.children[child]}
    return head.lemma in {"be", "take", "seem", "appear", "become", "remain", "make"} and bool(
        ({"ccomp", "csubj", "advcl", "xcomp"} & clauses) or ({"relcl", "acl", "ccomp", "xcomp"} & below)
    )


def _opening_leans(tokens: Sequence[Token], parse: Parse) -> bool:
    """Whether the first words themselves point back."""
    word = tokens[0].text.lower()
    following = tokens[1] if len(tokens) > 1 else tokens[0]
    if following.text in {"-", "–"}:
        return False
    if word in DEMONSTRATIVES:
        return following.lemma.lower() not in TIME_NOUNS
    if word in {"both", "either", "neither"}:
        return following.pos != "PROPN"
    if word in _LEANING:
        return word != "it" or not _is_expletive(tokens, parse)
    if word == "the" and len(tokens) > 2 and following.lemma.lower() in ANAPHORIC:
        return tokens[2].pos in {"VERB", "AUX", "PUNCT", "ADP"}
    phrase = " ".join(token.text.lower() for token in tokens[:4])
    return phrase.startswith(LINK_PHRASES)


def _lonely_pronoun(tokens: Sequence[Token], stretches: Sequence[Stretch]) -> str:
    """A third-person pronoun, outside quotations, before any word of its sentence that it can stand for."""
    person = thing = False
    for token in tokens:
        word = token.text.lower()
        if token.pos == "PRON" and not _quoted(token.start, stretches):
            if word in {"he", "she", "his", "her", "him"} and not person:
                return token.text
            if (
                word in {"they", "their", "them", "it", "its"}
                and not (thing or person)
                and token.dep.startswith("nsubj")
            ):
                return token.text
        elif token.pos in {"NOUN", "PROPN"}:
            thing = True
            person = person or token.pos == "PROPN" or token.lemma.lower() in PEOPLE_NOUNS
    return ""


def leaning(tokens: Sequence[Token], parse: Parse, stretches: Sequence[Stretch]) -> str:
    """The word by which a sentence needs an earlier one, as printed, or ""."""
    words = [token for token in tokens if token.pos not in {"PUNCT", "SPACE"} or token.text in {"-", "–"}]
    if not words:
        return ""
    if _opening_leans(words, parse):
        return words[0].text
    if words[0].text.lower() == "it":  # an expletive: it stands for the clause behind
        words = words[1:]
    outside = [token for token in words if not _quoted(token.start, stretches)]
    if words[0].dep in {"advmod", "cc"} and words[0].text.lower() in LINKS:
        return words[0].text
    if _subordinate(words, parse):
        return ""
    return _lonely_pronoun(outside, stretches)


def _subordinate(words: Sequence[Token], parse: Parse) -> bool:
    """`When he took office, Ms Diaz promised …`: the main subject is a name that the pronoun points forward to."""
    if words[0].tag not in {"IN", "WRB"}:
        return False
    return any(
        token.pos == "PROPN"
        and token.dep == "nsubj"
        and parse.tokens[token.head].dep == "ROOT"
        and token.label != "GPE"
        for token in words
    )


def terms_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Lower-case lemmas of the content words; the words of names and numbers as they are written, in lower case."""
    return tuple(
        word
        for token in tokens
        if token.pos in CONTENT
        and (word := (token.text if token.pos in {"PROPN", "NUM"} else token.lemma).lower().strip("'’.-")) not in LIGHT
        and (len(word) > 1 or word.isdigit())
        and any(sign.isalnum() for sign in word)
    )


def sentences(text: str, block: Block, parse: Parse, stretches: Sequence[Stretch]) -> list[Sentence]:
    """The sentences of one English block, in order; the label of a newsletter's paragraph is no part of any."""
    begins = borders(text, block.start, block.end, parse)
    ends = [*begins[1:], block.end]
    dateline = _DATELINE.match(text, block.start, block.end)
    agency = dateline.span("agency") if dateline else (-1, -1)
    found, position = [], 0
    for end in ends:
        words = []
        while position < len(parse.tokens) and parse.tokens[position].start < end:
            if parse.tokens[position].pos != "SPACE":
                words.append(parse.tokens[position])
            position += 1
        if words and (label := _LABEL.match(text, words[0].start, end)):
            words = [word for word in words if word.start >= label.end()]
        if words:
            body = [word for word in words if not (dateline and word.start < dateline.end())]
            found.append(
                Sentence(
                    start=words[0].start,
                    end=words[-1].end,
                    block=parse.block,
                    terms=terms_of([word for word in words if not agency[0] <= word.start < agency[1]]),
                    leans=leaning(body, parse, stretches),
                    whole=is_whole(text, words, parse, stretches),
                )
            )
    return found


__all__ = ["borders", "is_whole", "leaning", "sentences", "terms_of"]
