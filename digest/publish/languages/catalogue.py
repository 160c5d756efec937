"""Catalogues of labels: gettext's .po files, one for each language, read as they are."""

import re
from collections.abc import Iterator, Sequence
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale

from digest.errors import TemplateError

FOLDER = Path(__file__).parent
_SOURCE = "en"  # the language that the labels are written in
_PIECE = re.compile(r"%\(\w+\)s|</?\w+>")

File = tuple[str, bytes]  # a catalogue: its path, for messages, and what it holds


def catalogues_in(folder: Path, locale: Locale) -> tuple[File, ...]:
    """The catalogues of a language in a folder, that of the place ("pt_BR.po") before that of the language ("pt.po").

    Raises OSError.
    """
    paths = dict.fromkeys((folder / f"{locale}.po", folder / f"{locale.language}.po"))
    return tuple((str(path), path.read_bytes()) for path in paths if path.is_file())


def joined(files: Sequence[File], locale: Locale) -> NullTranslations | None:
    """The labels of some catalogues: each from the first that has it. None for no catalogue; English needs none.

    Raises TemplateError with everything that is wrong with a catalogue.
    """
    whole = NullTranslations() if locale.language == _SOURCE else None
    for path, data in reversed(files):
        read = _read(path, data, locale)
        if whole is not None:
            read.add_fallback(whole)
        whole = read
    return whole


def _read(path: str, data: bytes, locale: Locale) -> GNUTranslations:
    """A catalogue by way of gettext's compiled form, made in memory: so nothing compiled needs to be kept."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        messages = read_po(BytesIO(data), locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise TemplateError(f"{path}: cannot be read as a catalogue ({error}); mend it, or take it away") from error
    problems = [
        f"{path}, line {message.lineno}: {problem}"
        for message in messages
        if message.id
        for problem in _problems(message.id, message.string)
    ]
    if problems:
        raise TemplateError("a catalogue of labels has mistakes:", problems)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _problems(label: str | Sequence[str], translation: str | Sequence[str] | None) -> Iterator[str]:
    """What would break a page, or be printed as it should not."""
    given = [label] if isinstance(label, str) else label
    known = {piece for text in given for piece in _PIECE.findall(text)}
    for text in [translation] if isinstance(translation, str) else translation or ():
        pieces = _PIECE.findall(text)
        unknown = [piece for piece in pieces if piece not in known]
        if unknown:
            yield f"“{text}” has {unknown[0]}, which “{given[-1]}” has not"
        elif not _nested([piece for piece in pieces if piece.startswith("<")]):
            yield f"“{text}” does not open and close its marks in order"


def _nested(marks: Sequence[str]) -> bool:
    stack: list[str] = []
    for mark in marks:
        if not mark.startswith("</"):
            stack.append(mark[1:])
        elif not stack or stack.pop() != mark[2:]:
            return False
    return not stack
