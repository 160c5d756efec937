"""What comes in: files to articles, each word with its place in its source."""

from digest.intake.cleaning import clean, clean_all
from digest.intake.doubts import doubt_future
from digest.intake.feeds.overview import health_of
from digest.intake.files import Collected, collect, collect_file
from digest.intake.identity import Identified, id_of_url, identify, words_key
from digest.intake.known_files import KnownFiles
from digest.intake.language import language_in, language_of
from digest.intake.receipts import Gate, verify
from digest.intake.record import record_of
from digest.intake.record_fields import fields_for
from digest.intake.slips import slips
from digest.intake.unusable import unusable
from digest.intake.urls import canonical, is_web
from digest.intake.workers import Workers

__all__ = [
    "Collected",
    "Gate",
    "Identified",
    "KnownFiles",
    "Workers",
    "canonical",
    "clean",
    "clean_all",
    "collect",
    "collect_file",
    "doubt_future",
    "fields_for",
    "health_of",
    "id_of_url",
    "identify",
    "is_web",
    "language_in",
    "language_of",
    "record_of",
    "slips",
    "unusable",
    "verify",
    "words_key",
]
