"""What goes out: an edition becomes pages, feeds and data, and these a site."""

from digest.publish.addresses import passage_link
from digest.publish.aside import Aside
from digest.publish.assets import assets
from digest.publish.data import data
from digest.publish.feeds import feeds
from digest.publish.front_view import numbers_line
from digest.publish.logo import Logo, read_logo
from digest.publish.looking import Look
from digest.publish.making import Remade, Why
from digest.publish.memory import Memory, remembering
from digest.publish.moved import lasting
from digest.publish.options import SiteOptions
from digest.publish.pages import pages
from digest.publish.press import template_problems
from digest.publish.search import search_files
from digest.publish.site import Published, is_site, site
from digest.publish.sparing import keep_spare
from digest.publish.standby import MkDocs
from digest.publish.swap import exclusive, roll_back, staging

__all__ = [
    "Aside",
    "Logo",
    "Look",
    "Memory",
    "MkDocs",
    "Published",
    "Remade",
    "SiteOptions",
    "Why",
    "assets",
    "data",
    "exclusive",
    "feeds",
    "is_site",
    "keep_spare",
    "lasting",
    "numbers_line",
    "pages",
    "passage_link",
    "read_logo",
    "remembering",
    "roll_back",
    "search_files",
    "site",
    "staging",
    "template_problems",
]
