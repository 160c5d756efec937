"""The labels in our files."""

from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).parent.parent.parent


@cache
def written() -> Catalog:
    """Every label in our files, as pybabel finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(ROOT, methods, options, directory_filter=_ours):
        found.add(message, context=context)
    return found


def _ours(folder: str) -> bool:
    parts = Path(folder).relative_to(ROOT).parts
    return (
        not parts or parts[0] == "templates" or parts[:2] in {("digest",), ("digest", "publish"), ("digest", "stories")}
    )
