"""From an edition to a finished site, as the pipeline does it."""

from functools import lru_cache
from pathlib import Path

from publish import sample

from digest.nouns import CarriedFile, CarriedPage, Edition, File, Folder, Page
from digest.publish import Published, SiteOptions, assets, data, feeds, pages, search_files, site

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@lru_cache(maxsize=4)
def markdown(edition: Edition) -> dict[str, str]:
    """The pages of an edition by their paths; an equal one is printed once."""
    return {page.path: page.markdown for page in pages(edition, sample.OPTIONS, templates=TEMPLATES)}


def printed(edition: Edition) -> tuple[tuple[Page | CarriedPage, ...], tuple[File | CarriedFile | Folder, ...]]:
    files = (
        *feeds(edition, sample.OPTIONS),
        *data(edition, sample.OPTIONS),
        *assets(sample.OPTIONS, templates=TEMPLATES),
        *search_files(edition, sample.OPTIONS),
    )
    return pages(edition, sample.OPTIONS, templates=TEMPLATES), files


def publish(edition: Edition, folder: Path, options: SiteOptions = sample.OPTIONS) -> Published:
    made, files = printed(edition)
    return site(made, files, options, output=folder / "site", work=folder / "work")
