"""Results as bytes and back, in two parts: what is read at once, and what only when somebody asks for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from types import GenericAlias, UnionType
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter

from digest.nouns.deferred import deferred, fetchable, hold

Item = TypeVar("Item")
Result = TypeVar("Result")


_NOTHING = b"[]"  # the head of what is read on demand altogether


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A result as it is stored."""

    head: bytes
    rest: bytes  # empty where nothing is left for later


class Coder(Generic[Item, Result]):
    """Writes and reads results of one type, or of a union of dataclasses, as JSON.

    Of a dataclass the fields `later` are read on demand (it derives from `Deferred`), and the field `item` is not
    written at all: it is the item that the result was made of. Then `made_of` is a digest of an item.
    """

    def __init__(
        self,
        kind: Any,  # a type or a union, for which there is no type yet
        *,
        later: tuple[str, ...] = (),
        item: str = "",
        made_of: Callable[[Item], str] = lambda _: "",
    ) -> None:
        kinds = get_args(kind) if isinstance(kind, UnionType) else (kind,)
        self._shapes = [_Shape(one, later, item) for one in kinds]
        self._places = {shape.made: place for place, shape in enumerate(self._shapes)}
        self._by_name = {b"%d" % place: shape for place, shape in enumerate(self._shapes)}
        self.made_of = made_of

    def encode(self, result: Result) -> Coded:
        """A result as bytes, which say its type first."""
        place = self._places[type(result)] if len(self._shapes) > 1 else 0
        head, rest = self._shapes[place].encode(result)
        return Coded(head=b"%d %s" % (place, head), rest=rest)

    def decode(self, head: bytes, item: Item, rest: Callable[[], bytes]) -> Result:
        """A result from its first bytes. Where `rest` is asked for the others is then up to the result's users.

        Raises ValueError where the bytes are none of ours; so does, later, a result whose `rest` is none.
        """
        place, _, data = head.partition(b" ")
        shape = self._by_name.get(place)
        if shape is None:
            raise ValueError("this is no stored result")
        made: Result = shape.decode(data, item, rest)
        return made

    def let_go(self, result: Result, rest: Callable[[], bytes]) -> None:
        """Make a result that was just made as one that was decoded: what is read on demand need not stay at hand."""
        self._shapes[self._places[type(result)] if len(self._shapes) > 1 else 0].let_go(result, rest)

    def facts(self, head: bytes, rest: bytes) -> Mapping[str, Any]:
        """What was left for later. Raises ValueError."""
        return self._shapes[int(head.partition(b" ")[0])].facts(rest)


class _Shape:
    """How one type is written: a dataclass as the list of its fields' values, anything else as it is."""

    def __init__(self, kind: Any, later: tuple[str, ...], item: str) -> None:
        self.made = kind
        self._item = item
        self._names = [field.name for field in fields(kind)] if is_dataclass(kind) else []
        self._later = tuple(name for name in self._names if name in later)
        self._now = [name for name in self._names if name not in later and name != item]

    @cached_property
    def _head(self) -> TypeAdapter[Any]:
        return self._listed(self._now) if self._names else TypeAdapter(self.made)

    @cached_property
    def _read(self) -> Callable[[bytes], Any]:
        """What the first bytes say. Not by way of the adapter, which takes as long as to read a short head."""
        return self._head.validator.validate_json

    @cached_property
    def _rest(self) -> TypeAdapter[Any]:
        return self._listed(self._later)

    def _listed(self, names: Sequence[str]) -> TypeAdapter[Any]:
        hints = get_type_hints(self.made)
        values: Any = GenericAlias(tuple, tuple(hints[name] for name in names))
        return TypeAdapter(values)

    def encode(self, result: Any) -> tuple[bytes, bytes]:
        if not self._names:
            return self._head.dump_json(result), b""
        head = self._head.dump_json(tuple(getattr(result, name) for name in self._now))
        rest = self._rest.dump_json(tuple(getattr(result, name) for name in self._later)) if self._later else b""
        return head, rest

    def decode(self, head: bytes, item: Any, rest: Callable[[], bytes]) -> Any:
        if not self._names:
            return self._read(head)
        values = () if head == _NOTHING and not self._now else self._read(head)
        now = dict(zip(self._now, values, strict=True))
        if self._item:
            now[self._item] = item
        if not self._later:
            return self.made(**now)
        return deferred(self.made, now, lambda: self.facts(rest()), again=self._later)

    def let_go(self, result: Any, rest: Callable[[], bytes]) -> None:
        if self._later:
            fetchable(result, self._later, lambda: self.facts(rest()))
            hold(result)

    def facts(self, rest: bytes) -> Mapping[str, Any]:
        return dict(zip(self._later, self._rest.validate_json(rest), strict=True))
