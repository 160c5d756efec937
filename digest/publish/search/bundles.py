"""The search index: records handed to Pagefind, one bundle a year, so that old years are not indexed again."""

import gzip
import html
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped] # ships no types

from digest.errors import BuildError
from digest.publish.safe import plain
from digest.publish.search.records import ALWAYS, Record
from digest.publish.search.spacing import spaced
from digest.store import code_version, fingerprint

_ENGINE = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_DATA = ("*.pf_meta", "wasm.*.pagefind", "index/*.pf_index", "fragment/*.pf_fragment")
_MAGIC = b"pagefind_dcd"  # what stands before the content of Pagefind's files


def index(records: Sequence[Record], folder: Path, *, language: str, cache: Path) -> None:
    """Write the index below `folder`, which is made: a bundle for each year, and index.json, which names them.

    A bundle that was made before from the same records is taken from `cache`, and nothing else stays there. The same
    records give the same bytes: Pagefind's own filters differ from run to run, so ours stand beside, as facets.json.
    Raises BuildError.
    """
    bundles: dict[str, list[Record]] = {}
    for record in records:
        bundles.setdefault(record.bundle, []).append(record)
    folder.mkdir(parents=True)
    made_by, used = code_version("publish", packages=("pagefind_bin",)), set()
    for name, some in sorted(bundles.items()):
        made = cache / fingerprint(made_by, language, [asdict(record) for record in some])
        if not made.is_dir():
            _make(some, made, language)
        shutil.copytree(made, folder / name)
        used.add(made.name)
    for stale in sorted(cache.iterdir() if cache.is_dir() else ()):
        if stale.name not in used:
            shutil.rmtree(stale)
    newest_first = sorted(bundles, key=lambda name: (name != ALWAYS, name), reverse=True)
    _dump(folder / "index.json", {"bundles": newest_first})
    _dump(folder / "names.json", sorted({record.title for record in records if record.found.kind != "story"}))


def _make(records: Sequence[Record], target: Path, language: str) -> None:
    work = target.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    for record in records:
        page = work / "pages" / record.address / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(_page(record), encoding="utf-8", errors="replace")
    _run(work / "pages", work / "made", language)
    bundle = work / "bundle"
    for pattern in (*_ENGINE, *_DATA):
        for path in sorted((work / "made").glob(pattern)):
            kept = bundle / path.relative_to(work / "made")
            kept.parent.mkdir(parents=True, exist_ok=True)
            path.replace(kept)
    _dump(bundle / "facets.json", _facets(records, bundle / "fragment"))
    bundle.replace(target)
    shutil.rmtree(work)


def _page(record: Record) -> str:
    """The record as a page that only Pagefind sees; each passage has a heading with its anchor, and so a result.

    Its words stand in a <span>: behind those of a <p> Pagefind writes a full stop that the article may not have.
    """
    passages = "".join(
        f'<h2 id="{_text(one.anchor)}">{_text(one.heading) or "—"}</h2><span>{_text(one.text)}</span>'
        for one in record.passages
    )
    return (
        '<!doctype html><html><meta charset="utf-8"><body data-pagefind-body>'
        f'<h1 data-pagefind-meta="title">{_text(record.title)}</h1>'
        f'<span data-pagefind-ignore data-pagefind-meta="note">{html.escape(plain(record.note))}</span>'
        f"<p>{_text(record.words)}</p>{passages}</body></html>"
    )


def _text(text: str) -> str:
    return html.escape(spaced(plain(text)))


def _run(pages: Path, made: Path, language: str) -> None:
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(made), "--quiet"]
    done = subprocess.run(  # noqa: S603 - the program of an installed package, no shell, no text of an article
        [*command, "--force-language", language.partition("-")[0] or "en"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        message = f"the search index could not be made:\n{(done.stderr or done.stdout).strip()[-1000:]}"
        raise BuildError(message)


def _facets(records: Sequence[Record], fragments: Path) -> dict[str, object]:
    """By what each record of a bundle can be filtered; records by the name that Pagefind gives them in its results."""
    found = {f"/{record.address}": record.found for record in records}
    lists = {
        field: sorted({value for one in found.values() for value in getattr(one, field)})
        for field in ("topics", "outlets", "people")
    }
    places = {field: {value: place for place, value in enumerate(values)} for field, values in lists.items()}
    rows = {}
    for path in sorted(fragments.glob("*.pf_fragment")):
        one = found[json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MAGIC))["url"]]
        rows[path.stem] = [
            one.kind,
            one.day.isoformat() if one.day else "",
            *([places[field][value] for value in getattr(one, field)] for field in lists),
        ]
    return {**lists, "records": rows}


def _dump(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", errors="replace")
