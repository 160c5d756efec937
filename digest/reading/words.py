"""Closed lists of English words that several rules share."""

PRONOUNS_HE = frozenset({"he", "him", "his", "himself"})
PRONOUNS_SHE = frozenset({"she", "her", "hers", "herself"})
PRONOUNS_IT = frozenset({"it", "its", "itself"})
PRONOUNS_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = PRONOUNS_HE | PRONOUNS_SHE | PRONOUNS_IT | PRONOUNS_THEY | {"i", "we", "you", "who", "that", "which"}

LINKS = frozenset(
    """however but and or also meanwhile moreover instead nevertheless nonetheless furthermore additionally besides
    therefore thus hence consequently accordingly otherwise still yet so then likewise similarly conversely indeed
    later afterwards elsewhere there here such both neither either another others""".split()
)
LINK_PHRASES = (
    "in addition", "as a result", "on the other hand", "by contrast", "in contrast", "in response", "in turn",
    "for example", "for instance", "after that", "at the same time", "even so", "that said", "in other words",
    "in this", "in that", "the former", "the latter", "for his part", "for her part", "for its part", "the same",
    "at that", "at this", "despite this", "despite that", "because of this", "because of that", "as such",
)  # fmt: skip
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
LIGHT = frozenset(
    """be have do say go get make take come will would can could may might shall should must other such many much more
    most few several own same new last next first one two like""".split()
)
TIME_NOUNS = frozenset(
    """week month year morning afternoon evening night weekend summer winter spring autumn fall season time decade century
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december""".split()
)
ANAPHORIC = frozenset(
    """move announcement comment remark statement development news revelation pair duo trio two three former latter
    allegation accusation disclosure clarification""".split()
)
PEOPLE_NOUNS = frozenset(
    """man woman boy girl official officer minister president secretary leader chief spokesman spokeswoman spokesperson
    lawyer attorney judge senator congressman congresswoman lawmaker governor mayor candidate nominee analyst expert
    professor doctor teacher student author writer reporter journalist editor director manager executive chairman chairwoman
    king queen prince princess pope bishop priest imam general admiral colonel commander soldier policeman victim suspect
    driver player coach owner worker employee voter supporter resident neighbor neighbour mother father son daughter wife
    husband brother sister actor actress singer founder aide adviser advisor strategist consultant diplomat ambassador envoy
    person source witness farmer fisherman scientist researcher""".split()
)
ROLES = frozenset(
    """minister president premier secretary chancellor chairman chairwoman chair chief director head leader governor mayor
    senator representative congressman congresswoman lawmaker mp ambassador envoy spokesman spokeswoman spokesperson
    commissioner general admiral colonel major captain lieutenant sergeant commander judge justice attorney lawyer
    prosecutor professor doctor dr analyst expert economist scientist researcher author writer reporter journalist
    correspondent columnist editor anchor host commentator pundit strategist consultant adviser advisor aide official
    officer executive ceo cfo coo founder co-founder cofounder manager coach captain king queen prince princess sultan emir
    pope cardinal archbishop bishop reverend rabbi imam father sister sir lady lord dame mr mrs ms miss mx candidate nominee
    frontrunner billionaire businessman businesswoman entrepreneur activist organizer campaigner actor actress singer rapper
    comedian musician player golfer pollster historian philosopher scholar fellow student teacher principal superintendent
    sheriff detective inspector constable policeman trooper deputy treasurer speaker whip delegate counsel banker investor
    trader owner operator partner veteran mogul tycoon star detective undersecretary vice-president vice-chairman
    sen rep gov gen lt col sgt maj capt cmdr adm rev prof hon pm fm datuk tan seri tun haji sheikh""".split()
)
DOCUMENTS = frozenset(
    """statement release letter memo message email e-mail tweet post note text report resolution document brief article
    piece editorial op-ed column ad advert advertisement video clip sign banner placard poster caption blog essay speech
    petition filing lawsuit complaint ruling opinion order transcript summary paper study survey poll question hashtag
    joke line slogan comment remark word cover announcement warning release dispatch chant""".split()
)
