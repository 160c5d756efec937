"""What stands above a page's Markdown."""

from collections.abc import Mapping

import yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # ten times as fast where the C library is there


def front_matter(values: Mapping[str, object]) -> str:
    """A page's front matter. Values that the theme prints must be escaped with `attribute` before."""
    dumped = yaml.dump(dict(values), Dumper=_DUMPER, allow_unicode=True, sort_keys=True, width=10_000)
    return f"---\n{dumped}---\n\n"
