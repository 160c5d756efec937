"""Catalogues of labels: gettext's .po files, one for each language, read as they are."""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale

FOLDER = Path(__file__).parent
_SOURCE = "en"  # the language that the labels are written in


def catalogue(locale: Locale, folders: tuple[Path, ...] = (FOLDER,)) -> NullTranslations | None:
    """The labels in a language, from the first folder with a catalogue of it, then from the others; None without one.

    A catalogue of the place ("pt_BR.po") comes before that of the language ("pt.po"). English needs none. Raises
    OSError, or babel's PoFileError (a ValueError) where a catalogue is no gettext file.
    """
    names = (f"{locale}.po", f"{locale.language}.po")
    found = [folder / name for folder in folders for name in dict.fromkeys(names) if (folder / name).is_file()]
    whole: NullTranslations | None = NullTranslations() if locale.language == _SOURCE else None
    for path in reversed(found):
        read = _read(path, locale)
        if whole is not None:
            read.add_fallback(whole)
        whole = read
    return whole


def _read(path: Path, locale: Locale) -> GNUTranslations:
    """A catalogue by way of gettext's compiled form, made in memory: so nothing compiled needs to be kept."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        messages = read_po(file, locale=locale, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)
