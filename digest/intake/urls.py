"""Addresses: one form for the many spellings of one page, and the outlet behind a host name."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|srsltid|_ga|_gl|ref|ref_src|referrer|source|cmpid|cmp|ocid|"
    r"icid|ncid|smid|smtyp|partner|share|shared|amp|outputType|rss|feature|spm|wt_mc|at_\w+|ito|taid|sh|hss_channel|trk|s_cid",
    re.IGNORECASE,
)
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
OTHER_FACES = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.)")
MAX_LENGTH = 2000


def is_web(url: str) -> bool:
    """Whether this is a public address that may be linked: http or https, a host, no user name, no white space."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    clean = len(url) <= MAX_LENGTH and not re.search(r"[\s<>\"\\^`{|}]", url)
    return clean and parts.scheme in {"http", "https"} and bool(HOST.fullmatch(host)) and "@" not in parts.netloc


def canonical(url: str) -> str:
    """One spelling of a web address: https, no `www.` or mobile host, AMP, tracking or fragment, query sorted."""
    parts = urlsplit(url)
    host = OTHER_FACES.sub("", (parts.hostname or "").lower())
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = re.sub(r"/{2,}", "/", parts.path)
    path = re.sub(r"^/amp(?=/)|/amp/?$|(?<=\w)\.amp(?=\.html?$|$)", "", path)
    path = re.sub(r"/index\.(?:html?|php)$", "/", path)
    path = path.rstrip("/") or "/"
    query = sorted(
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(key)
    )
    return f"https://{host}{port}{path}" + (f"?{urlencode(query)}" if query else "")


def host_of(url: str) -> str:
    """The host of an address or of a bare `www.example.org`, without its `www.`; empty if there is none."""
    text = url.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return OTHER_FACES.sub("", host) if HOST.fullmatch(host) else ""
