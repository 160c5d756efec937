"""Verbs that report speech, by lemma: a list of our own, extended by what PolNeAR's training half shows."""

from digest.reading.parse import Token

# Verbs that claim an utterance wherever they stand with a subject.
CORE = frozenset(
    """say tell add ask reply respond answer explain note state declare announce argue claim insist maintain assert contend
    allege aver affirm confirm deny acknowledge admit concede confess reveal disclose report write tweet retweet post blog
    email text continue conclude recall remark observe comment mention stress emphasize emphasise underline underscore warn
    caution urge plead beg demand suggest propose promise pledge vow swear assure reassure predict forecast joke quip laugh
    chuckle tease deadpan boast brag gloat crow complain lament bemoan grumble gripe whine cry shout yell scream holler
    bellow roar bark snap snarl growl hiss whisper mutter mumble murmur chant exclaim proclaim pronounce preach testify
    attest recount relate describe characterize characterise dub call accuse criticize criticise blast slam denounce condemn
    decry deride lambast lambaste rebuke chide scold admonish retort counter rebut rejoin riposte rant rail fume thunder
    opine muse wonder speculate surmise imply insinuate reiterate repeat echo interject interrupt chime volunteer agree
    protest implore apologize apologise threaten inquire enquire elaborate clarify specify summarize summarise confide
    relay convey intone gush rave enthuse marvel venture posit theorize message type read quote cite assail mock praise
    hail laud tout advise request order order instruct thank greet congratulate welcome applaud refer
    credit blame charge urge forecast reckon estimate""".split()
)
# Verbs that report speech only where a quotation follows at once, or a clause depends on them.
LOOSE = frozenset(
    """begin start point go put shoot fire hit snipe signal indicate offer find think believe feel hope fear learn know
    understand figure decide determine discover realize imagine highlight outline detail specify portray depict label term
    name brand attack challenge question dismiss reject express voice sum sing toast publish broadcast print issue release
    send caption recommend appeal reflect reason object concur disagree celebrate cheer
    conclude herald trumpet address lecture vent offer advise interview depose narrate coin compare liken describe
    boast acknowledge finish open close react counter joke follow pipe press blame promise try""".split()
)
_FORMS = frozenset(
    """said says say added adds asked asks told tells wrote writes tweeted tweets replied replies responded responds
    answered continued concluded stated states state noted notes argued argues explained explains declared insisted
    recalled remarked quipped joked shouted yelled warned warns claimed claims posted admitted""".split()
)


def is_reporting(token: Token) -> bool:
    """Whether the token is a verb that reports speech wherever it stands."""
    return token.tag[:2] == "VB" and token.lemma.lower() in CORE


def is_loose(token: Token) -> bool:
    """Whether the token is a verb that reports speech in some places only."""
    return token.tag[:2] == "VB" and token.lemma.lower() in LOOSE


def looks_reporting(token: Token) -> bool:
    """Whether the word is a common reporting form, whatever the tagger made of it."""
    return token.text in _FORMS


def reads_as_cue(token: Token) -> bool:
    """Whether the word could be a reporting verb: where syntax has failed, behind a quotation."""
    if looks_reporting(token):
        return True
    word = token.text.lower()
    known = token.lemma.lower() in CORE or word in CORE or word.removesuffix("s") in CORE
    return known and token.pos in {"VERB", "NOUN", "AUX"} and token.text.islower()
