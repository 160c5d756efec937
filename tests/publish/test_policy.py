"""The content security policy of a page."""

import base64
import hashlib

from digest.publish.policy import policy, with_policy

PAGE = b'<head>\n<meta charset="utf-8">\n<script>ours()</script><script src="a.js"></script>'
PAGE += b'<script id="x" type="application/json">{}</script><script type="application/ld+json">{}</script></head>'


def test_the_theme_s_inline_scripts_are_allowed_by_their_hashes_and_no_others() -> None:
    digest = base64.b64encode(hashlib.sha256(b"ours()").digest()).decode()
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}';" in policy(PAGE)


def test_the_policy_stands_before_the_first_script() -> None:
    page = with_policy(PAGE)
    assert page.index(b"charset") < page.index(b"Content-Security-Policy") < page.index(b"<script")
