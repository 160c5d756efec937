"""Several builds at once, clocks that jump back, articles that change while they are read, and whole histories."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from unbroken.histories import Past, lived, origin
from unbroken.news import clipping, inputs_of
from unbroken.reader import reading
from unbroken.standing import Account, Standing, copied
from unbroken.trees import differences, opened

YEAR = 365 * 24 * 3600  # seconds
STEPS = 3  # of a history


def at_once(standing: Standing, _chance: random.Random) -> list[Account]:
    """Two and three builds of one digest that begin together."""
    account = Account(what="two and three builds at once")
    command = [sys.executable, "-m", "digest", "build"]
    with standing.watched(account):
        for count in (2, 3, 2, 3):
            standing.turn()
            account.times += 1
            builds = [
                subprocess.Popen(command, cwd=standing.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603
                for _ in range(count)
            ]
            said = [build.communicate()[1].decode() for build in builds]
            codes = [build.returncode for build in builds]
            for code in codes:
                account.ended("finished" if not code else f"ended with {code}")
            if 0 not in codes or not set(codes) <= {0, 7} or "Traceback" in "".join(said):
                account.fail(f"{count} builds at once ended with {codes}: {' '.join(said)[-900:]}")
            standing.recovered(account)
    return [account]


def equals_fresh(standing: Standing, account: Account) -> None:
    """Build, and note where the result is not that of a build without memory from the same inputs."""
    account.builds += 1
    with tempfile.TemporaryDirectory() as place:
        fresh = inputs_of(standing.folder, Path(place) / "fresh")
        codes = [standing.program.run(folder, "build") for folder in (standing.folder, fresh)]
        if any(code for code, _ in codes):
            account.fail(f"builds ended with {codes}")
            return
        for part in ("site", "content"):
            wrong = differences(opened(standing.folder / part), opened(fresh / part))
            if wrong:
                account.fail(f"{part} differs from a fresh build: {wrong[:5]}")


def clock(standing: Standing, _chance: random.Random) -> list[Account]:
    """A clock that jumped back: whatever is there was written in the future, and a new file may look older, or equal.

    The system's clock is nobody's to set; a file's times are what a build could be misled by.
    """
    account = Account(what="a clock that jumps back, and an article edited to the same length and time")
    article = standing.folder / "content" / "ferry.md"
    for ahead in (YEAR, -YEAR, 0):
        times = _moved_in_time(standing.folder, ahead)
        standing.recovered(account)
        for words in ("Less is to come.", "Much is to come."):  # as long as what stands there
            account.times += 1
            before = article.stat()
            article.write_text(clipping("ferry", words=words), encoding="utf-8")
            os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
            equals_fresh(standing, account)
        article.write_text(clipping("ferry"), encoding="utf-8")
        os.utime(article, ns=(times, times))
        standing.recovered(account)
    return [account]


def _moved_in_time(folder: Path, seconds: int) -> int:
    stamp = 0
    for path in (folder, *sorted(folder.rglob("*"))):
        stamp = path.stat().st_mtime_ns + seconds * 10**9
        os.utime(path, ns=(stamp, stamp))
    return stamp


def changing(standing: Standing, _chance: random.Random) -> list[Account]:
    """An article that is written again and again while builds read it, in place and at the same length."""
    account = Account(what="an article that changes while it is read")
    article = standing.folder / "content" / "school.md"
    whole = [site for site, _ in standing.known.values()]
    texts = [clipping("school", 2, words) for words in ("This is the one.", "That is the one.")]
    for number in range(6):
        account.times += 1
        stop = threading.Event()
        writer = threading.Thread(target=_rewrite, args=(article, texts, stop))
        with reading(standing.site) as reader:
            writer.start()
            code, said = standing.program.run(standing.folder, "build")
            stop.set()
            writer.join()
            account.ended("finished" if not code else f"ended with {code}")
            if code not in {0, 6} or "Traceback" in said:
                account.fail(f"a build ended with {code}: {said[-600:]}")
            whole.append(opened(standing.site))
            before = article.stat()
            article.write_text(texts[number % 2], encoding="utf-8")
            os.utime(article, ns=(before.st_atime_ns, before.st_mtime_ns))
            equals_fresh(standing, account)
            whole.append(opened(standing.site))
        seen = reader.end()
        account.samples += seen.samples
        account.missing += seen.missing
        account.fail(*seen.strange(whole))
    article.write_text(clipping("school", 2), encoding="utf-8")
    equals_fresh(standing, account)
    return [account]


def _rewrite(article: Path, texts: list[str], stop: threading.Event) -> None:
    number = 0
    while not stop.wait(0.002):
        number += 1
        article.write_text(texts[number % 2], encoding="utf-8")


def histories(standing: Standing, chance: random.Random, count: int) -> list[Account]:
    """Random lives of a digest: after each step a build equals a fresh one of the same inputs."""
    account = Account(what="steps of random histories (add, edit, remove, merge, rename, settings, templates, kills)")
    begun = standing.folder.parent / "origin"
    operations = origin(begun, standing.program)
    for number in range(count):
        folder = copied(begun, begun.with_name(f"history-{number}"))
        past = Past(folder, standing.program, chance, operations)
        account.times += STEPS
        account.builds += STEPS
        account.fail(*(f"history {number}: {problem}" for problem in lived(past, steps=STEPS)))
        shutil.rmtree(folder)
    return [account]
