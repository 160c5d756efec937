"""A story as reference managers take it: BibTeX and RIS."""

from dataclasses import dataclass
from datetime import date

from digest.publish.safe import plain

# Every character that BibTeX or TeX reads as more than itself. Braces become commands: BibTeX counts escaped ones too.
_TEX = {
    **{ord(mark): f"\\{mark}" for mark in "#$%&_"},
    ord("\\"): r"\textbackslash{}",
    ord("{"): r"\textbraceleft{}",
    ord("}"): r"\textbraceright{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A field of a reference."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A story's page as a reference."""

    key: str  # "digest-619963d897"
    bibtex: tuple[FieldView, ...]  # of an entry of the type @misc, the values with their braces
    ris: tuple[FieldView, ...]  # from TY to UR; "ER" ends the record


def citation_view(*, story: str, headline: str, site: str, url: str, day: date | None) -> CitationView:
    """The reference to a story's page; `day` is that of its newest article, None where none has a trusted date."""
    return CitationView(
        key=f"digest-{story}",
        bibtex=tuple(_bibtex(headline, site, url, day)),
        ris=tuple(_ris(headline, site, url, day)),
    )


def _bibtex(headline: str, site: str, url: str, day: date | None) -> list[FieldView]:
    fields = [("title", f"{{{{{_tex(headline)}}}}}"), ("howpublished", f"{{{_tex(site)}}}")]
    if day:
        fields += [("year", f"{{{day.year}}}"), ("month", _MONTHS[day.month - 1]), ("day", f"{{{day.day}}}")]
    return [FieldView(name=name, value=value) for name, value in (*fields, ("url", f"{{{url}}}"))]


def _ris(headline: str, site: str, url: str, day: date | None) -> list[FieldView]:
    fields = [("TY", "ELEC"), ("TI", plain(headline)), ("PB", plain(site))]
    fields += [("PY", f"{day.year}"), ("DA", f"{day:%Y/%m/%d}")] if day else []
    return [FieldView(name=name, value=value) for name, value in (*fields, ("UR", url))]


def _tex(text: str) -> str:
    return plain(text).translate(_TEX)
