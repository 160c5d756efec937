"""Closed lists of English words that several rules share."""

from digest.reading.lexicon import lexicon

PRONOUNS_HE = frozenset({"he", "him", "his", "himself"})
PRONOUNS_SHE = frozenset({"she", "her", "hers", "herself"})
PRONOUNS_IT = frozenset({"it", "its", "itself"})
PRONOUNS_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})

LINKS = lexicon("links")
LINK_PHRASES = (
    "in addition", "as a result", "on the other hand", "by contrast", "in contrast", "in response", "in turn",
    "for example", "for instance", "after that", "at the same time", "even so", "that said", "in other words",
    "in this", "in that", "the former", "the latter", "for his part", "for her part", "for its part", "the same",
    "at that", "at this", "despite this", "despite that", "because of this", "because of that", "as such",
)  # fmt: skip
LABELS = (  # before a paragraph of a newsletter; no speaker's name
    "why (?:it|this) matters", "(?:the )?state of play", "the (?:big|bigger|full) picture", "the bottom line",
    "(?:the )?(?:backdrop|background|backstory|context|details|intrigue|upshot|catch|numbers|stakes)", "by the numbers",
    "driving the news", "between the lines", "zoom (?:in|out)", "flashback", "catch up quick", "reality check",
    "worth noting", "of note", "yes, but", "the other side", "the latest", "the news", "what(?:'|’| i)s (?:new|next)",
    "what happened", "what(?:'|’| i)s happening", "what to (?:watch|know)", "where (?:it|things) stands?",
)  # fmt: skip
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
LIGHT = lexicon("light")
TIME_NOUNS = lexicon("time_nouns")
ANAPHORIC = lexicon("anaphoric")
PEOPLE_NOUNS = lexicon("people_nouns")
ROLES = lexicon("roles")
DOCUMENTS = lexicon("documents")
PLACARDS = lexicon("placards")
UTTERANCES = lexicon("utterances")
GROUPS = lexicon("groups")
MEDIA = lexicon("media")
