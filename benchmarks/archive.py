"""An invented archive for the other benchmarks: content of any size, recombined from real texts with a fixed seed.

    python benchmarks/archive.py FOLDER --articles 10000 [--days 365]

Writes a digest folder: content/YYYY-MM/*.md, site_config.yml and templates/. Each story draws on the sentences of two
labelled texts (DIGEST_EVAL) and has people of its own, so that it stays apart from the others; two articles tell it in
the mean. The articles of a smaller archive are those of a larger one with as many days a thousand articles, in order.
"""

import argparse
import json
import os
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
EVAL = Path(os.environ.get("DIGEST_EVAL", ROOT.parent / "shared" / "eval"))
FIRST = date(2024, 1, 1)
DAILY = 27.4  # articles a day: 10,000 a year
OUTLETS = 60
SENTENCES = (9, 14)  # of an article
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


def clippings(count: int, *, daily: float = DAILY, seed: int = 1) -> Iterator[Clipping]:
    """So many articles, in the order of their stories' days."""
    chance, texts, made, story = random.Random(seed), sources(), 0, 0  # noqa: S311 - invented archives, not secrets
    while made < count:
        day = FIRST + timedelta(days=int(made / daily))
        story += 1
        pool = [sentence for source in chance.sample(texts, 2) for sentence in source]
        people = [_name(chance) for _ in range(3)]
        for _ in range(chance.choice((1, 1, 1, 1, 2, 2, 3, 5))):
            if made == count:
                return
            yield _clipping(made, day + timedelta(days=chance.randint(0, 1)), pool, people, chance)
            made += 1


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_GIVEN)} {''.join(chance.sample(_SYLLABLES, 3)).title()}"


def _clipping(number: int, day: date, pool: Sequence[str], people: Sequence[str], chance: random.Random) -> Clipping:
    drawn = chance.sample(pool, min(len(pool), chance.randint(*SENTENCES)))
    title = " ".join([people[0], "and", *re.findall(r"[\w’'-]+", drawn[0])[:7]])
    said = [
        f"“{drawn[1].rstrip('.')},” said {people[1]}.",
        f"{people[2]} said that {drawn[2][0].lower()}{drawn[2][1:]}",
    ]
    paragraphs = [f"{people[0]} met {people[1]} and {people[2]}.", *drawn[3:6], *said, *drawn[6:]]
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
    wanted = parser.parse_args()
    daily = wanted.articles / wanted.days if wanted.days else DAILY
    write(wanted.folder, list(clippings(wanted.articles, daily=daily)))


if __name__ == "__main__":
    main()
