"""A digest of hostile articles: each stands in a story of its own, about an invented place."""

import json
from collections.abc import Sequence
from pathlib import Path

import yaml
from browser.hostile_articles import ARTICLES, FILE_NAMES, Hostile

from digest.config import load_config
from digest.options import Config
from digest.reviewing import look

SYLLABLES = ("bar", "dol", "fen", "gri", "hul", "kes", "lom", "mir", "nok", "pel", "ros", "sul", "tav", "wen")
NOTE = "<script>pwned()</script> {: onclick=pwned() } **we** [asked](javascript:pwned()) <img src=x onerror=pwned()>"
NAME = 'Press </title><script>pwned()</script> & "friends" {{ 7*7 }}'


def place(number: int) -> str:
    """An invented place that no other article names."""
    high, low = divmod(number, len(SYLLABLES))
    return f"{SYLLABLES[low]}{SYLLABLES[high]}{SYLLABLES[(low * 5 + high * 3) % len(SYLLABLES)]}ton".capitalize()


def body(number: int, one: Hostile) -> str:
    """The words of an article, with an attack in a sentence and in a quote where it is to stand there."""
    where = place(number)
    reads = f" with the words {one.text} in red letters" if "sentence" in one.places else ""
    says = f" {one.text}" if "quote" in one.places else ""
    who = f"Anna {where}"
    return (
        f"The harbour board of {where} opened a new {where.lower()} quay on Tuesday{reads}.\n\n"
        f"“Our town has waited{says} for {where} since the flood,” said {who}, the mayor.\n\n"
        f"Engineers measured the {where} basin and counted {number + 12} boats there."
    )


def record(number: int, attacks: Sequence[Hostile]) -> dict[str, str | list[str]]:
    """An article as a record of an export."""
    fields: dict[str, str | list[str]] = {
        "id": f"h{number}",
        "title": f"Quay of {place(number)} opened",
        "outlet": "The Daily Quay",
        "published": f"2031-03-{number % 4 + 2:02}T08:00:00Z",
        "url": f"https://quay.example/{number}",
        "language": "en",
        "text": body(number, attacks[0]),
    }
    for one in attacks:
        for name in one.places:
            fields |= {"topics": [one.text]} if name == "topic" else {name: one.text} if name in _PLAIN else {}
    return fields


_PLAIN = {"title", "outlet", "byline", "credit", "url", "language", "published"}


def file(number: int, one: Hostile) -> tuple[str, str]:
    """An article as a file of another format: its name and its text."""
    where, words = place(number), body(number, one)
    name = f"{one.format}-{number}.{one.format}"
    if one.format == "md":
        matter = yaml.safe_dump({"title": f"{where}: {one.text}", "outlet": "The Daily Quay"}, allow_unicode=True)
        return name, f"---\n{matter}---\n\n{words}\n"
    if one.format == "eml":
        head = f"From: The Daily Quay <news@quay.example>\nSubject: {where}: {one.text}\n"
        return name, f"{head}Date: Tue, 4 Mar 2031 08:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n{words}\n"
    if one.format == "html":
        text = one.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        paragraphs = "".join(f"<p>{part}</p>" for part in words.replace(one.text, text).split("\n\n"))
        head = f"<!doctype html><html lang=en><head><title>{where}: {text}</title></head>"
        return name, f"{head}<body><article><h1>{where}: {text}</h1>{paragraphs}</article></body></html>"
    return name, f"{where}: {one.text}\n\n4 March 2031\n\n{words}\n"


def write(folder: Path) -> Config:
    """Write content, configuration and editors' rules below a folder; return the configuration."""
    content = folder / "content"
    content.mkdir(parents=True)
    with (content / "export.jsonl").open("w", encoding="ascii") as export:
        for number, attacks in enumerate(ARTICLES):
            if attacks[0].format == "record":
                export.write(json.dumps(record(number, attacks)) + "\n")
    for number, attacks in enumerate(ARTICLES):
        if attacks[0].format != "record":
            name, text = file(number, attacks[0])
            (content / name).write_text(text, encoding="utf-8")
    for number, name in enumerate(FILE_NAMES, start=len(ARTICLES)):
        one = Hostile(family="file names", text=name, places=())
        (content / name).write_text(f"Quay of {place(number)}\n\n{body(number, one)}\n", encoding="utf-8")
    (content / "<b onclick=pwned()>.txt").write_bytes(b"\x00" * 5000)
    config = {
        "site": {
            "url": "https://press.example/press/",
            "title": NAME,
            "description": f"{NOTE} of the day",
            "language": "de",
        },
        "outlets": [{"name": '"><script>pwned()</script> Herald', "match": ["index*.txt"]}],
        "topics": [
            {"name": "<b>Quays</b> {: onclick=pwned() }", "slug": "quays", "query": "quay", "description": NOTE}
        ],
    }
    (folder / "site_config.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    made = load_config(folder / "site_config.yml")
    stories = {
        member.analysis.article.source.name: story.slug
        for story in look(made, folder).stories
        for member in story.members
    }
    rules = [*_rules([stories[name] for name in FILE_NAMES[1:]]), *_speakers()]
    (content / "editorial.yml").write_text(yaml.safe_dump(rules, allow_unicode=True), encoding="utf-8")
    return made


def _rules(slugs: list[str]) -> list[dict[str, str]]:
    """Decisions in hostile words, on stories that hold nothing else to be tested."""
    by = {"by": "<b>Nadia</b> {: onclick=pwned() }", "because": NOTE}
    return [
        {"rename": slugs[0], "to": f"Renamed {NOTE}", **by},
        {"note": slugs[1], "text": NOTE, **by},
        {"pin": slugs[2], **by},
        {"rename": "no-such-story-<script>", "to": "x", **by},
        {"exclude": FILE_NAMES[0], **by},
    ]


def _speakers() -> list[dict[str, str]]:
    """Names that an editor gave to quotes, since the machine takes no such thing for a name."""
    records = [attacks for attacks in ARTICLES if attacks[0].format == "record"]
    return [
        {
            "speaker": one.text,
            "article": f"export.jsonl:{line}",
            "quote": "Our town has waited",
            "by": "N",
            "because": "x",
        }
        for line, attacks in enumerate(records, start=1)
        for one in attacks
        if "speaker" in one.places
    ]
