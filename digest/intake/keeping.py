"""From probabilities to a choice of lines: sure ones first, then what belongs to them, up to a closing heading."""

from collections.abc import Sequence

from digest.intake.features import STOP, is_prose, lower_share, split_words
from digest.intake.lines import Line
from digest.intake.phrases import closes, furniture

WEAK = 0.25  # share of the threshold from which prose next to kept prose is kept (hysteresis, as in Canny 1986)
REACH = 3  # lines between a paragraph and the next that it vouches for
PLAIN = 0.85  # share of the words in sentences from which a source is an article without a page around it
MIN_SENTENCE = 3  # words
MIN_ENDING = 60  # words of text before a closing heading can end it
LEFT_OVER = 0.35  # what may follow a closing heading, as a share of the text before it, and still be furniture


def keep(lines: Sequence[Line], odds: Sequence[float], threshold: float) -> list[int]:
    """Indices of the lines that are the article, in order."""
    if _is_plain(lines):
        return [index for index, line in enumerate(lines) if _is_sentence(line) or odds[index] >= threshold]
    sure = [odd >= threshold for odd in odds]
    able = [
        odd >= WEAK * threshold and is_prose(line) and not furniture(line.text)
        for odd, line in zip(odds, lines, strict=True)
    ]
    prose = [is_prose(line) for line in lines]
    onwards = _grown(sure, able, prose)
    backwards = _grown(sure[::-1], able[::-1], prose[::-1])[::-1]
    chosen = [yes or too for yes, too in zip(onwards, backwards, strict=True)]
    return _ended(lines, [index for index, yes in enumerate(_with_last_words(lines, chosen, prose)) if yes])


def _with_last_words(lines: Sequence[Line], chosen: Sequence[bool], prose: Sequence[bool]) -> list[bool]:
    """A short sentence right behind a kept paragraph goes with it: "Nobody was hurt." ends many a report."""
    kept, follows = list(chosen), False
    for index, line in enumerate(lines):
        kept[index] = kept[index] or (follows and _is_sentence(line) and lower_share(line.text.split()) >= 0.5)
        follows = kept[index] and (prose[index] or follows)
    return kept


def _grown(sure: Sequence[bool], able: Sequence[bool], prose: Sequence[bool]) -> list[bool]:
    """In one direction: a line that is able joins a kept paragraph at most REACH lines before it."""
    kept, last = list(sure), -REACH - 1
    for index, yes in enumerate(sure):
        kept[index] = yes or (able[index] and index - last <= REACH)
        if kept[index] and prose[index]:
            last = index
    return kept


def _is_sentence(line: Line) -> bool:
    whole = bool(STOP.search(line.text)) and len(split_words(line.text)) >= MIN_SENTENCE
    return whole and not furniture(line.text)


def _is_plain(lines: Sequence[Line]) -> bool:
    sizes = [len(line.text) for line in lines]
    return sum(size for size, line in zip(sizes, lines, strict=True) if _is_sentence(line)) >= PLAIN * sum(sizes)


def _ended(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    """The kept lines without what follows a closing heading ("Previous story", "Related"), if little of it is prose."""
    prose = {index: len(split_words(lines[index].text)) for index in kept if is_prose(lines[index])}
    total, before = sum(prose.values()), 0
    for index, line in enumerate(lines):
        if before >= MIN_ENDING and total - before <= LEFT_OVER * before and closes(line.text):
            return [place for place in kept if place < index]
        before += prose.get(index, 0)
    return list(kept)
