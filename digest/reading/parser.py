"""Texts to plain parses: the only file that knows spaCy."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from digest.reading.model import installed
from digest.reading.parse import Parse, Token, children_of

_LITERAL = {"TAG", "DEP", "LOWER", "IS_SPACE"}  # what the model's rules may ask of a token, to be remembered by
_REMEMBERED = 100_000  # words whose lemmas are kept: more than a month of news has
_BEGINS = 3  # how spaCy numbers the first token of an entity


_Kind = tuple[
    str | bool, int, int
]  # a word that some rule asks for, or whether it is white space; its tag and relation


class _Ruled(NamedTuple):
    """What the model's rules make of a token; all but its lemma as spaCy's numbers."""

    lemma: str  # "" where it follows from the rest
    pos: int
    morph: int
    tag: int
    dep: int


class _Words:
    """Parts of speech and lemmas, worked out once for each kind of token and not for every one.

    The model has rules for them, about a token's own form, tag and relation (and a few about two tokens). Asking all
    rules at every token took an eighth of a parse.
    """

    def __init__(self, model: Any) -> None:
        from spacy.matcher import Matcher

        self._vocab, self._strings = model.vocab, model.vocab.strings
        self._rules, self._lemmatizer = model.get_pipe("attribute_ruler"), model.get_pipe("lemmatizer")
        patterns = [pattern for rule in self._rules.patterns for pattern in rule["patterns"]]
        self._several = Matcher(self._vocab)
        self._several.add("several", [pattern for pattern in patterns if len(pattern) > 1])
        self._asked = _asked([pattern[0] for pattern in patterns if len(pattern) == 1])
        self._dictionary = _look_up_fast(self._lemmatizer)
        self._ruled: dict[_Kind, _Ruled] = {}
        self._lemmas: dict[tuple[str, int, int], str] = {}

    def has(self, text: str, lemma: str) -> bool:
        """Whether the dictionary (WordNet's, of the lemmatizer) has a word, what it is a form or the plural of."""
        word = text.lower()
        forms = {word, word.removesuffix("s"), lemma.lower()}
        return any(not forms.isdisjoint(words) for words in self._dictionary)

    def of(self, doc: Any) -> list[tuple[str, str, str, str, str]]:
        """Each token's text, lemma, part of speech, tag and relation."""
        strings = self._strings
        if self._several(doc, allow_missing=True):  # what two words are together: the rules themselves, at every token
            numbers = self._lemmatizer(self._rules(doc)).to_array(["ORTH", "LEMMA", "POS", "TAG", "DEP"]).tolist()
            return [tuple(strings[number] for number in row) for row in numbers]
        found = []
        for i, (orth, tag, dep) in enumerate(doc.to_array(["ORTH", "TAG", "DEP"]).tolist()):
            text = strings[orth]
            kind = (text if self._asked is None or text.lower() in self._asked else text.isspace(), tag, dep)
            ruled = self._ruled.get(kind) or self._by_rules(text, kind)
            lemma = ruled.lemma or self._lemmas.get((text, ruled.pos, ruled.morph)) or self._lemma(doc[i], ruled)
            found.append((text, lemma, strings[ruled.pos], strings[ruled.tag], strings[ruled.dep]))
        return found

    def _by_rules(self, text: str, kind: _Kind) -> _Ruled:
        """Let the rules speak about a token of that kind, alone in a text."""
        from spacy.tokens import Doc

        token: Any = Doc(self._vocab, words=[text], spaces=[False])[0]
        _, token.tag, token.dep = kind
        self._rules(token.doc)
        ruled = self._ruled[kind] = _Ruled(token.lemma_, token.pos, token.morph.key, token.tag, token.dep)
        return ruled

    def _lemma(self, token: Any, ruled: _Ruled) -> str:
        if len(self._lemmas) >= _REMEMBERED:
            self._lemmas.clear()
            self._lemmatizer.cache.clear()
        token.pos = ruled.pos
        token.set_morph(ruled.morph)
        lemma = self._lemmas[token.text, ruled.pos, ruled.morph] = str(self._lemmatizer.lemmatize(token)[0])
        return lemma


def _look_up_fast(lemmatizer: Any) -> list[frozenset[str]]:
    """Make sets of the lists of known words, of which one has 40,000 and is searched for every form of a new word."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for name, words in tuple(index.items()):
        index[name] = frozenset(words)
    return list(index.values())


def _asked(patterns: Sequence[dict[str, Any]]) -> frozenset[str] | None:
    """The words that rules about one token ask for; None where they ask for more than these, tags and relations."""
    words = [pattern["LOWER"] for pattern in patterns if "LOWER" in pattern]
    listed = [[word] if isinstance(word, str) else word.get("IN") for word in words]
    if any(set(pattern) - _LITERAL for pattern in patterns) or None in listed:
        return None
    return frozenset(word for some in listed for word in some)


@cache
def _model() -> tuple[Any, _Words]:
    """The English model, with the parts that are used: loaded with the first text of a process."""
    import spacy
    from thinc.api import use_ops

    # numpy multiplies matrices: BLIS, which spaCy brings, knows no AMD processor since Zen 3 and takes thrice as long
    with use_ops("numpy", use_blis=False):
        model = spacy.load(installed()[0], exclude=["senter"], disable=["attribute_ruler", "lemmatizer"])
    return model, _Words(model)


def parsed(blocks: Sequence[tuple[int, int, str]]) -> Iterator[Parse]:
    """The parse of each text; a text is given with the number of its block, and the offset at which it begins.

    The arithmetic of a batch depends on all that is in it, so what is parsed together must belong together.
    """
    model, words = _model()
    docs = model.pipe([text for _, _, text in blocks], batch_size=32)
    for (number, offset, _), doc in zip(blocks, docs, strict=True):
        yield _plain(doc, words, number, offset)


def _plain(doc: Any, words: _Words, number: int, offset: int) -> Parse:
    """What the rules of this room need of a Doc; nothing of spaCy is kept."""
    labels = doc.vocab.strings
    spans = doc.to_array(["IDX", "LENGTH", "HEAD", "ENT_TYPE", "ENT_IOB", "SENT_START"])
    tokens, borders = [], []
    rows = zip(words.of(doc), spans[:, 3].tolist(), spans.view("int64").tolist(), strict=True) if len(doc) else ()
    for i, ((text, lemma, pos, tag, dep), label, (place, length, head, _, iob, border)) in enumerate(rows):
        start = offset + place
        begins, common = iob == _BEGINS, text[:1].isupper() and words.has(text, lemma)
        tokens.append(
            Token(i, start, start + length, text, lemma, pos, tag, dep, i + head, labels[label], begins, common)
        )
        if border == 1:
            borders.append(i)
    heads = [token.head for token in tokens]
    return Parse(block=number, tokens=tuple(tokens), borders=tuple(borders), children=children_of(heads))
