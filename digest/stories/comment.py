"""Words that say how news is to be taken, which tell nothing new, and words of which each is news."""

# Lemmas with which news is placed and praised.
_COMMENT = """
    able accord acknowledge actively adequate advance advancement affirm aim align alignment allow ambition
    ambitious announce anticipate apparent appear approach appropriate area aspect aspiration assert aware awareness
    background become benefit big bilateral bring broad build capability capable careful case center centre
    challenge change choice circumstance clarity clear climate collaboration collaborative collective come comment
    commitment common complex complexity comprehensive concept concern consequence consider considerable
    consideration contemporary context continue contribute contribution cooperate cooperation cooperative coordinate
    core country critical crucial current debate decide decision deep deepen demonstrate depth desire determine
    develop development dialogue difficult diplomacy diplomatic division due dynamic dynamics eager effective
    embrace emerge emergence emphasis emphasise emphasize enable encompass endeavor endeavour engage engagement
    enhance ensure environment envision era especially essential evident evolution evolve expand expectation
    experience expert exploration explore express extend face fact factor far field find focus follow foremost form
    forward foster foundation framework fundamental future geopolitical give global good great groundbreaking guide
    high highlight historic history horizon idea impact imperative implication importance important impressive
    improve improvement include increase increasingly independent indicate influential initiative insight
    instrumental integral integrity intention interest invaluable involve journey key kind lack landmark landscape
    large lasting lead lesson level light likely link long look main maintain major make manner mark matter mean
    meaningful mechanism medium model moment momentum move multifaceted narrative nation nature navigate need new
    newfound news notable note notion observe observer ongoing opportunity optimism optimistic option outcome
    outline outlook overall overcome part particular partner partnership perceive perspective pivotal place platform
    position positive possibility possible potential power powerful prepare previous priority proactive process
    profound progress prominent promising promote prospect prosperity prove provide purpose question range reader
    reality reason recent recognise recognition recognize reflect regard region regional reinforce relate relation
    relationship relevance relevant remain remark remarkable reminder represent resilience resilient resonate
    respect respond response reveal robust role scale scenario scope sector seek seem seemingly series serious serve
    set shape shift show side sign signal significance significant similar situation social spirit stage stakeholder
    stance story strategic strategy strength strengthen strong suggest sustain sustainable symbolic take tension
    term testament thing time toward towards trajectory transform transformation trend trust try turn ultimate
    underline underscore understand understanding underway unexpected unique valuable various vast view vision vital
    wake way whole wide widely willingness word world
"""
COMMENT = frozenset(_COMMENT.split())
# Lemmas of which each is news by itself; an earlier text that has one of a line is as good as one that has all.
_DECISIVE = """
    die dead death kill murder fatal victim body funeral
    injure injury hurt wound hospital
    arrest detain custody capture
    charge indict accuse impeach sue lawsuit warrant
    convict guilty sentence jail prison fine condemn
    acquit innocent
    release free bail parole
    escape flee vanish
    resign quit oust
    sack dismiss fire expel
    elect appoint name
    cancel abandon drop scrap call off
    postpone delay
    stop halt suspend ban block shut close
    reject refuse deny oppose
    accept agree settle
    withdraw retract recall
    apologise apologize apology regret
    correct correction error mistake wrong false
    confess admit
    win beat defeat lose
    strike walkout protest
    shoot attack bomb explode stab
    steal theft rob
    crash collapse sink hang
    rescue evacuate
    marry divorce birth born pregnant
    seize confiscate
    double halve
    overturn annul appeal
"""
DECISIVE = {word: frozenset(line.split()) for line in _DECISIVE.splitlines() for word in line.split()}
