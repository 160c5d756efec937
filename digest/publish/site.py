"""Markdown to HTML: the only file that knows MkDocs. Builds beside the published site, checks, then swaps."""

import html
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yaml

from digest.errors import BuildError
from digest.nouns import File, Page
from digest.publish.feed_gate import feed_problems
from digest.publish.gate import problems
from digest.publish.options import SiteOptions
from digest.publish.policy import add_policies
from digest.publish.reuse import complete, reuse
from digest.publish.safe import plain
from digest.publish.search import Record, index
from digest.publish.swap import exclusive, previous, put_in_place, same_tree, staging

_THEME = Path(__file__).parent / "theme"
_MARKER = "data/digest.json"  # by it we know a folder that we may replace
_EPOCH = "946684800"  # no file of the site carries the time of its building
_SHOWN = 12
_NAV = (
    ("Front page", "index.md"),
    ("Archive", "archive/index.md"),
    ("Topics", "topics/index.md"),
    ("People", "people/index.md"),
    ("Outlets", "outlets/index.md"),
    ("About", "about/index.md"),
)
_IF_ANY = "topics/index.md"  # the only page of the navigation that a digest may lack
EXTENSIONS: tuple[str, ...] = ("admonition", "attr_list", "footnotes", "tables", "pymdownx.details")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of a build."""

    output: Path
    pages: int
    changed: bool  # False where the published site was the same to the byte, and was left alone
    previous: Path | None  # the site before, kept for roll-back


def site(  # noqa: PLR0913 - what to publish, and where
    pages: Sequence[Page],
    files: Sequence[File],
    records: Sequence[Record],
    options: SiteOptions,
    *,
    output: Path,
    work: Path,
    before_publishing: Callable[[], object] = lambda: None,
) -> Published:
    """Build, check and publish.

    `before_publishing` is called when the new site is whole and checked, just before it takes its place: what must be
    remembered of it is written then. Raises BuildError, or BusyError; the published site is then as it was before.
    """
    _refuse_clashes([*(page.path for page in pages), *(file.path for file in files)])
    output = output.resolve()
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(work):
            _refuse_foreign(output)
            with staging(output, work) as folder:
                built = _build(pages, files, options, folder, work)
                index(records, built / "search", language=options.language, cache=work / "search")
                _check(built, options)
                kept = previous(output, work)
                changed = not (output.exists() and same_tree(built, output))
                before_publishing()
                if changed:
                    put_in_place(built, output, kept)
    except OSError as error:
        message = f"the site could not be written at {output}: {error}"
        raise BuildError(message) from error
    return Published(output=output, pages=len(pages), changed=changed, previous=kept if kept.exists() else None)


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that this program made."""
    return (folder / _MARKER).is_file()


def mkdocs_config(options: SiteOptions, *, docs: Path, built: Path) -> dict[str, object]:
    """The whole of mkdocs.yml: no word of an article is in it. The pages stand in `docs` already."""
    return {
        "site_name": html.escape(plain(options.title)),
        "site_url": options.url,
        "site_description": html.escape(plain(options.description)),
        "docs_dir": str(docs),
        "site_dir": str(built),
        "use_directory_urls": True,
        "theme": _theme(options),
        "plugins": [],
        "markdown_extensions": [*EXTENSIONS, {"toc": {"permalink": False, "toc_depth": "2"}}],
        "nav": [{name: path} for name, path in _NAV if path != _IF_ANY or (docs / path).is_file()],
        "not_in_nav": "/stories/\n/topics/*/\n/people/*/\n/outlets/*/\n/archive/*/\n/editions/\n/not-seen/\n/edited/\n",
        "extra": {"generator": False, "alternate": True, "made_by": html.escape(plain(options.generator))},
        "extra_css": ["assets/digest.css", "assets/accent.css"],
    }


def _theme(options: SiteOptions) -> dict[str, object]:
    light, dark = "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"
    return {
        "name": "material",
        "custom_dir": str(_THEME),
        "language": _theme_language(options.language),
        "font": False,
        "favicon": "assets/favicon.svg",
        "features": ["navigation.tabs", "toc.follow"],
        "icon": {"logo": "material/newspaper-variant-outline"},
        "palette": [
            _scheme(light, "default", "material/weather-night", "Switch to dark mode"),
            _scheme(dark, "slate", "material/weather-sunny", "Switch to light mode"),
        ],
    }


def _scheme(media: str, scheme: str, icon: str, label: str) -> dict[str, object]:
    return {
        "media": media,
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": icon, "name": label},
    }


def _theme_language(language: str) -> str:
    theme = find_spec("material")
    if theme is None or theme.origin is None:
        message = "Material for MkDocs is not installed"
        raise BuildError(message)
    folder = Path(theme.origin).parent / "templates" / "partials" / "languages"
    known = (code for code in (language, language.partition("-")[0]) if (folder / f"{code}.html").is_file())
    return next(known, "en")


def _build(pages: Sequence[Page], files: Iterable[File], options: SiteOptions, folder: Path, work: Path) -> Path:
    docs, built, config = folder / "docs", folder / "site", folder / "mkdocs.yml"
    found = reuse(pages, {**mkdocs_config(options, docs=docs, built=built), "nav": _listed(pages)}, work)
    for page in found.pages:
        _write(docs, page.path, page.markdown.encode("utf-8", "replace"))
    settings = mkdocs_config(options, docs=docs, built=built)
    config.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
    _run_mkdocs(config)
    complete(built, found, options.url)
    if options.policy:
        add_policies(built)
    marker = json.dumps({"format": 1, "generator": options.generator}) + "\n"
    for file in (*files, File(path=_MARKER, data=marker.encode())):
        _write(built, file.path, file.data)
    return built


def _listed(pages: Iterable[Page]) -> list[str]:
    """The pages of the navigation that this digest has."""
    there = {page.path for page in pages}
    return [path for _, path in _NAV if path in there]


def _refuse_clashes(paths: Sequence[str]) -> None:
    """Two files with one address, or one outside the site, are our own mistake, and MkDocs would not tell."""
    seen: set[str] = set()
    for path in paths:
        if path.startswith("/") or ".." in path.split("/") or "\\" in path:
            message = f"{path} lies outside the site"
            raise BuildError(message)
        if path in seen:
            message = f"two pages or files have the address {path}"
            raise BuildError(message)
        seen.add(path)


def _write(folder: Path, name: str, data: bytes) -> None:
    """A new file: never in the place of one that MkDocs or its theme made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        message = f"{name} is a file of the theme's; give ours another name"
        raise BuildError(message) from None


def _run_mkdocs(config: Path) -> None:
    """In a process of its own: MkDocs keeps state and takes its clock from the environment."""
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": _EPOCH,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-P", "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    done = subprocess.run(  # noqa: S603 - our own interpreter, no shell, no text of an article
        command, cwd=config.parent, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        message = "MkDocs could not build the site:\n" + "\n".join(lines[-_SHOWN:])
        raise BuildError(message)


def _check(built: Path, options: SiteOptions) -> None:
    found = problems(built, options.url, policies=options.policy) + feed_problems(built)
    if found:
        more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        message = "the finished site failed its check and was not published:\n" + "\n".join([*found[:_SHOWN], *more])
        raise BuildError(message)


def _refuse_foreign(output: Path) -> None:
    """Never replace a folder that is not a digest's site."""
    if output.exists() and (not output.is_dir() or (any(output.iterdir()) and not is_site(output))):
        message = f"{output} holds something else than a site made by digest; choose another folder, or empty it"
        raise BuildError(message)
