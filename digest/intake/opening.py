"""A source opened: which of its bytes are the text, how they are read, and what stands beside them."""

from collections.abc import Iterable, Sequence

from digest.intake import front_matter
from digest.intake.decoding import decode, refuse_binary
from digest.intake.mail import open_mail
from digest.intake.particulars import Opened, Particulars
from digest.intake.parts import MAIL, suffix_of
from digest.intake.record_fields import fields_for, open_record
from digest.nouns import Format, Raw, RecordFields

FORMATS = {".txt": Format.TEXT, ".md": Format.MARKDOWN, ".html": Format.HTML, ".htm": Format.HTML}


def open_source(raw: Raw, records: Sequence[RecordFields] = ()) -> Iterable[Opened]:
    """The text of a source, or of each part of a mail that may hold its article.

    `records`: names of the fields of records, other than the usual ones. Raises SourceError where there is no text.
    """
    fields = fields_for(raw.path, records)
    if fields:
        return (open_record(raw, fields),)
    return open_mail(raw.data) if suffix_of(raw.path) == MAIL else (_open_file(raw),)


def _open_file(raw: Raw) -> Opened:
    form = FORMATS.get(suffix_of(raw.path), Format.TEXT)
    text, encoding = decode(raw.data, markup=form is Format.HTML)
    refuse_binary(raw.data, encoding)
    values, start = front_matter.split(text) if form is Format.MARKDOWN else ({}, 0)
    return Opened(text=text, encoding=encoding, format=form, start=start, stated=Particulars(values=values))
