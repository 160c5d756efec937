"""`digest build`: the site from content/."""

from datetime import date
from pathlib import Path

import click

from digest.commands._options import Day, config_option


@click.command()
@config_option
@click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="Leave out articles that are dated later: the digest as it would have been on that day.",
)
@click.option("--edition", "new_edition", is_flag=True, help="Open a new edition now, though no new day is reached.")
@click.option("--new-lock", is_flag=True, help="Begin a new lock file beside a site: its stories get new addresses.")
@click.option("--allow-shrink", is_flag=True, help="Publish though more than half of the stories are gone.")
@click.option("--strict", is_flag=True, help="Fail when a source is skipped or an editorial rule matches nothing.")
@click.option("--profile", is_flag=True, help="Say where the time went, stage by stage, on standard error.")
@click.option("--explain", is_flag=True, help="Say what was made again, and why, on standard error.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Analyse new articles in so many processes (about 350 MB each). Default: the cores.",
)
@click.option("--executor", default="", metavar="dask://HOST:PORT", help="Analyse them on a Dask cluster instead.")
def command(  # noqa: PLR0913 - the options of the command line
    config_path: Path,
    *,
    as_of: date | None,
    strict: bool,
    new_lock: bool,
    new_edition: bool,
    allow_shrink: bool,
    profile: bool,
    explain: bool,
    jobs: int | None,
    executor: str,
) -> None:
    """Build the site from content/.

    Reads the articles, groups them into stories, tells each story in verbatim sentences and quotes, checks every one of
    them against its source file, and puts the finished site in place in one step. A build that fails leaves the last
    good site untouched. What was computed before is not computed again; removing .digest/ costs time
    only (and what spares `digest fetch` requests).

    Written: site/, .digest/, content/stories.lock.yml (addresses of stories) and content/editions/ (each edition as
    it was published); keep the latter two in git. A file that cannot be used is named with the reason, here and on
    the site, and the build goes on. Where there is a site but no lock file, the build stops with 14: `digest check
    --recover-lock` brings it back. Where more than half of the stories would vanish, it stops with 15; and `digest
    rollback` brings the site from before the last change back.

    Articles of a later day open a new edition; until then each build makes the last one again. What is marked as new
    was not in the edition before. With --edition a build opens one at once: the second edition of a day has an
    address of its own.

    Where neither a file nor an option nor the program has changed since the last build, nothing is done at all: its
    report is given again. --explain names the articles that were read and analysed, the stories that were told and
    the pages that were printed in this build, each with the reason; --profile gives the seconds, the processor's
    seconds, the items and the most memory of each stage.

    New articles are analysed by all cores, or by the workers of a Dask scheduler, which must have the same digest
    installed; the site is the same to the byte. A worker that dies is replaced, and in the end by this process.

    \b
    Example:
      digest build
      digest build --config my-digest/site_config.yml --as-of 2025-02-27
      digest build --edition
      digest build --profile --explain
    """
    from digest.commands._console import run_build

    if jobs and executor:
        raise click.UsageError("--jobs is about this machine, and --executor about others: choose one.")
    if new_edition and as_of:
        raise click.UsageError("--edition opens an edition, and --as-of looks back and writes none: choose one.")
    run_build(
        config_path,
        as_of=as_of,
        strict=strict,
        new_lock=new_lock,
        new_edition=new_edition,
        allow_shrink=allow_shrink,
        profile=profile,
        explain=explain,
        jobs=jobs,
        executor=executor,
        ahead=True,
    )
