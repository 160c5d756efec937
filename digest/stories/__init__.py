"""What happened: articles that tell one story, told with receipts, in an edition."""

from digest.stories.acquaintance import NOTHING_KNOWN, Acquainted, Known, acquainted, known_after
from digest.stories.circles import CircleBlock
from digest.stories.companies import CompanyBlock
from digest.stories.comparisons import NO_COMPARISONS, Between, Comparisons
from digest.stories.copies import text_groups
from digest.stories.corpus import Corpus
from digest.stories.decisions import Outcome
from digest.stories.edition import edition, until
from digest.stories.evidence import Draft, Findings, Work
from digest.stories.features import Features, features, joined
from digest.stories.front import lay_out
from digest.stories.group import Settings, group, grouping
from digest.stories.headline import RULE as HEADLINE_RULE
from digest.stories.identity import final, settle, slug_of
from digest.stories.learnt import Table, first_seen
from digest.stories.past import astray, edition_slugs, look_back, passages, printed_earlier, standing_of
from digest.stories.people import People
from digest.stories.person_identity import settle_people
from digest.stories.persons import persons
from digest.stories.rank import RANK_RULE
from digest.stories.reasons import Asked
from digest.stories.records import edition_record
from digest.stories.regroup import regroup
from digest.stories.removals import conceal, forget_people, redacted, take_down
from digest.stories.rules import article_names, correct, dangling, exclude, placed_by_hand
from digest.stories.summarise import summarise
from digest.stories.tell import tell
from digest.stories.threads import Bounds, Link, Weighed, related, threads
from digest.stories.topics import watch
from digest.stories.withheld import Withheld, withheld

__all__ = [
    "HEADLINE_RULE",
    "NOTHING_KNOWN",
    "NO_COMPARISONS",
    "RANK_RULE",
    "Acquainted",
    "Asked",
    "Between",
    "Bounds",
    "CircleBlock",
    "CompanyBlock",
    "Comparisons",
    "Corpus",
    "Draft",
    "Features",
    "Findings",
    "Known",
    "Link",
    "Outcome",
    "People",
    "Settings",
    "Table",
    "Weighed",
    "Withheld",
    "Work",
    "acquainted",
    "article_names",
    "astray",
    "conceal",
    "correct",
    "dangling",
    "edition",
    "edition_record",
    "edition_slugs",
    "exclude",
    "features",
    "final",
    "first_seen",
    "forget_people",
    "group",
    "grouping",
    "joined",
    "known_after",
    "lay_out",
    "look_back",
    "passages",
    "persons",
    "placed_by_hand",
    "printed_earlier",
    "redacted",
    "regroup",
    "related",
    "settle",
    "settle_people",
    "slug_of",
    "standing_of",
    "summarise",
    "take_down",
    "tell",
    "text_groups",
    "threads",
    "until",
    "watch",
    "withheld",
]
