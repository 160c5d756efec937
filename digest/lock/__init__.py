"""content/stories.lock.yml: which stories, articles and editions there have been, so that addresses never change."""

from digest.lock.memory import Lock, LockArticle, LockEdition, LockFrequencies, LockPerson, LockStory
from digest.lock.published import as_data, from_site
from digest.lock.reading import read_lock
from digest.lock.writing import LOCK_NAME, dump_lock, write_lock

__all__ = [
    "LOCK_NAME",
    "Lock",
    "LockArticle",
    "LockEdition",
    "LockFrequencies",
    "LockPerson",
    "LockStory",
    "as_data",
    "dump_lock",
    "from_site",
    "read_lock",
    "write_lock",
]
