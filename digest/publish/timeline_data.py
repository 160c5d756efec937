"""An entry of a timeline as data."""

from digest.nouns import Entry


def entry_data(entry: Entry) -> dict[str, object]:
    """What stories.json says of something with a place in time; the keys of an entry are the same for every kind."""
    moment = entry.moment
    return {
        "kind": entry.kind.value,
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "precision": entry.precision.value,
        "at": moment.at.isoformat() if moment else None,
        "announced": entry.announced,
        "background": entry.background,
        "article": entry.article,
        "start": entry.start if entry.text else None,
        "end": entry.end if entry.text else None,
        "text": entry.text or None,
        "also_in": list(entry.also_in),
        "name": entry.name or None,
        "person": entry.person or None,
    }
