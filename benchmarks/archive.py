"""An invented archive for the other benchmarks: content of any size, recombined from real texts with a fixed seed.

    python benchmarks/archive.py FOLDER --articles 10000 [--days 365] [--own-words]

Writes a digest folder: content/YYYY-MM/*.md, site_config.yml and templates/. Each story draws on the sentences of two
labelled texts (DIGEST_EVAL) and has people of its own, so that it stays apart from the others; two articles tell it in
the mean. The articles of a smaller archive are those of a larger one with as many days a thousand articles, in order.

There are some 600 such texts, so that in 100,000 articles each sentence stands some 70 times, and a story shares whole
sentences with hundreds of others. News does not repeat itself so. With `--own-words` each story has other English
words, about as rare, in the place of all but the commonest ones: it means nothing, and shares no more than words do.
"""

import argparse
import json
import os
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

ROOT = Path(__file__).parent.parent
EVAL = Path(os.environ.get("DIGEST_EVAL", ROOT.parent / "shared" / "eval"))
FIRST = date(2024, 1, 1)
DAILY = 27.4  # articles a day: 10,000 a year
OUTLETS = 60
SENTENCES = (9, 14)  # of an article
COMMON = 5.5  # Zipf frequency: from one in 3,000 words on, a word is anybody's
WORDS = 60_000  # from which other words are drawn
FINE = 4  # kinds of words in each order of magnitude of their frequency
_WORD = re.compile(r"[A-Za-z]{3,}")
_SENTENCE = re.compile(r"[A-Z“\"][^.!?\n]{30,260}[.!?][”\"]?(?=\s|$)")
_GIVEN = ("Aaron", "Beatriz", "Carlos", "Dora", "Emeka", "Farida", "Goran", "Hana", "Ivan", "Jamila", "Kenji", "Leila")
_SYLLABLES = re.findall(
    r"\w+", "ba den for gal hor kam lin mar nor pol quin ros sel tam ul ver win yor zan dal bek ston"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """An article as a file."""

    name: str  # below content/
    text: str
    day: date


def sources() -> list[list[str]]:
    """The sentences of the labelled texts."""
    if not EVAL.is_dir():
        raise SystemExit(f"{EVAL} is not there; set DIGEST_EVAL to the folder with the labelled sets")
    rows = [json.loads(line) for path in sorted((EVAL / "groups").glob("*.jsonl")) for line in path.open()]
    found = ([one.strip() for one in _SENTENCE.findall(row["text"])] for row in rows)
    return [one for one in found if len(one) >= SENTENCES[0]]


class OwnWords:
    """What a story says in the place of words that are not common: the same for the same, and about as rare."""

    def __init__(self, seed: str) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - invented archives, not secrets
        self._words: dict[str, str] = {}

    def said(self, sentence: str) -> str:
        """The sentence in this story's words."""
        return _WORD.sub(lambda found: self._word(found[0]), sentence)

    def _word(self, word: str) -> str:
        plain = word.lower()
        if (kind := _kind(plain)) >= COMMON * FINE:
            return word
        if plain not in self._words:
            words = _by_kind()
            self._words[plain] = self._chance.choice(words[max(kind, min(words))])
        other = self._words[plain]
        return other.title() if word[0].isupper() else other


@cache
def _kind(word: str) -> int:
    frequency: float = zipf_frequency(word, "en")
    return int(frequency * FINE)


@cache
def _by_kind() -> dict[int, list[str]]:
    """English words by their frequency."""
    found: dict[int, list[str]] = defaultdict(list)
    for word in top_n_list("en", WORDS):
        if _WORD.fullmatch(word):
            found[_kind(word)].append(word)
    return dict(found)


def clippings(count: int, *, daily: float = DAILY, seed: int = 1, own_words: bool = False) -> Iterator[Clipping]:
    """So many articles, in the order of their stories' days; see above for `own_words`."""
    chance, texts, made, story = random.Random(seed), sources(), 0, 0  # noqa: S311 - invented archives, not secrets
    while made < count:
        day = FIRST + timedelta(days=int(made / daily))
        story += 1
        pool = [sentence for source in chance.sample(texts, 2) for sentence in source]
        people = [_name(chance) for _ in range(3)]
        said = OwnWords(f"{seed} {story}").said if own_words else str
        for _ in range(chance.choice((1, 1, 1, 1, 2, 2, 3, 5))):
            if made == count:
                return
            yield _clipping(made, day + timedelta(days=chance.randint(0, 1)), pool, people, said, chance)
            made += 1


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_GIVEN)} {''.join(chance.sample(_SYLLABLES, 3)).title()}"


def _clipping(  # noqa: PLR0913, PLR0917 - what all articles of a story share, and which one it is
    number: int,
    day: date,
    pool: Sequence[str],
    people: Sequence[str],
    said: Callable[[str], str],
    chance: random.Random,
) -> Clipping:
    drawn = [said(sentence) for sentence in chance.sample(pool, min(len(pool), chance.randint(*SENTENCES)))]
    title = " ".join([people[0], "and", *re.findall(r"[\w’'-]+", drawn[0])[:7]])
    quoted = [
        f"“{drawn[1].rstrip('.')},” said {people[1]}.",
        f"{people[2]} said that {drawn[2][0].lower()}{drawn[2][1:]}",
    ]
    paragraphs = [f"{people[0]} met {people[1]} and {people[2]}.", *drawn[3:6], *quoted, *drawn[6:]]
    head = {"title": title, "date": day.isoformat(), "outlet": f"Outlet {chance.randrange(OUTLETS) + 1}"}
    matter = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
    body = "\n\n".join(paragraphs)
    return Clipping(name=f"{day:%Y-%m}/a{number:06}.md", text=f"---\n{matter}---\n{body}\n", day=day)


def write(folder: Path, some: Sequence[Clipping]) -> None:
    """A digest folder with these articles."""
    for clipping in some:
        path = folder / "content" / clipping.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(clipping.text, encoding="utf-8")
    shutil.copytree(ROOT / "templates", folder / "templates", dirs_exist_ok=True)
    config = "site:\n  title: Archive\n  url: https://digest.example/\n"
    (folder / "site_config.yml").write_text(config, encoding="utf-8")


def main() -> None:
    """Write an archive."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--days", type=float, metavar="N", help="how many days they are spread over")
    parser.add_argument("--own-words", action="store_true", help="give each story words of its own")
    wanted = parser.parse_args()
    daily = wanted.articles / wanted.days if wanted.days else DAILY
    write(wanted.folder, list(clippings(wanted.articles, daily=daily, own_words=wanted.own_words)))


if __name__ == "__main__":
    main()
