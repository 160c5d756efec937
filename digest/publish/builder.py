"""Markdown to HTML: the only file that knows MkDocs. It builds the pages that it is given, a batch at a time."""

import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import yaml

from digest.errors import BuildError
from digest.nouns import CarriedPage, Page
from digest.publish.heads import open_graph_locale
from digest.publish.languages import N_, Words
from digest.publish.options import SiteOptions
from digest.publish.policy import with_policy
from digest.publish.safe import plain
from digest.store import code_version, fingerprint

_HERE = Path(__file__).parent
_THEME = "theme"  # the folder beside this file
THEME = _HERE / _THEME
_HOOKS = ("theme_words.py", "theme_economy.py")  # files beside this one
_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "selectolax")
PYTHON = (sys.executable, "-P", "-W", "ignore", "-m")
_EPOCH = "946684800"  # no file of the site carries the time of its building
_SHOWN = 12
BATCH = 2_000  # pages of one run: MkDocs keeps them all in its memory
BUILT = "built"  # the folder that MkDocs fills, beside its configuration
_STUB = b"# -\n"  # of a page of the navigation whose HTML is not asked for
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


def nav_of(paths: Collection[str]) -> tuple[str, ...]:
    """The pages of the navigation that a digest with these pages has."""
    return tuple(path for _, path in _NAV if path in paths)


def made_by() -> str:
    """The version of all that makes HTML and checks it."""
    return code_version("publish", packages=_PACKAGES)


def chrome_key(options: SiteOptions, nav: Sequence[str], version: str) -> str:
    """A key of all that a page's HTML depends on beside its own path and Markdown; `version` is that of `made_by`.

    What the program and the digest's own labels hold counts, and not where they lie.
    """
    settings = mkdocs_config(replace(options, catalogues=None), docs=Path(), built=Path(), program=Path())
    return fingerprint(version, {**settings, "nav": nav}, options.words.version, options.policy)


def address_of(path: str) -> str:
    """Where the HTML of a page stands below the site's root."""
    if path == "index.md" or path.endswith("/index.md"):  # nearly all
        return f"{path[:-2]}html"
    return f"{path.removesuffix('.md')}/index.html"


Batches = Iterator[tuple[Path, Collection[str]]]
Builder = Callable[[Sequence[Page | CarriedPage], Sequence[str], SiteOptions, Path], Batches]  # as `build_pages`


def build_pages(
    pages: Sequence[Page | CarriedPage],
    nav: Sequence[str],
    options: SiteOptions,
    folder: Path,
    *,
    start: Callable[[Path], Callable[[], Path]] | None = None,
) -> Batches:
    """Build pages in batches. Each gives the folder of its finished site, and the addresses of its pages there.

    The other files of that folder are the theme's, the same each time; the HTML of other pages of the navigation is to
    be left there. Without pages there is one batch, of the theme alone. `start` lets MkDocs begin with a configuration,
    and returns what waits for its end, and gives the folder that it filled: the first batch may be under way when this
    returns, and each other one is when its caller gets the one before. Nothing is deleted here: ext4 passes over what
    was deleted in the last minutes, and then a new folder costs a millisecond. Raises BuildError.
    """
    batches = [pages[first : first + BATCH] for first in range(0, max(len(pages), 1), BATCH)]
    work = _Work(nav, options, folder, start or (lambda config: partial(run_mkdocs, config)))
    return _in_turn(work, batches, work.begin(batches[0]))


def _in_turn(
    work: "_Work", batches: Sequence[Sequence[Page | CarriedPage]], wait: Callable[[], Path]
) -> Iterator[tuple[Path, Collection[str]]]:
    """Each batch as it is built; the next one is under way while its caller looks at this one."""
    for number, pages in enumerate(batches, start=1):
        built = wait()
        if number < len(batches):
            wait = work.begin(batches[number])
        yield work.finished(built, pages)


@dataclass(frozen=True, slots=True)
class _Work:
    """How MkDocs is asked for a batch of pages, and where."""

    nav: Sequence[str]
    options: SiteOptions
    folder: Path
    start: Callable[[Path], Callable[[], Path]]

    def begin(self, pages: Sequence[Page | CarriedPage]) -> Callable[[], Path]:
        """Let MkDocs begin; what waits until the pages stand in the folder that it returns."""
        place = Path(tempfile.mkdtemp(dir=self.folder))
        docs, config = place / "docs", place / "mkdocs.yml"
        for page in pages:
            _write(docs / page.path, page.load())
        for path in self._stubs(pages):
            _write(docs / path, _STUB)
        settings = mkdocs_config(self.options, docs=docs, built=place / BUILT)
        config.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
        return self.start(config)

    def finished(self, built: Path, pages: Sequence[Page | CarriedPage]) -> tuple[Path, Collection[str]]:
        """What MkDocs built, without the stubs."""
        for path in self._stubs(pages):
            (built / address_of(path)).unlink()
        if self.options.policy:
            for html_file in sorted(built.rglob("*.html")):
                html_file.write_bytes(with_policy(html_file.read_bytes()))
        return built, [address_of(page.path) for page in pages]

    def _stubs(self, pages: Sequence[Page | CarriedPage]) -> list[str]:
        return sorted(set(self.nav) - {page.path for page in pages})


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def mkdocs_config(options: SiteOptions, *, docs: Path, built: Path, program: Path = _HERE) -> dict[str, object]:
    """The whole of mkdocs.yml: no word of an article is in it. The pages stand in `docs` already.

    `program` is the folder of the theme and the hooks.
    """
    words = options.words
    return {
        "site_name": html.escape(plain(options.title)),
        "site_url": options.url,
        "site_description": html.escape(plain(options.description)),
        "docs_dir": str(docs),
        "site_dir": str(built),
        "use_directory_urls": True,
        "theme": _theme(options, words, program),
        "plugins": [],
        "hooks": [str(program / hook) for hook in _HOOKS],
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


def _theme(options: SiteOptions, words: Words, program: Path) -> dict[str, object]:
    light, dark = "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"
    return {
        "name": "material",
        "custom_dir": str(program / _THEME),
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


def run_mkdocs(config: Path, built: str = BUILT) -> Path:
    """In a process of its own: MkDocs keeps state and takes its clock from the environment. Raises BuildError.

    Returns the folder beside the configuration that it filled, which has the name `built`.
    """
    folder = config.parent / built
    command = [*PYTHON, "mkdocs", "build", "--strict", "--config-file", str(config), "--site-dir", str(folder)]
    done = subprocess.run(  # noqa: S603 - our own interpreter, no shell, no text of an article
        command, cwd=config.parent, env=environment(), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        message = "MkDocs could not build the site:\n" + "\n".join(lines[-_SHOWN:])
        raise BuildError(message)
    return folder


def environment() -> dict[str, str]:
    """That of a process that runs MkDocs."""
    return os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": _EPOCH,
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
    }
