"""A build in full, watched, so that the next one can tell whether there is anything to do."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from digest.analysing import get_ready
from digest.commands._progress import progress
from digest.config import load_config
from digest.folders import WORK, templates_of
from digest.garbage import pass_over_loaded
from digest.options import Config
from digest.pipeline import Report, build
from digest.profile import Profile
from digest.spreading import crew
from digest.unchanged import Glance, Places, Told, Watch

SHOWN_SKIPS = 10  # the site's own list has them all
LISTED = "listed on the site's page “Not seen”"


def build_watched(  # noqa: PLR0913 - what to build, who works, and who watches
    config_path: Path,
    *,
    as_of: date | None,
    asked: Mapping[str, object],
    choices: Mapping[str, bool],
    profile: Profile,
    jobs: int | None = None,
    executor: str = "",
    ahead: bool = False,
    glance: Glance | None = None,
) -> tuple[Told, bool, tuple[str, ...]]:
    """Build; return what is to be said, whether the site has changed, and what was made again. Raises DigestError.

    `ahead`: new articles have been seen, and another process may get ready to analyse them. `glance`: a look at the
    content folder that was taken in this run.
    """
    pass_over_loaded()
    root = config_path.resolve().parent
    with Watch(_places(load_config(config_path), config_path), glance) as watch:
        config = load_config(config_path)  # once more: the first time was before the watch began
        with progress() as step, crew(jobs, executor, ahead=get_ready if ahead else None) as workers:
            told_step, kept = profile.passing(step), watch.remembered
            report = build(config, root, as_of=as_of, crew=workers, step=told_step, remembered=kept, **choices)
        lines = tuple(_lines(report))
        told = Told(lines=lines, edition=_edition(report), doubts=bool(report.doubts), again=report.again)
        if not choices["new_edition"]:
            watch.keep(told, asked, site=report.tree)
    made = tuple(f"{one.kind} {one.name}: {one.why}" for one in report.anew)
    return told, report.changed, made or ("nothing was made again: all was recalled",)


def _places(config: Config, path: Path) -> Places:
    path = path.resolve()
    root = path.parent
    return Places(
        config=str(path),
        content=str(root / config.content),
        templates=(str(root / config.templates), str(templates_of(config, root))),
        logo=str(root / (config.site.logo or path.name)),
        output=str(root / config.output),
        work=str(root / WORK),
    )


def _lines(report: Report) -> Iterator[str]:
    edition, ledger = report.edition, report.edition.ledger
    tallies = [story.told.tally for story in edition.stories]  # and not the quotes, which would have to be fetched
    quotes, named = sum(tally.quotes for tally in tallies), sum(tally.attributed for tally in tallies)
    missed = (*ledger.skipped, *ledger.duplicates)
    excluded = f", {ledger.excluded} left out by editors" if ledger.excluded else ""
    yield f"{_count(report.articles, 'article')} read{excluded}, {len(missed)} not used{':' if missed else ''}"
    yield from (f"  {skipped.path}: {skipped.reason}" for skipped in missed[:SHOWN_SKIPS])
    if len(missed) > SHOWN_SKIPS:
        yield f"  and {len(missed) - SHOWN_SKIPS} more, {LISTED}"
    yield from (f"  {problem}" for problem in ledger.unmatched_rules)
    if ledger.revisions:
        yield f"{_count(len(ledger.revisions), 'change')} of articles by their outlets, {LISTED}"
    yield from (f"  {past.problem}" for past in edition.past if past.problem)
    failing = [f"  feed of {feed.outlet} fails: {feed.reason}" for feed in ledger.feeds if feed.failing]
    yield from failing[:SHOWN_SKIPS]
    if len(failing) > SHOWN_SKIPS:
        yield f"  and {len(failing) - SHOWN_SKIPS} more feeds, {LISTED}"
    yield (
        f"{_count(len(edition.stories), 'story', 'stories')}, {_count(quotes, 'quote')} ({named} with a speaker), "
        f"{_count(report.receipts, 'receipt')} checked"
    )


def _edition(report: Report) -> str:
    day = f" of {report.edition.date.isoformat()}" if report.edition.date else ""
    return f"Edition {report.edition.number}{day}: {report.site}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
