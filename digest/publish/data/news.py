"""What is new in a story, as data."""

from digest.nouns import KeyQuote, News, Told, Variant
from digest.publish.data import shapes


def news_data(news: News, told: Told) -> shapes.News:
    """What an edition brought to a story, quotes go by the names that quotes.json gives them."""
    reworded = [told.quotes[at].versions[place] for at, place in news.versions]
    return {
        "edition": news.edition,
        "since": news.since.isoformat() if news.since else None,
        "whole": news.whole,
        "sentences": list(news.sentences),
        "quotes": [_utterance(told.quotes[at]) for at in news.quotes],
        "versions": [_utterance(version) for version in reworded],
        "articles": list(news.sources),
        "revised": list(news.revised),
        "sides": [list(place) for place in news.sides],
        "updates": [list(place) for place in news.updates],
    }


def _utterance(version: KeyQuote | Variant) -> str:
    return f"{version.article}/{version.parts[0].utterance}"
