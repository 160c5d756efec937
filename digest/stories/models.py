"""The numbers that weigh a story's words, fitted by `benchmarks/summaries.py --fit` on editors' summaries."""

import re

FEATURES = (
    "bias",
    "times",  # log of the number of sentences that have it
    "early",  # sum of e to the minus position of those sentences, by texts
    "name",  # always capitalised
    "figure",
    "title",  # share of titles that have it
    "spread",  # share of texts that have its rarest word, endings aside
    "function",  # one of the pair is a function word
    "agreement",  # of its texts with the others, against the mean
    "manner",  # ends in -ly or -ing
    "quoted",  # share of its sentences where it is quoted
)
SINGLES = (  # that the summary has a word at least once, twice, three times
    (-2.47, 1.11, 0.9, 0.71, 0.71, 2.05, 1.04, 0.0, 0.69, -0.42, 0.33),
    (-4.07, 2.36, -0.23, 0.3, 0.25, 1.39, -0.3, 0.0, 0.53, -0.66, -0.07),
    (-5.76, 2.67, -0.36, 0.23, -0.04, 1.38, -0.13, 0.0, 0.41, -0.6, -0.33),
)
PAIR = (-2.77, 1.55, 0.96, 0.67, 0.52, 2.04, 0.73, -0.36, 0.7, -0.43, 0.64)
PAIR_VALUE = 2.5  # of a pair against a word: a pair held in common tells more of equal meaning
FUNCTION_RATES = {  # share of the words of editors' summaries; the other function words are rarer
    "the": 0.0645,
    "to": 0.0274,
    "and": 0.0229,
    "of": 0.0228,
    "a": 0.0211,
    "in": 0.0186,
    "s": 0.0159,
    "on": 0.0128,
    "that": 0.0127,
    "for": 0.0098,
    "as": 0.0065,
    "with": 0.0061,
    "is": 0.0057,
    "from": 0.0054,
    "said": 0.0051,
    "by": 0.005,
    "was": 0.0047,
    "it": 0.0044,
    "will": 0.0043,
    "at": 0.0042,
    "an": 0.0038,
    "after": 0.0037,
    "has": 0.0036,
    "this": 0.0036,
    "are": 0.0035,
    "have": 0.0034,
    "his": 0.0032,
    "not": 0.0031,
    "be": 0.003,
    "he": 0.0026,
    "would": 0.0026,
    "also": 0.0025,
    "over": 0.0025,
    "which": 0.0025,
    "who": 0.0024,
    "some": 0.0021,
    "their": 0.0019,
    "were": 0.0017,
    "about": 0.0016,
    "been": 0.0016,
    "had": 0.0016,
    "more": 0.0016,
    "or": 0.0016,
    "but": 0.0015,
    "they": 0.0015,
    "we": 0.0015,
}
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a about above after again against all also am an and any are aren as at be because been before being below between
    both but by can could did do does doing don down during each else ever every few for from further had has have
    having he her here hers herself him himself his how i if in into is isn it its itself just me more most much must my
    myself no nor not now of off often on once one only or other our ours ourselves out over own per quite rather really
    s same say said says she should since so some still such t than that the their theirs them themselves then there
    these they this those though through to too under until up upon us very was wasn we were what when where whether
    which while who whom whose why will with within without would yet you your yours yourself
    """,
    )
)
