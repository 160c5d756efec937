"""The labels in our files."""

import re
from functools import cache
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, check_and_call_extract_file
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).parent.parent.parent
_SUFFIXES = {".py", ".j2", ".html"}
_CALL = re.compile(r"(?:gettext|N?_)\(")


@cache
def written() -> Catalog:
    """Every label in our files, as pybabel finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = Catalog()
    for path in sorted(path for folder in ("digest", "templates") for path in (ROOT / folder).rglob("*.*")):
        if path.suffix in _SUFFIXES and _CALL.search(path.read_text(encoding="utf-8")):  # reading for babel takes long
            for _, _, message, _, context in check_and_call_extract_file(
                path, methods, options, None, DEFAULT_KEYWORDS, (), strip_comment_tags=False, dirpath=ROOT
            ):
                found.add(message, context=context)
    return found
