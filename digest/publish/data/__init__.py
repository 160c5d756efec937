"""The edition as data: what its stories, articles and quotes are, in JSON and for spreadsheets, with its schemas."""

from digest.publish.data.files import data

__all__ = ["data"]
