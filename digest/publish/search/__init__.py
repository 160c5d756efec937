"""What readers can search: short records of stories, people, outlets and topics, indexed by year."""

from digest.publish.search.bundles import index
from digest.publish.search.records import Found, Passage, Record, records

__all__ = ["Found", "Passage", "Record", "index", "records"]
