"""Markdown to HTML: the only file that knows MkDocs. Builds beside the published site, checks, then swaps."""

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yaml

from digest.errors import BuildError
from digest.nouns import CarriedFile, CarriedPage, File, Page
from digest.publish.feed_gate import feed_problems
from digest.publish.gate import problems
from digest.publish.heads import open_graph_locale
from digest.publish.languages import N_, Words
from digest.publish.options import SiteOptions
from digest.publish.policy import add_policies
from digest.publish.reuse import complete, reuse
from digest.publish.safe import plain
from digest.publish.search import Record, index
from digest.publish.site_map import site_map
from digest.publish.swap import exclusive, previous, put_in_place, same_tree, staging

_THEME = Path(__file__).parent / "theme"
_HOOK = Path(__file__).parent / "theme_words.py"
_MARKER = "data/digest.json"  # by it we know a folder that we may replace
_EPOCH = "946684800"  # no file of the site carries the time of its building
_SHOWN = 12
_NAV = (
    (N_("Front page"), "index.md"),
    (N_("Archive"), "archive/index.md"),
    (N_("Topics"), "topics/index.md"),
    (N_("People"), "people/index.md"),
    (N_("Outlets"), "outlets/index.md"),
    (N_("About"), "about/index.md"),
)
_APART = ("stories", "topics/*", "people/*", "outlets/*", "archive/*", "editions", "not-seen", "edited", "feeds")
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
    pages: Sequence[Page | CarriedPage],
    files: Sequence[File | CarriedFile],
    records: Sequence[Record],
    options: SiteOptions,
    *,
    output: Path,
    work: Path,
    before_publishing: Callable[[], object] = lambda: None,
    removed: Collection[str] = (),
) -> Published:
    """Build, check and publish.

    `removed` are ids of articles that must not stand in the copy for roll-back either: one made before their removal
    is not kept.

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
                built = _build(pages, (*files, _marker(options, removed)), options, folder, work)
                index(records, built / "search", language=options.language, cache=work / "search")
                _check(built, options)
                kept = previous(output, work)
                changed = not (output.exists() and same_tree(built, output))
                before_publishing()
                if changed:
                    put_in_place(built, output, kept)
                if kept.exists() and not _knows(kept, removed):
                    shutil.rmtree(kept)
    except OSError as error:
        message = f"the site could not be written at {output}: {error}"
        raise BuildError(message) from error
    return Published(output=output, pages=len(pages), changed=changed, previous=kept if kept.exists() else None)


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site that this program made."""
    return (folder / _MARKER).is_file()


def mkdocs_config(options: SiteOptions, *, docs: Path, built: Path) -> dict[str, object]:
    """The whole of mkdocs.yml: no word of an article is in it. The pages stand in `docs` already."""
    words = options.words
    return {
        "site_name": html.escape(plain(options.title)),
        "site_url": options.url,
        "site_description": html.escape(plain(options.description)),
        "docs_dir": str(docs),
        "site_dir": str(built),
        "use_directory_urls": True,
        "theme": _theme(options, words),
        "plugins": [],
        "hooks": [str(_HOOK)],
        "markdown_extensions": [
            *EXTENSIONS,
            {"toc": {"title": words.gettext("On this page"), "permalink": False, "toc_depth": "2"}},
        ],
        "nav": [{words.gettext(name): path} for name, path in _NAV if path != _IF_ANY or (docs / path).is_file()],
        "not_in_nav": "".join(f"/{folder}/\n" for folder in _APART),
        "extra": {
            "generator": False,
            "alternate": True,
            "made_by": html.escape(plain(options.generator)),
            "language": options.language,
            "catalogues": str(options.catalogues) if options.catalogues else "",
            "labels": options.words.version,
            "locale": open_graph_locale(options.language),
            # Only pictures made of pixels are shown beside a link elsewhere.
            "picture": options.url + options.logo.path if options.logo and options.logo.raster else "",
        },
        "extra_css": ["assets/digest.css"],
    }


def _theme(options: SiteOptions, words: Words) -> dict[str, object]:
    light, dark = "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"
    return {
        "name": "material",
        "custom_dir": str(_THEME),
        "language": _theme_language(options.language),
        "font": False,
        "favicon": "assets/favicon.svg",
        "features": ["navigation.tabs", "toc.follow"],
        **({"logo": options.logo.path} if options.logo else {"icon": {"logo": "material/newspaper-variant-outline"}}),
        "palette": [
            _scheme(light, "default", "material/weather-night", words.gettext("Switch to dark mode")),
            _scheme(dark, "slate", "material/weather-sunny", words.gettext("Switch to light mode")),
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


def _build(
    pages: Sequence[Page | CarriedPage],
    files: Iterable[File | CarriedFile],
    options: SiteOptions,
    folder: Path,
    work: Path,
) -> Path:
    docs, built, config = folder / "docs", folder / "site", folder / "mkdocs.yml"
    found = reuse(pages, {**mkdocs_config(options, docs=docs, built=built), "nav": _listed(pages)}, work)
    for page in found.pages:
        _write(docs, page.path, page.load())
    settings = mkdocs_config(options, docs=docs, built=built)
    config.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
    _run_mkdocs(config)
    complete(built, found)
    if options.policy:
        add_policies(built)
    for file in (*files, *site_map(pages, options.url)):
        _write(built, file.path, file.load())
    return built


def _marker(options: SiteOptions, removed: Iterable[str]) -> File:
    made = {"format": 1, "generator": options.generator, "removed": sorted(removed)}
    return File(path=_MARKER, data=f"{json.dumps(made)}\n".encode())


def _knows(site: Path, removed: Collection[str]) -> bool:
    """Whether a site was made after the removal of all these articles."""
    if not removed:
        return True
    try:
        known = json.loads((site / _MARKER).read_text(encoding="utf-8"))["removed"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return isinstance(known, list) and set(removed) <= set(map(str, known))


def _listed(pages: Iterable[Page | CarriedPage]) -> list[str]:
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
    found = problems(built, options.url, policies=options.policy) + feed_problems(built, options.url)
    if found:
        more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        message = "the finished site failed its check and was not published:\n" + "\n".join([*found[:_SHOWN], *more])
        raise BuildError(message)


def _refuse_foreign(output: Path) -> None:
    """Never replace a folder that is not a digest's site."""
    if output.exists() and (not output.is_dir() or (any(output.iterdir()) and not is_site(output))):
        message = f"{output} holds something else than a site made by digest; choose another folder, or empty it"
        raise BuildError(message)
