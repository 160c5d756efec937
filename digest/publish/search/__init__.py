"""What readers can search: an index of stories in parts, and the names of people, outlets and topics."""

from digest.publish.search.files import search_files, search_of, write
from digest.publish.search.records import Name, Passage, Record

__all__ = ["Name", "Passage", "Record", "search_files", "search_of", "write"]
