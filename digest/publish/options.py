"""What publishing needs to know of a digest's configuration, as plain values."""

from dataclasses import dataclass
from pathlib import Path

from digest.publish.languages import Words, words_of
from digest.publish.logo import Logo


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """The site's name, place, language and looks."""

    title: str
    url: str  # absolute, ends with "/"
    guid_authority: str  # the domain in feed GUIDs: fixed at the first build, survives a move
    guid_year: int  # likewise
    description: str = ""
    language: str = "en"  # of dates and labels
    timezone: str = "UTC"  # an IANA name; times of day are shown in it
    accent: str = "teal"  # "#rrggbb", or one of Material's colour names
    contact: str = ""  # where readers report errors: an address of mail, or of a page
    logo: Logo | None = None  # None: a newspaper
    generator: str = "digest"  # the program and its version, as printed on the about page
    headline_rule: str = ""  # how headlines are chosen, in words for the about page
    rank_rule: str = ""  # how stories are put in order, likewise
    feed_items: int = 50  # newest stories in the feeds
    catalogues: Path | None = None  # a folder of the digest's own, whose catalogues of labels come before ours
    data_text: str = "extracts"  # of articles in the data: "none", "extracts" or "full"
    data_days: int = 0  # for how many days after a story's newest article the data are full; 0: for good
    policy: bool = False  # a content security policy in each page: then a server must not add scripts of its own

    @property
    def words(self) -> Words:
        """The digest's language. Raises as `words_of`."""
        return words_of(self.language, self.catalogues)
