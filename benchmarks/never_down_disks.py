"""Disks that are full, folders that are read-only, and files of the work folder that are damaged."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from unbroken.standing import Account, Standing

FREE = (0, 50, 300, 1_000, 2_000, 3_000, 4_000, 6_000, 9_000)  # kilobytes that a full disk still has
ROOM = "64m"


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[bool]:
    """Mount something there for a while; False where that is not permitted."""
    done = subprocess.run(["mount", *options, str(place)], capture_output=True, check=False)  # noqa: S603, S607
    try:
        yield not done.returncode
    finally:
        if not done.returncode:
            subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607


@contextmanager
def moved(standing: Standing, folder: Path) -> Iterator[None]:
    """The digest on another disk for a while."""
    before = standing.folder
    standing.folder = Path(shutil.copytree(before, folder, symlinks=True))
    try:
        yield
    finally:
        standing.folder = before


def full_disk(standing: Standing, _chance: random.Random) -> list[Account]:
    """Builds on a disk that has room for a part of what they write."""
    account = Account(what="a build on a full disk")
    place = standing.folder.parent / "disk"
    place.mkdir()
    with mounted(place, "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs") as permitted:
        if not permitted:
            account.what += " (passed over: it needs the right to mount)"
            return [account]
        with moved(standing, place / "digest"), standing.watched(account):
            for free in FREE:
                standing.turn()
                _filled(standing, account, place, free * 1024)
    return [account]


def _filled(standing: Standing, account: Account, place: Path, free: int) -> None:
    account.times += 1
    filler = place / "filler"
    there = os.statvfs(place)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(there.f_bavail * there.f_frsize - free, 1))
    code, said = standing.program.run(standing.folder, "build")
    account.ended("finished" if not code else f"ended with {code}")
    if code not in {0, 8} or "Traceback" in said:
        account.fail(f"with {free // 1024} KB left, a build ended with {code}: {said[-900:]}")
    filler.unlink()
    standing.recovered(account)


def read_only(standing: Standing, _chance: random.Random) -> list[Account]:
    """Builds in folders of which a part cannot be written."""
    account = Account(what="a build in a read-only folder")
    with standing.watched(account):
        for part, allowed in ((".", {8}), ("content", {0, 8}), (".digest", {8})):
            standing.turn()
            place = standing.folder / part
            with mounted(place, "--bind", str(place)) as permitted:
                if not permitted:
                    account.what += " (passed over: it needs the right to mount)"
                    return [account]
                subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)  # noqa: S603, S607
                account.times += 1
                code, said = standing.program.run(standing.folder, "build")
                account.ended("finished" if not code else f"ended with {code}")
                if code not in allowed or "Traceback" in said:
                    account.fail(f"{part} is read-only, and a build ended with {code}: {said[-900:]}")
            standing.recovered(account)
        _as_nobody(standing, account)
    return [account]


def _as_nobody(standing: Standing, account: Account) -> None:
    """A user who may read everything and write nothing."""
    if os.geteuid() or not shutil.which("setpriv"):
        return
    standing.turn()
    account.times += 1
    for path in (*standing.folder.parents, standing.folder):
        if path.name.startswith("never-down-") or path == standing.folder:
            path.chmod(0o755)
    command = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", sys.executable, "-m", "digest"]
    done = subprocess.run([*command, "build"], cwd=standing.folder, capture_output=True, text=True, check=False)  # noqa: S603
    account.ended(f"ended with {done.returncode}")
    if done.returncode != 8 or "Traceback" in done.stderr:
        account.fail(f"a user who may not write ended with {done.returncode}: {done.stderr[-900:]}")
    standing.recovered(account)


def damaged(standing: Standing, chance: random.Random) -> list[Account]:
    """Files of the work folder, or of the site, that are not what a build left there."""
    accounts = []
    for what, damage in DAMAGES.items():
        account = Account(what=f"work folder: {what}")
        with standing.watched(account):
            for turned in (False, True):
                if turned:
                    standing.turn()
                account.times += 1
                for path in _work_files(standing.folder):
                    damage(path, chance)
                standing.recovered(account)
        accounts.append(account)
    return [*accounts, _damaged_site(standing, chance)]


def _work_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / ".digest").rglob("*") if path.is_file() and path.name != "build.lock")


def _become(path: Path, data: bytes) -> None:
    """Give a file other bytes. Where it is one with a published file, that stays: only the work folder is damaged."""
    path.unlink()
    path.write_bytes(data)


def _cut(path: Path, _chance: random.Random) -> None:
    _become(path, path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path, _chance: random.Random) -> None:
    _become(path, b"")


def _noise(path: Path, chance: random.Random) -> None:
    _become(path, chance.randbytes(5000))


def _flipped(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 255
    _become(path, bytes(data))


def _away(path: Path, chance: random.Random) -> None:
    if chance.random() < 0.5:
        path.unlink()


def _folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _foreign_rows(path: Path, _chance: random.Random) -> None:
    """A store whose every result is a valid value of something else."""
    if path.name != "store.sqlite":
        return
    with sqlite3.connect(path) as store:
        for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            names = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
            if "value" in names:
                store.execute(f"UPDATE {table} SET value = ?", (b'{"other": [1, 2]}',))  # noqa: S608
    store.close()


def _other_database(path: Path, _chance: random.Random) -> None:
    """A healthy database of another program."""
    if path.name != "store.sqlite":
        return
    path.unlink()
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE results (id INTEGER, name TEXT)")
        store.execute("INSERT INTO results VALUES (1, 'a')")
    store.close()


DAMAGES: dict[str, Callable[[Path, random.Random], None]] = {
    "every file cut to its half": _cut,
    "every file emptied": _empty,
    "every file made noise": _noise,
    "one byte of every file flipped": _flipped,
    "every second file gone": _away,
    "a folder in the place of every file": _folder,
    "the store's results are another program's": _foreign_rows,
    "the store is another program's": _other_database,
}


def _damaged_site(standing: Standing, chance: random.Random) -> Account:
    """Pages that somebody cut, changed or removed in the published site; nobody reads meanwhile."""
    account = Account(what="pages of the published site cut, changed and removed by hand")
    for turned in (False, True):
        if turned:
            standing.turn()
        account.times += 1
        one, other, third = chance.sample(sorted(standing.site.rglob("*.html")), 3)
        for path in (one, other):
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data[: len(data) // 2] if path == one else data.replace(b"<p>", b"<P>"))
        third.unlink()
        standing.recovered(account)
    return account
