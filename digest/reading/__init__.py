"""What an article says: sentences, names, and who said what."""

from digest.reading.analyse import analyse
from digest.reading.depth import depth_of
from digest.reading.model import model_name
from digest.reading.records import quote_records

__all__ = ["analyse", "depth_of", "model_name", "quote_records"]
