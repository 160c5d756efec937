"""What comes in: files to articles, each word with its place in its source."""

from digest.intake.clean import clean
from digest.intake.cleaning import clean_all
from digest.intake.doubts import doubt_future
from digest.intake.files import Collected, collect, raw_of
from digest.intake.identity import Identified, identify
from digest.intake.language import language_in, language_of
from digest.intake.receipts import verify
from digest.intake.record import record_of
from digest.intake.workers import Workers

__all__ = [
    "Collected",
    "Identified",
    "Workers",
    "clean",
    "clean_all",
    "collect",
    "doubt_future",
    "identify",
    "language_in",
    "language_of",
    "raw_of",
    "record_of",
    "verify",
]
