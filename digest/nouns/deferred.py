"""Nouns some of whose facts are only fetched when somebody asks for one of them."""

from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

Noun = TypeVar("Noun", bound="Deferred")

RECENT = 1_000  # nouns whose facts stay at hand though they could be fetched again: bounds memory


class Deferred:
    """Base of nouns that can be made before all of their facts are at hand.

    Such a noun is the same in every way as one that was made whole: it equals it, is written, replaced and sent to
    another process like it. It only costs less as long as nobody asks for what is still to be fetched.
    """

    __slots__ = ("_again", "_facts")

    _facts: Callable[[], Mapping[str, Any]]
    _again: tuple[str, ...]  # what `_facts` gives, where it can be called as often as one likes


# One for the whole process, as memory is.
_recent: deque[Deferred] = deque()


def deferred(
    kind: type[Noun], now: Mapping[str, Any], facts: Callable[[], Mapping[str, Any]], *, again: tuple[str, ...] = ()
) -> Noun:
    """A noun with some facts `now`; all others are what `facts` returns.

    It is called at most once, unless the names of the others are given `again`: then they are let go after so many
    nouns were asked for theirs, and fetched again when they are wanted again.
    """
    noun = object.__new__(kind)
    for name, value in now.items():
        object.__setattr__(noun, name, value)
    object.__setattr__(noun, "_facts", facts)
    object.__setattr__(noun, "_again", again)
    return noun


def fetchable(noun: Deferred, names: tuple[str, ...], facts: Callable[[], Mapping[str, Any]]) -> None:
    """Make a whole noun one whose facts of these names are what `facts` returns, as often as it is called."""
    object.__setattr__(noun, "_facts", facts)
    object.__setattr__(noun, "_again", names)


def hold(noun: Deferred) -> None:
    """Keep what can be fetched again at hand until so many other nouns have fetched theirs."""
    _recent.append(noun)
    while len(_recent) > RECENT:
        let_go(_recent.popleft())


def let_go(noun: Deferred) -> None:
    """Keep nothing at hand that can be fetched again."""
    for name in _again(noun):
        with suppress(AttributeError):  # gone already
            object.__delattr__(noun, name)


def altered(noun: Noun, **changes: Any) -> Noun:
    """The noun with some other facts: like `dataclasses.replace`, but what can be fetched later is so afterwards."""
    names, again = type(noun).__slots__, _again(noun)
    now = {name: getattr(noun, name) for name in names if name not in again and is_here(noun, name)} | changes
    if len(now) == len(names):
        return type(noun)(**now)
    facts = object.__getattribute__(noun, "_facts")
    return deferred(
        type(noun),
        now,
        lambda: {name: value for name, value in facts().items() if name not in now},
        again=tuple(name for name in again if name not in changes),
    )


def is_here(noun: Deferred, name: str) -> bool:
    """Whether a fact is at hand, and need not be fetched."""
    try:
        object.__getattribute__(noun, name)
    except AttributeError:
        return False
    return True


def _again(noun: Deferred) -> tuple[str, ...]:
    names: tuple[str, ...] = object.__getattribute__(noun, "_again") if is_here(noun, "_again") else ()
    return names


def _fetch(noun: Deferred, name: str) -> Any:
    """What Python calls for an attribute that is not there."""
    if name not in type(noun).__slots__:
        raise AttributeError(f"{type(noun).__name__} has no {name}")
    found = object.__getattribute__(noun, "_facts")()
    for fact, value in found.items():
        object.__setattr__(noun, fact, value)
    if _again(noun):
        hold(noun)
    else:
        object.__delattr__(noun, "_facts")
    return found[name] if name in found else object.__getattribute__(noun, name)


# Not in the class's body, where a type checker would read from it that these nouns have attributes of any name.
setattr(Deferred, "__getattr__", _fetch)  # noqa: B010
