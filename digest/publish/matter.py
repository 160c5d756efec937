"""What stands above a page's Markdown."""

from collections.abc import Mapping

import yaml


def front_matter(values: Mapping[str, object]) -> str:
    """A page's front matter. Values that the theme prints must be escaped with `attribute` before."""
    dumped = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=True, width=10_000)
    return f"---\n{dumped}---\n\n"
