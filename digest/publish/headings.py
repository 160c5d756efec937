"""The id of a page's own heading, which must never be made of an article's words."""

import re

_HEADING = re.compile(r"^(?P<words># .*?)(?P<open> \{:(?P<attributes>[^{}\n]*)\})?[ \t]*$", re.MULTILINE)
_ID = "headline"


def with_own_id(markdown: str) -> str:
    """The page with an id at each heading of the first level that has none.

    Left to Markdown it would be a slug of the words: a headline such as "Search" or "Source 1" would take the id of the
    search's form, or of a source. Words of articles can be no heading here: their marks are entities.
    """
    return _HEADING.sub(_named, markdown)


def _named(heading: re.Match[str]) -> str:
    attributes = heading["attributes"] or ""
    if re.search(r"(?:^|\s)(?:#|id=)", attributes):
        return heading[0]
    return f"{heading['words']} {{: #{_ID}{attributes.rstrip()} }}"
