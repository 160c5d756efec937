"""JSON Schema of each kind of data file, made from the types that the files are made in."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from digest.publish.data.edition_shapes import EditionFile
from digest.publish.data.index_shapes import Quotes, Stories
from digest.publish.data.shapes import Story

SHAPES = {"edition.json": EditionFile, "quotes.json": Quotes, "stories.json": Stories, "story.json": Story}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(url: str) -> dict[str, dict[str, Any]]:
    """The schemas by the names of their files below data/schema/. `url` is the site's address, with its slash.

    They allow fields that they do not name, since a new field is no new version.
    """
    return {name: {"$schema": _DIALECT, "$id": f"{url}data/schema/{name}", **_made(name)} for name in sorted(SHAPES)}


@cache
def _made(name: str) -> dict[str, Any]:
    return TypeAdapter(SHAPES[name]).json_schema(mode="serialization")
