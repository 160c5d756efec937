"""content/stories.lock.yml and content/editions/: what there has been, so that addresses and editions stay."""

from digest.lock.contradictions import contradictions
from digest.lock.memory import (
    REMOVED,
    Lock,
    LockArticle,
    LockEdition,
    LockFrequencies,
    LockPerson,
    LockStory,
    concealed,
)
from digest.lock.published import as_data, from_site
from digest.lock.reading import in_order, read_lock
from digest.lock.records import (
    RECORD,
    RECORDS,
    RecordFileError,
    Records,
    dump_record,
    numbers_kept,
    read_record,
    read_records,
    record_path,
    staged,
)
from digest.lock.writing import LOCK_NAME, dump_lock, write_lock

__all__ = [
    "LOCK_NAME",
    "RECORD",
    "RECORDS",
    "REMOVED",
    "Lock",
    "LockArticle",
    "LockEdition",
    "LockFrequencies",
    "LockPerson",
    "LockStory",
    "RecordFileError",
    "Records",
    "as_data",
    "concealed",
    "contradictions",
    "dump_lock",
    "dump_record",
    "from_site",
    "in_order",
    "numbers_kept",
    "read_lock",
    "read_record",
    "read_records",
    "record_path",
    "staged",
    "write_lock",
]
