"""Whatever happens to a build, the published site stays up and whole, and the next build recovers.

    python benchmarks/never_down.py [--kills 200] [--histories 100] [--seed 1] [--only NAME …]

Prints a table of what happened to a digest of a few invented articles while a reader read it without pause, for
docs/never-down.md. Full disks and read-only folders need the right to mount (root); they are passed over without it.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from never_down_disks import damaged, full_disk, read_only
from never_down_kills import fallback, kills, rollbacks, signals
from never_down_others import at_once, changing, clock, histories
from unbroken.program import Program
from unbroken.standing import Account, Standing

Trouble = Callable[[Standing, random.Random], list[Account]]


def troubles(count: int, stories: int) -> Mapping[str, Trouble]:
    """What happens, by name."""
    return {
        "kills": partial(kills, count=count),
        "rollbacks": partial(rollbacks, count=max(count // 10, 4)),
        "fallback": partial(fallback, count=max(count // 10, 4)),
        "signals": partial(signals, count=max(count // 20, 2)),
        "at-once": at_once,
        "full-disk": full_disk,
        "read-only": read_only,
        "damaged": damaged,
        "clock": clock,
        "changing": changing,
        "histories": partial(histories, count=stories),
    }


def row(account: Account) -> str:
    """A line of the table."""
    ends = ", ".join(f"{how}: {count}" for how, count in sorted((account.ends or {}).items()))
    gap = f"{account.missing} ({account.longest * 1000:.1f} ms)" if account.missing else "0"
    cells = [account.what, account.times, account.samples, gap, account.builds, ends, len(account.failures or [])]
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Let everything happen."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200, metavar="N")
    parser.add_argument("--histories", type=int, default=100, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=list(troubles(0, 0)))
    wanted = parser.parse_args()
    print("| what happened | times | samples | no site | builds that recovered | how the commands ended | failures |")
    print("|---|--:|--:|--:|--:|---|--:|", flush=True)
    failed = 0
    for name, trouble in troubles(wanted.kills, wanted.histories).items():
        if wanted.only and name not in wanted.only:
            continue
        begun = time.monotonic()
        program = Program()
        with tempfile.TemporaryDirectory(prefix="never-down-") as place:
            accounts = trouble(Standing(Path(place) / "digest", program), random.Random(wanted.seed))  # noqa: S311
        program.close()
        for account in accounts:
            print(row(account), flush=True)
            for failure in account.failures or []:
                print(f"  FAILED {account.what}: {failure}", file=sys.stderr, flush=True)
            failed += len(account.failures or [])
        print(f"{name}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
