"""The gate for structured data: what stands in a page for machines is ours, and can be read."""

import json
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser


def structured_problems(tree: LexborHTMLParser) -> Iterator[str]:
    """Structured data that is no JSON, or could end its element early, in words."""
    for node in tree.css('script[type="application/ld+json"]'):
        text = node.text()
        try:
            thing = json.loads(text)
        except ValueError:
            thing = None
        if not isinstance(thing, dict) or thing.get("@context") != "https://schema.org" or "<" in text:
            yield f"the structured data {text[:60]!r} is not as it was made"
