"""Records of JSON: under which names they hold what an article needs, and what they say."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache

from digest.intake.dates import moment, stated_date
from digest.intake.decoding import printable
from digest.intake.front_matter import KEYS
from digest.intake.identity import ID_LENGTH
from digest.intake.json_records import Record, record_in, text_at, value_at
from digest.intake.particulars import Opened, Particulars
from digest.intake.parts import FILE, LINES, field_of, suffix_of
from digest.intake.urls import canonical, host_of, is_web
from digest.nouns import Fact, Moment, Origin, Raw, RecordFields

USUAL = RecordFields(match=())
TEXT = "text"
OWN_ID = re.compile(r"[0-9a-f]{10}(?:-[0-9]{1,6})?")  # as `digest clean` writes them
ROW_NUMBER = re.compile(r"[0-9]{1,5}")  # begins anew in each export: it tells no article from another
MAX_LENGTH = 2000  # characters; what is longer is no title, name or address


def fields_for(path: str, mappings: Sequence[RecordFields]) -> RecordFields | None:
    """The first mapping whose patterns match a file of records, else the usual names; None for any other file."""
    if suffix_of(path) not in {LINES, FILE}:
        return None
    return next((one for one in mappings if any(fnmatchcase(path, pattern) for pattern in one.match)), USUAL)


def open_record(raw: Raw, fields: RecordFields) -> Opened:
    """Read a record. Raises SourceError where it is none, or holds no text."""
    record = record_in(raw.data.decode("utf-8", "replace"))
    name = dict(fields.names).get(TEXT) or _spelt(record).get(TEXT, TEXT)
    return Opened(
        text=text_at(record, name),
        format=fields.format,
        encoding="utf-8",
        field=field_of(raw.path, fields.items, name),
        stated=_particulars(record, fields),
    )


def _particulars(record: Record, fields: RecordFields) -> Particulars:
    mapped, spelt = dict(fields.names), _spelt(record)
    values = {}
    for ours, names in usual_names().items():
        paths = (mapped[ours],) if ours in mapped else tuple(spelt[name] for name in names if name in spelt)
        words = next(filter(None, (_words(value_at(record, path)) for path in paths)), "")
        if words:
            values[ours] = words
    url, date, identity = values.pop("url", ""), values.pop("published", ""), values.pop("id", "")
    own = OWN_ID.fullmatch(identity)
    address = Fact(value=canonical(url), origin=Origin.RECORD, evidence=url) if is_web(url) else None
    return Particulars(
        origin=Origin.RECORD,
        values=values | ({"id": identity} if own else {}),
        url=address,
        published=_moment(date),
        outlet=replace(address, value=host_of(address.value)) if address else None,
        id="" if own or ROW_NUMBER.fullmatch(identity) else short_id(identity),
    )


@cache
def usual_names() -> dict[str, tuple[str, ...]]:
    """What a record's fields are called if nothing else is said: ours, and the synonyms of front matter."""
    ours = dict.fromkeys(KEYS.values())
    return {name: tuple(key for key, meant in KEYS.items() if meant == name) for name in ours}


def short_id(identity: str) -> str:
    """An id as it stands; one that is long or holds odd characters by its hash."""
    if re.fullmatch(r"[A-Za-z0-9_.:@+-]{0,64}", identity):
        return identity
    return hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:ID_LENGTH]


def _spelt(record: Record) -> dict[str, str]:
    """How a record spells its names, by the names in lower case."""
    return {name.lower(): name for name in reversed(record)}


def _words(value: object) -> str:
    """A value as words on one line: a string's own, an object's name, a list's joined."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        words = ", ".join(filter(None, (_words(item) for item in value[:100] if not isinstance(item, list))))
    else:
        words = " ".join(printable(value).split()) if isinstance(value, str) else ""
    return words if len(words) <= MAX_LENGTH else ""


def _moment(stated: str) -> Moment | None:
    found = stated_date(stated)
    return moment(found, origin=Origin.RECORD, evidence=stated) if found else None
