"""Nouns some of whose facts are only fetched when somebody asks for one of them."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Noun = TypeVar("Noun", bound="Deferred")


class Deferred:
    """Base of nouns that can be made before all of their facts are at hand.

    Such a noun is the same in every way as one that was made whole: it equals it, is written, replaced and sent to
    another process like it. It only costs less as long as nobody asks for what is still to be fetched.
    """

    __slots__ = ("_facts",)

    _facts: Callable[[], Mapping[str, Any]]


def deferred(kind: type[Noun], now: Mapping[str, Any], facts: Callable[[], Mapping[str, Any]]) -> Noun:
    """A noun with some facts `now`; all others are what `facts` returns, which is called at most once."""
    noun = object.__new__(kind)
    for name, value in now.items():
        object.__setattr__(noun, name, value)
    object.__setattr__(noun, "_facts", facts)
    return noun


def altered(noun: Noun, **changes: Any) -> Noun:
    """The noun with some other facts: like `dataclasses.replace`, but what is still to be fetched is so afterwards."""
    names = type(noun).__slots__
    now = {name: getattr(noun, name) for name in names if is_here(noun, name)} | changes
    if len(now) == len(names):
        return type(noun)(**now)
    facts = object.__getattribute__(noun, "_facts")
    return deferred(type(noun), now, lambda: {name: value for name, value in facts().items() if name not in now})


def is_here(noun: Deferred, name: str) -> bool:
    """Whether a fact is at hand, and need not be fetched."""
    try:
        object.__getattribute__(noun, name)
    except AttributeError:
        return False
    return True


def _fetch(noun: Deferred, name: str) -> Any:
    """What Python calls for an attribute that is not there."""
    if name not in type(noun).__slots__:
        raise AttributeError(f"{type(noun).__name__} has no {name}")
    for fact, value in object.__getattribute__(noun, "_facts")().items():
        object.__setattr__(noun, fact, value)
    object.__delattr__(noun, "_facts")
    return object.__getattribute__(noun, name)


# Not in the class's body, where a type checker would read from it that these nouns have attributes of any name.
setattr(Deferred, "__getattr__", _fetch)  # noqa: B010
