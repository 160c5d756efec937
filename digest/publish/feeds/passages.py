"""An article's words in an item: a sentence, a quote or a value, with the link that shows it in the original."""

from collections.abc import Iterator

from digest.nouns import Claim, Difference, Extract, KeyQuote, Side, Update
from digest.publish.addresses import fragment_link, person_address, story_address
from digest.publish.almanac import Almanac, Home, outlet_of
from digest.publish.feeds.html import link, page, paragraph, quotation, text
from digest.publish.safe import Safe
from digest.publish.wording import comma, found_words, quoted

_CLAIMS = 6  # that are named for one value


def name_of(home: Home) -> str:
    """The outlet of an article, or its file where the outlet is unknown."""
    return outlet_of(home.member) or home.member.analysis.article.source.name


def source_page(home: Home, book: Almanac) -> Safe:
    """Where an article stands among the sources of its story."""
    return page(f"{story_address(home.story)}#source-{home.number}", book.options)


def sentence_html(extract: Extract, book: Almanac) -> str:
    """A summary sentence with its source mark."""
    home = book.homes[extract.article]
    mark = link(_passage(home, extract.start, extract.end, book), name_of(home))
    return paragraph(f"{text(extract.text)} [{mark}]", foreign(home.member.analysis.article.language, book))


def quote_html(quote: KeyQuote, book: Almanac) -> str:
    """The words of an utterance, whose they are, where they stand, and how the speaker is known."""
    home, first = book.homes[quote.article], quote.parts[0]
    name = book.names.get(quote.person)
    who = "" if name is None else link(page(person_address(quote.person), book.options), name)
    who = who or text(quote.speaker or book.words.gettext("speaker not found"))
    who += f"{comma(first.role)} {text(first.role)}" if first.role else ""
    who += text(", " + book.words.gettext("reading %(what)s", what=first.relays)) if first.relays else ""
    found = text(found_words(quote, book.words))
    source = link(_passage(home, first.start, quote.parts[-1].end, book), name_of(home))
    words = " … ".join(quoted(part.text.removesuffix(","), book.words) for part in quote.parts)
    return quotation(words, foreign(first.language, book), "; ".join(part for part in (who, source, found) if part))


def differences_html(differences: tuple[Difference, ...], book: Almanac) -> Iterator[str]:
    """For each thing that sources give differently, a line with every value and who gives it."""
    for one in differences:
        what = text(_named(one, book))
        if one.sides:
            yield f"{what}: {'; '.join(_side(side, book) for side in one.sides)}"
        for update in one.updates:
            yield f"{what}: {_update(update, book)}"


def _named(one: Difference, book: Almanac) -> str:
    """The words that name what is compared, with a gap where the value stands in them."""
    phrase, words = one.phrase, book.homes[one.phrase.article].member.analysis.article.text
    if phrase.gap is None:
        return words[phrase.start : phrase.end]
    return f"{words[phrase.start : phrase.gap.start]}…{words[phrase.gap.end : phrase.end]}"


def _side(side: Side, book: Almanac) -> str:
    named, more = [_claimed(claim, book) for claim in side.claims[:_CLAIMS]], len(side.claims) - _CLAIMS
    named += [book.words.ngettext("%(num)s more source", "%(num)s more sources", more)] if more > 0 else []
    return f"<strong>{text(side.value)}</strong> ({', '.join(named)})"


def _update(update: Update, book: Almanac) -> str:
    earlier, later = update.earlier, update.later
    first, then = (f"<strong>{text(claim.text)}</strong> ({_claimed(claim, book)})" for claim in (earlier, later))
    return book.words.gettext("first %(earlier)s, later %(later)s", earlier=first, later=then)


def _claimed(claim: Claim, book: Almanac) -> str:
    home = book.homes[claim.article]
    return link(_passage(home, claim.sentence.start, claim.sentence.end, book), name_of(home))


def _passage(home: Home, start: int, end: int, book: Almanac) -> Safe:
    """Where a passage stands in the original; its source on the story's page where that has no address."""
    article = home.member.analysis.article
    shown = fragment_link(article.url.value, article.text, start, end) if article.url else Safe("")
    return shown or source_page(home, book)


def foreign(code: str, book: Almanac) -> str:
    """A language, where it is not the digest's."""
    return "" if code == book.locale.language else code
