"""What a worker analyses with, loaded when this is imported: ahead of the articles, see `Crew`."""

from digest.reading.parser import parsed
from digest.recalled import analysis_version

analysis_version()
tuple(parsed([]))
