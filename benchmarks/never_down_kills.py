"""Commands that are killed or interrupted, for benchmarks/never_down.py."""

import os
import random
import signal
import time
from contextlib import suppress

from unbroken.program import Fault, fault_at
from unbroken.standing import Account, Standing


def kills(standing: Standing, chance: random.Random, count: int) -> list[Account]:
    """Builds that are ended with kill -9: half of them by the clock, half at an operation on files."""
    by_clock = Account(what="kill -9 of a build at a random moment")
    by_operation = Account(what="kill -9 of a build at a random operation on files")
    with standing.watched(by_clock):
        _killed_and_recovered(standing, chance, by_clock, count // 2, operations=False)
    with standing.watched(by_operation):
        _killed_and_recovered(standing, chance, by_operation, count - count // 2, operations=True)
    return [by_clock, by_operation]


def _killed_and_recovered(
    standing: Standing, chance: random.Random, account: Account, count: int, *, operations: bool
) -> None:
    length = 1.0  # seconds of a build
    while account.times < count:
        standing.turn()
        for _ in range(min(chance.choice((1, 1, 2, 3)), count - account.times)):
            account.times += 1
            if operations:
                number = standing.any_operation(chance, standing.state)
                account.ended(_at_operation(standing, fault_at(chance, number)))
            else:
                account.ended(_at_moment(standing, chance.uniform(0, length)))
        begun = time.monotonic()
        standing.recovered(account)
        length = time.monotonic() - begun


def _at_operation(standing: Standing, fault: Fault, command: str = "build") -> str:
    code, said = standing.program.run(standing.folder, command, fault=fault)
    return "killed" if code < 0 else "finished before" if not code else f"ended with {code}: {said[-300:]}"


def _at_moment(standing: Standing, seconds: float, command: str = "build") -> str:
    process = standing.program.begin(standing.folder, command)
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it has finished
        os.killpg(process, signal.SIGKILL)
    code, _ = standing.program.end()
    return "killed" if code < 0 else "finished before" if not code else f"ended with {code}"


def rollbacks(standing: Standing, chance: random.Random, count: int) -> list[Account]:
    """`digest rollback`, ended with kill -9, with the exchange of folders and with the fallback."""
    account = Account(what="kill -9 of `digest rollback`")
    with standing.watched(account):
        for number in range(count):
            _rolled_back(standing, account, Fault(kill_at=number % 4, opened=chance.random() < 0.5))
    without = Account(what="the same where folders cannot be exchanged")
    with standing.watched(without):
        for number in range(count):
            fault = Fault(kill_at=number % 8, opened=chance.random() < 0.5, exchange=False)
            _rolled_back(standing, without, fault)
    return [account, without]


def _rolled_back(standing: Standing, account: Account, fault: Fault) -> None:
    account.times += 1
    account.ended(_at_operation(standing, fault, "rollback"))
    code, said = standing.program.run(standing.folder, "rollback", fault=Fault(exchange=fault.exchange))
    if code:
        account.fail(f"the next rollback ended with {code}, after {fault}: {said[-400:]}")
    standing.turn()
    standing.recovered(account)


def fallback(standing: Standing, chance: random.Random, count: int) -> list[Account]:
    """Builds where folders cannot be exchanged, whole ones and killed ones: two renames, with a gap between them."""
    whole = Account(what="builds where folders cannot be exchanged (other systems than Linux)")
    with standing.watched(whole):
        for _ in range(count):
            standing.turn()
            whole.times += 1
            code, _ = standing.program.run(standing.folder, "build", fault=Fault(exchange=False))
            whole.ended("finished" if not code else f"ended with {code}")
        standing.recovered(whole)
    killed = Account(what="kill -9 there, at the operations around the exchange")
    with standing.watched(killed):
        for _ in range(count):
            standing.turn()
            killed.times += 1
            number = standing.any_operation(chance, standing.state)
            killed.ended(_at_operation(standing, Fault(kill_at=number, exchange=False)))
            standing.recovered(killed)
    return [whole, killed]


def signals(standing: Standing, chance: random.Random, count: int) -> list[Account]:
    """Ctrl-C, and the signal by which services are stopped."""
    return [
        _signalled(standing, chance, count, one, code) for one, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143))
    ]


def _signalled(standing: Standing, chance: random.Random, count: int, one: signal.Signals, code: int) -> Account:
    account, length = Account(what=f"{one.name} to a build"), 1.0
    with standing.watched(account):
        for _ in range(count):
            standing.turn()
            account.times += 1
            process = standing.program.begin(standing.folder, "build")
            time.sleep(0.05 + chance.uniform(0, length))
            with suppress(ProcessLookupError):  # it has finished
                os.kill(process, one)
            found, said = standing.program.end()
            account.ended(f"ended with {found}" if found else "finished before")
            if found not in {0, code} or (found and "digest: " not in said) or "Traceback" in said:
                account.fail(f"{one.name} ended a build with {found}: {said[-600:]}")
            begun = time.monotonic()
            standing.recovered(account)
            length = time.monotonic() - begun
    return account
