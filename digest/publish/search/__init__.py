"""What readers can search: an index of stories in parts, and the names of people, outlets and topics."""

from digest.publish.search.bundles import search_files
from digest.publish.search.files import index
from digest.publish.search.records import Name, Passage, Record, records

__all__ = ["Name", "Passage", "Record", "index", "records", "search_files"]
