"""A content security policy in every page: a script that is not ours would not run, even if it got in."""

import base64
import hashlib
import re
from collections.abc import Iterator

# Scripts that a browser runs where they stand: without a source of their own, and not data.
_INLINE = re.compile(rb"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)
_CHARSET = b'<meta charset="utf-8">'


def with_policy(page: bytes) -> bytes:
    """A page with the policy that allows the theme's own scripts and nothing else."""
    return page.replace(_CHARSET, _CHARSET + f"\n<meta {policy(page)}>".encode(), 1)


def policy(page: bytes) -> str:
    """The attributes of a page's policy: our own files, the theme's inline scripts by their hashes, no inline style."""
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *sorted(set(_hashes(page)))])
    content = (
        f"default-src 'none'; script-src {scripts}; worker-src 'self'; connect-src 'self'; style-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )
    return f'http-equiv="Content-Security-Policy" content="{content}"'


def _hashes(page: bytes) -> Iterator[str]:
    for script in _INLINE.finditer(page):
        if b"src=" not in script["attributes"] and b"json" not in script["attributes"]:
            yield f"'sha256-{base64.b64encode(hashlib.sha256(script['body']).digest()).decode()}'"
