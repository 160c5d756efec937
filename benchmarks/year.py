"""A year of daily builds: what a day costs while the archive grows.

    python benchmarks/year.py [--daily 274] [--days 365] [--measured 2 30 …] [--own-words] [--folder FOLDER]

Every day brings its articles (100,000 a year by default), and one build. The articles' analysis is replaced by its
recalled result (benchmarks/recalled.py), everything else is the real thing: grouping, telling, pages, feeds, search,
checks and publishing. `--measured` names the days whose build is timed. The day before each is built by itself as well,
unmeasured; earlier ones come in together, so that a year can be looked at in an hour. What came in together is new
together, and the next edition prints all of it once more: that is not what a day costs. With `--folder` a year that was
stopped goes on behind the articles that are there.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import recalled
from archive import Clipping, clippings, write

from digest import reading
from digest.config import load_config
from digest.pipeline import Report, build


def spent() -> float:
    """CPU seconds of this process and of those that it started and waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def simulate(folder: Path, waiting: Sequence[Clipping], *, daily: int, measured: Sequence[int]) -> None:
    """Build the measured days, and print a line for each."""
    print(" day  articles  stories    files   CPU s  wall s", flush=True)
    there = len(list(folder.glob("content/*/*.md")))
    if there:
        _built(folder)
    for day in sorted(day for day in measured if daily * day > there):
        for before in (daily * (day - 2), daily * (day - 1)):
            if before > there:
                write(folder, waiting[there:before])
                _built(folder)
                there = before
        write(folder, waiting[there : daily * day])
        there, started, cpu = daily * day, time.perf_counter(), spent()
        report = _built(folder)
        files = sum(len(names) for _, _, names in os.walk(folder / "site"))
        print(
            f"{day:4} {report.articles:9,} {len(report.edition.stories):8,} {files:8,} {spent() - cpu:7.1f} "
            f"{time.perf_counter() - started:7.1f}",
            flush=True,
        )


def _built(folder: Path) -> Report:
    return build(load_config(folder / "site_config.yml"), folder)


def main() -> None:
    """Simulate a year."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--daily", type=int, default=274, metavar="N", help="articles a day")
    parser.add_argument("--days", type=int, default=365, metavar="N")
    parser.add_argument("--measured", type=int, nargs="+", metavar="DAY", default=(2, 30, 90, 180, 270, 365))
    parser.add_argument("--folder", type=Path, help="where to build and go on; a temporary one by default")
    parser.add_argument("--own-words", action="store_true", help="see archive.py")
    wanted = parser.parse_args()
    reading.analyse = recalled.analyse
    folder = wanted.folder or Path(tempfile.mkdtemp(prefix="digest-year-"))
    try:
        waiting = list(clippings(wanted.daily * wanted.days, daily=wanted.daily, own_words=wanted.own_words))
        simulate(folder, waiting, daily=wanted.daily, measured=wanted.measured)
    finally:
        if not wanted.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
