"""Words with which news is placed and praised: they say how something is to be taken, not what happened."""

COMMENT = frozenset(  # lemmas
    """
    able acknowledge actively adequate advance advancement affirm aim align alignment allow ambition ambitious
    anticipate apparent appear appropriate area aspect aspiration assert aware awareness background become benefit
    big bilateral bring broad build capability capable center centre challenge change choice circumstance clarity
    clear climate collaboration collaborative collective come comment commitment common complex complexity
    comprehensive concept concern consequence consider considerable consideration contemporary context continue
    contribute contribution cooperate cooperation cooperative coordinate core country critical crucial current deep
    deepen demonstrate depth desire determine develop development dialogue diplomacy diplomatic division due dynamic
    dynamics eager effective embrace emerge emergence emphasis emphasise emphasize enable encompass endeavor
    endeavour engage engagement enhance ensure environment envision era especially essential evident evolution
    evolve expand expectation experience expert exploration explore express extend face fact factor far field focus
    follow foremost form forward foster foundation framework fundamental future geopolitical give global good great
    guide high highlight historic history horizon idea impact imperative implication importance important impressive
    improve improvement include increase increasingly independent indicate influential initiative insight
    instrumental integral intention interest invaluable involve journey key kind lack landscape large lasting lead
    level light likely long look main maintain major make manner mark matter mean meaningful mechanism medium model
    moment momentum move multifaceted narrative nation nature navigate need new newfound notable note notion observe
    ongoing opportunity optimism optimistic option outcome outline outlook overall overcome part particular partner
    partnership perceive perspective pivotal place platform position positive possibility possible potential power
    powerful previous priority proactive process profound progress prominent promising promote prospect prosperity
    prove provide purpose question range reality reason recent recognise recognition recognize reflect regard region
    regional reinforce relate relation relationship relevance relevant remain remark remarkable represent resilience
    resilient resonate respect respond response reveal robust role scale scenario scope sector seek seem seemingly
    series serious serve set shape shift show side sign signal significance significant similar situation social
    spirit stage stakeholder stance strategic strategy strength strengthen strong suggest sustain sustainable
    symbolic take tension term testament thing time toward towards trajectory transform transformation trend try
    turn ultimate underline underscore understand understanding underway unexpected unique valuable various vast
    view vision vital wake way whole wide widely willingness word world
    """.split()
)
