"""Feeds: fetched politely, read whole, each entry a file that people can read and mend."""
