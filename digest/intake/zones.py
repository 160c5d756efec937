"""Time zones by their abbreviations: resolved by what the page shows of its country, and never guessed silently."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Places = Sequence[str] | frozenset[str]
"""Countries (ISO 3166, lower case) that a page shows as its own."""

FIXED: Mapping[str, float] = {  # hours from UTC, where an abbreviation has one meaning in the press
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "EDT": -4, "CDT": -5, "MDT": -6, "PDT": -7, "CET": 1, "CEST": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "SAST": 2, "EAT": 3, "WAT": 1, "CAT": 2, "PKT": 5, "NPT": 5.75, "WIB": 7,
    "WITA": 8, "WIT": 9, "ICT": 7, "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "PHST": 8, "AWST": 8, "JST": 9, "KST": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "HST": -10, "AKST": -9, "AKDT": -8,
    "BRT": -3, "ART": -3, "NST": -3.5, "NDT": -2.5, "ADT": -3,
    "IDT": 3,
}  # fmt: skip
# Abbreviations of several zones: the country decides. "" is what is meant where the page shows none of these countries,
# given only where one meaning is the common one by far.
SHARED: Mapping[str, Mapping[str, float]] = {
    "IST": {"in": 5.5, "ie": 1, "il": 2},
    "CST": {"us": -6, "ca": -6, "mx": -6, "cn": 8, "tw": 8, "cu": -5},
    "BST": {"gb": 1, "bd": 6},
    "EST": {"us": -5, "ca": -5, "au": 10, "": -5},
    "PST": {"us": -8, "ca": -8, "ph": 8, "": -8},
    "MST": {"us": -7, "ca": -7, "my": 8},
    "AST": {"ca": -4, "pr": -4, "sa": 3, "iq": 3, "kw": 3, "qa": 3, "bh": 3},
    "GST": {"ae": 4, "om": 4, "": 4},
}
# Times that change with summer in the United States and Canada, by the hours of winter.
AMERICAN: Mapping[str, int] = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}

CALLING_CODES: Mapping[str, str] = {
    "1": "us", "20": "eg", "27": "za", "31": "nl", "33": "fr", "34": "es", "353": "ie", "39": "it", "44": "gb",
    "49": "de", "52": "mx", "53": "cu", "55": "br", "60": "my", "61": "au", "62": "id", "63": "ph", "64": "nz",
    "65": "sg", "66": "th", "7": "ru", "81": "jp", "82": "kr", "86": "cn", "880": "bd", "886": "tw", "90": "tr",
    "91": "in", "92": "pk", "964": "iq", "965": "kw", "966": "sa", "968": "om", "971": "ae", "972": "il", "973": "bh",
    "974": "qa",
}  # fmt: skip
# Domains of countries that are used for their own sound (.co, .tv, .me, .io, .ai) tell nothing.
TOP_DOMAINS = frozenset({*CALLING_CODES.values(), "ca"})
NAMES: Mapping[str, str] = {
    "ae": "the Emirates", "au": "Australia", "bd": "Bangladesh", "bh": "Bahrain", "ca": "Canada", "cn": "China",
    "cu": "Cuba", "gb": "Britain", "ie": "Ireland", "il": "Israel", "in": "India", "iq": "Iraq", "kw": "Kuwait",
    "mx": "Mexico", "my": "Malaysia", "om": "Oman", "ph": "the Philippines", "pr": "Puerto Rico", "qa": "Qatar",
    "sa": "Saudi Arabia", "sg": "Singapore", "tw": "Taiwan", "us": "the United States",
}  # fmt: skip

PHONE = re.compile(r"\+(\d[\d ()-]{8,18})")
HOSTS = re.compile(r"[@.][a-z0-9-]{1,63}\.(?:co\.|com\.)?([a-z]{2})\b")
NUMERIC = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")
LAST_HOUR = 14 * 60  # minutes; no zone is further from UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """Minutes from UTC of a printed zone, None where it is not certain; and how the page's country decided."""

    minutes: int | None
    note: str = ""


def countries(text: str) -> frozenset[str]:
    """Countries that a page's own phone numbers, addresses and web hosts show."""
    found = {country_of(host) for host in HOSTS.findall(text.lower())}
    for number in PHONE.findall(text):
        digits = re.sub(r"\D", "", number)
        codes = [code for code in CALLING_CODES if digits.startswith(code)]
        found |= {CALLING_CODES[max(codes, key=len)]} if codes else set()
    return frozenset(found - {""})


def country_of(domain: str) -> str:
    """The country of a top-level domain; empty where it tells none."""
    domain = domain.lower()
    return "gb" if domain == "uk" else domain if domain in TOP_DOMAINS else ""


def country_of_locale(locale: str) -> str:
    """The country of "en-IN" or "en_IE". That of "en-US" is none: publishing systems set it where nobody chose."""
    found = re.fullmatch(r"[a-zA-Z]{2,3}[-_]([a-zA-Z]{2})", locale.strip())
    country = found[1].lower() if found else ""
    return country if country != "us" else ""


def offset_of(zone: str, at: datetime, places: Iterable[str]) -> Offset:
    """What a zone means at a local time on a page of these countries."""
    printed = zone.replace(" ", "")
    name = printed.upper()
    numeric = NUMERIC.fullmatch(name)
    if numeric:
        minutes = int(numeric[2]) * 60 + int(numeric[3] or 0)
        return Offset(minutes=(minutes if numeric[1] == "+" else -minutes) if minutes <= LAST_HOUR else None)
    if printed != name and name not in {"UTC", "GMT"}:  # "10:30 Art and culture" names no zone
        return Offset(minutes=None)
    if name in SHARED:
        return _shared(name, frozenset(places))
    if name in AMERICAN:
        return Offset(minutes=(AMERICAN[name] + _is_summer(at)) * 60)
    return Offset(minutes=round(FIXED[name] * 60) if name in FIXED else None)


def _shared(name: str, places: frozenset[str]) -> Offset:
    meanings = SHARED[name]
    shown = {country: meanings[country] for country in sorted(places) if country in meanings}
    if len(set(shown.values())) == 1:
        country, hours = next(iter(shown.items()))
        return Offset(minutes=round(hours * 60), note=f" ({name} as in {NAMES[country]}, which the page shows)")
    if not shown and "" in meanings:
        usual = next(country for country, hours in meanings.items() if hours == meanings[""])
        return Offset(minutes=round(meanings[""] * 60), note=f" ({name} as in {NAMES[usual]}, its usual meaning)")
    return Offset(minutes=None, note=f" ({name} has several meanings, and the page does not show which)")


def _is_summer(at: datetime) -> bool:
    """Whether American clocks are on summer time: since 2007 from March's second Sunday to November's first, at two."""
    march, november = at.replace(month=3, day=8, hour=2, minute=0), at.replace(month=11, day=1, hour=2, minute=0)
    begins, ends = (day + timedelta(days=(6 - day.weekday()) % 7) for day in (march, november))
    return at.year >= 2007 and begins <= at < ends
