"""Labels, numbers and lists in the digest's language, as plain text."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal

from digest.errors import TemplateError
from digest.publish.languages.catalogue import FOLDER, File, catalogues_in, joined

_ENGLISH = "en_GB"  # puts the day before the month, as most readers of English outside the US do
_PLACE = re.compile(r"%\((\w+)\)s|%%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The digest's language. Methods have the names of gettext, by which babel finds the labels in our files.

    A label is written in English; where a catalogue lacks it, English is printed. A place for a value is `%(name)s`,
    filled from the argument of that name: text as it is, a whole number with the language's own marks ("1,234"), so
    that a year or an article's number is given as text. The result is plain text, which templates escape.
    """

    locale: Locale  # of dates, and of the names of languages, months and time zones
    labels: Locale  # of labels, and of the lists and numbers in them: English where there is no catalogue
    translations: NullTranslations
    version: str = ""  # tells apart what the digest's own catalogues held; "" without any

    def gettext(self, message: str, /, **values: object) -> str:
        """A label; nothing for nothing."""
        return self.filled(self.translations.gettext(message), values) if message else ""

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A label with a count, which stands at `%(num)s`: "%(num)s article", "%(num)s articles"."""
        return self.filled(self.translations.ngettext(one, many, number), {"num": number, **values})

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A label whose English has several meanings; `context` tells the translator which."""
        return self.filled(self.translations.pgettext(context, message), values)

    def npgettext(self, context: str, one: str, many: str, number: int, /, **values: object) -> str:
        """A label with a count and a context."""
        return self.filled(self.translations.npgettext(context, one, many, number), {"num": number, **values})

    def listed(self, words: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """A list in a sentence: "a, b and c"; with the style "or": "a, b or c"."""
        return format_list(words, style=style, locale=self.labels) if words else ""

    def number(self, value: float) -> str:
        """A number: "1,234", "0.25"; three places at most."""
        return _number(value, self.labels)

    def filled(self, message: str, values: Mapping[str, object]) -> str:
        """The message with values at its places. Raises KeyError for a place without a value."""
        return _PLACE.sub(lambda place: self.value(values[place[1]]) if place[1] else "%", message)

    def value(self, value: object) -> str:
        """A value as it stands in a label."""
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else str(value)


@lru_cache(maxsize=4096)  # counts are small numbers, and babel takes its time
def _number(value: float, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


def words_of(language: str, own: Path | None = None) -> Words:
    """The words of a language, such as "de" or "pt-BR"; catalogues in the folder `own` come before ours.

    Where there is no catalogue, labels are English and dates still in the language; where babel does not know the
    language, both are English. Raises TemplateError for a catalogue that cannot be used, and OSError.
    """
    return _words(language, catalogues_in(own, locale_of(language)) if own else ())


@cache
def _words(language: str, own: tuple[File, ...]) -> Words:
    locale = locale_of(language)
    found = joined((*own, *catalogues_in(FOLDER, locale)), locale)
    english = found is None or locale.language == "en"
    labels = (locale if locale.language == "en" else Locale.parse(_ENGLISH)) if english else locale
    held = [(Path(path).name, data) for path, data in own]
    version = hashlib.sha256(repr(held).encode()).hexdigest() if own else ""
    return Words(locale=locale, labels=labels, translations=found or NullTranslations(), version=version)


def catalogue_problems(folder: Path) -> Iterator[str]:
    """Everything that is wrong with a digest's own catalogues, in words."""
    for path in sorted(folder.glob("*.po")):
        locale = locale_of(path.stem)
        try:
            found = catalogues_in(folder, locale)
            if str(path) not in dict(found):
                yield f"{path}: is named after no language; call it after one, such as fr.po or pt_BR.po"
            joined(found, locale)
        except TemplateError as error:
            yield from error.problems
        except OSError as error:
            yield f"{path}: cannot be read ({error.strerror})"


def locale_of(language: str) -> Locale:
    """The locale for dates: plain "en" as in Britain, and so what babel does not know."""
    try:
        return Locale.parse(_ENGLISH if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_ENGLISH)
