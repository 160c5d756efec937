"""What publishing needs to know of a digest's configuration, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """The site's name, place, language and looks."""

    title: str
    url: str  # absolute, ends with "/"
    guid_authority: str  # the domain in feed GUIDs: fixed at the first build, survives a move
    guid_year: int  # likewise
    description: str = ""
    language: str = "en"  # of dates and of the theme's labels
    timezone: str = "UTC"  # an IANA name; times of day are shown in it
    accent: str = "teal"  # "#rrggbb", or one of Material's colour names
    generator: str = "digest"  # the program and its version, as printed on the about page
    headline_rule: str = ""  # how headlines are chosen, in words for the about page
    rank_rule: str = ""  # how stories are put in order, likewise
    feed_items: int = 50  # newest stories in the feeds
    data_text: str = "extracts"  # of articles in the data: "none", "extracts" or "full"
    data_days: int = 0  # for how many days after a story's newest article the data are full; 0: for good
    policy: bool = False  # a content security policy in each page: then a server must not add scripts of its own
