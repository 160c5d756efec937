"""An entry of a timeline as data."""

from digest.nouns import Entry, EntryKind
from digest.publish.data import shapes
from digest.publish.data.extent import Extent


def entry_data(entry: Entry, extent: Extent) -> shapes.Entry:
    """Something with a place in time; its keys are the same for every kind."""
    moment = entry.moment
    return {
        "kind": entry.kind,
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "precision": entry.precision,
        "at": moment.at.isoformat() if moment else None,
        "announced": entry.announced,
        "background": entry.background,
        "article": entry.article,
        "start": entry.start if entry.text else None,
        "end": entry.end if entry.text else None,
        "text": extent.extract(entry.text),
        "also_in": list(entry.also_in),
        "name": extent.extract(entry.name) if entry.kind is EntryKind.FIGURE else entry.name or None,
        "person": entry.person or None,
    }
