"""From an edition to a finished site, as the pipeline does it."""

from pathlib import Path

from publish import sample

from digest.nouns import Edition, File, Page
from digest.publish import Published, SiteOptions, assets, data, feeds, pages, records, site

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


def printed(edition: Edition) -> tuple[tuple[Page, ...], tuple[File, ...]]:
    files = (
        *feeds(edition, sample.OPTIONS),
        *data(edition, sample.OPTIONS),
        *assets(sample.OPTIONS, templates=TEMPLATES),
    )
    return pages(edition, sample.OPTIONS, templates=TEMPLATES), files


def publish(edition: Edition, folder: Path, options: SiteOptions = sample.OPTIONS) -> Published:
    made, files = printed(edition)
    return site(made, files, records(edition, options), options, output=folder / "site", work=folder / "work")
