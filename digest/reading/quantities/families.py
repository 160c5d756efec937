"""Words that say one thing of the people or things that are counted, whatever their form."""


def closed(words: str) -> frozenset[str]:
    """A closed list of words, separated by white space."""
    return frozenset(words.split())


_VERBS = {  # each with those that something is done to as object or as subject of a passive
    "kill": "kill slay murder massacre assassinate execute slaughter shoot_dead electrocute drown behead gun_down",
    "injure": "injure wound hurt maim",
    "arrest": "arrest detain apprehend round_up nab take_into_custody",
    "displace": "displace uproot",
    "evacuate": "evacuate",
    "rescue": "rescue save",
    "jail": "sentence jail imprison",
    "infect": "infect",
    "kidnap": "kidnap abduct",
    "lay off": "lay_off sack fire dismiss",
}
_SUBJECTS = {  # with those to whom it happens as subject
    "kill": "die perish succumb drown suffocate",
    "go missing": "disappear vanish",
    "evacuate": "evacuate",
}
_NOUNS = {  # 12 of these, or these of 12
    "kill": "death fatality killing murder slaying massacre execution drowning assassination",
    "injure": "injury",
    "arrest": "arrest detention",
    "displace": "displacement",
    "evacuate": "evacuation",
    "rescue": "rescue",
    "kidnap": "abduction kidnapping",
    "lay off": "layoff redundancy",
    "infect": "infection",
    "go missing": "disappearance",
}
_STATES = {  # 12 are so
    "kill": "dead killed deceased slain murdered",
    "injure": "injured wounded hurt maimed",
    "go missing": "missing unaccounted lost",
    "arrest": "arrested detained",
    "displace": "displaced homeless",
    "evacuate": "evacuated",
    "rescue": "rescued",
    "infect": "infected",
    "kidnap": "abducted kidnapped",
}


def _turned(lists: dict[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): family for family, words in lists.items() for word in words.split()}


OF_OBJECT = _turned(_VERBS)
OF_SUBJECT = _turned(_SUBJECTS)
OF_NOUN = _turned(_NOUNS)
OF_STATE = _turned(_STATES)
CASUALTIES = frozenset({"kill", "injure", "go missing", "arrest", "displace", "evacuate", "rescue", "infect", "kidnap"})
"""Deeds that are done to people, where none are named."""

UP = closed("""
    rise increase climb grow jump surge soar gain swell double triple quadruple raise boost lift rocket balloon
    accelerate widen expand hike mount leap spike edge_up tick_up rebound advance
    """)
DOWN = closed("""
    fall decrease drop decline plunge slump sink slip tumble shrink cut reduce lower plummet dip slide lose contract
    narrow halve dwindle slow ease trim slash crash shed
    """)
TURNING = frozenset({"go", "change", "move", "revise", "adjust", "extend", "bring", "push", "take", "come"})
"""Verbs of change that say no direction."""

RISES = closed("rise increase jump surge growth gain hike climb raise boost upsurge uptick spike leap")
FALLS = closed("fall decrease drop decline plunge slump cut reduction dip slide loss contraction discount")
BEING = closed(
    "be stand total reach cost measure weigh last value worth estimate amount remain become exceed number equal"
)
"""Verbs that only say how much something is."""

COLLECTIVES = closed("total group crowd team number toll estimate maximum minimum record average combine")
MAYBE = closed("may might could would should will shall can")
HOPES = closed("""
    expect plan hope fear threaten want aim seek intend consider warn predict forecast project propose promise pledge
    vow estimate believe suspect likely potential possible possibly perhaps maybe feared expected planned proposed
    projected forecast threatened allegedly risk target goal
    """)
LIVES_TAKEN = closed("take claim cost lose end")
SO_FAR = ("so far", "to date", "in total", "in all", "altogether", "overall", "until now", "up to now", "by now")
PEOPLE = frozenset({"people", "person", "persons", "other", "others", "life", "human", "individual"})
INCLUDING = frozenset({"including", "include", "among", "excluding", "except", "besides"})
MORE = frozenset({"more", "further", "additional", "extra", "other", "another"})
EMPTY = closed("""
    more other further additional extra total full whole entire own different separate such same mere staggering
    whopping estimated reported consecutive straight next past last previous good great another those these many
    """)
"""Words before a noun that do not change what it counts."""
