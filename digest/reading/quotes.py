"""Who said what, and how we know: the quotations of an article, each under its speaker or under none."""

import re
from collections.abc import Sequence

from digest.nouns import Article, FoundBy, Quote, QuoteKind
from digest.reading.gender import genders
from digest.reading.indirect import reported
from digest.reading.marks import Stretch
from digest.reading.names import People
from digest.reading.parse import Parse
from digest.reading.posts import Posted, posts
from digest.reading.pronouns import antecedents
from digest.reading.scenes import Scene, scene_of
from digest.reading.speakers import Speaker, Speakers
from digest.reading.unparsed import beside
from digest.reading.walk import Said, Walk, cue_text

_FEWEST = 4  # words between marks that are speech where no syntax can tell
_SENTENCE = 6  # words that are speech also where nobody is named and no stop ends them
_SIGNS = 8  # characters that are speech in a script without spaces
_COLON = re.compile(r":\s*\W{1,2}$")  # and the mark
_BEFORE = 6  # characters in which it stands
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")


def _indirect(scene: Scene, walk: Walk, speakers: Speakers, text: str) -> list[Said]:
    found = []
    for clause in reported(scene, text):
        speaker = speakers.of_cue(scene.parse, clause.cue)
        if speaker.name:
            stretch = Stretch(scene.parse.block, clause.start, clause.end, closed=True, single=False)
            cue = cue_text(scene, clause.cue, text)
            found.append(Said(stretch, QuoteKind.INDIRECT, speaker, cue, "indirect", walk.next()))
    return found


def _posted(article: Article, lines: Sequence[Posted], walk: Walk, people: People) -> list[Said]:
    """Each line of a post as the direct speech of whoever signs it."""
    numbers: dict[int, int] = {}
    found = []
    for line in lines:
        if line.post not in numbers:
            numbers[line.post] = walk.next()
        name = " ".join(line.signer.text.split())
        person = next((n for n, known in enumerate(people.named) if name in known.forms), None)
        speaker = Speaker(people.named[person].name if person is not None else name, line.signer, FoundBy.NAMED, person)
        stretch = Stretch(line.block, line.start, line.end, closed=True, single=False)
        language = _language(article, line.block)
        found.append(Said(stretch, QuoteKind.DIRECT, speaker, None, "post", numbers[line.post], language=language))
    return found


def _language(article: Article, block: int) -> str:
    language = article.blocks[block].language
    return article.language if language == "und" and article.language != "en" else language


def _is_long(said: str, *, announced: bool) -> bool:
    """Whether words in a language that is not parsed are more than a title or a single word."""
    if _UNSPACED.search(said):
        return len(said) >= _SIGNS
    words = len(said.split())
    return words >= _SENTENCE or (words >= _FEWEST and (announced or said[-1] in ".,!?…"))


def _unparsed(article: Article, stretches: Sequence[Stretch], walk: Walk, people: People) -> list[Said]:
    found = []
    for stretch in stretches:
        language = _language(article, stretch.block)
        named = beside(article.text, stretch, language)
        announced = named is not None or _COLON.search(article.text[: stretch.start][-_BEFORE:]) is not None
        if not _is_long(article.text[stretch.start : stretch.end], announced=announced):
            continue
        speaker = None
        if named:
            name = " ".join(named[0].text.split())
            person = next((n for n, known in enumerate(people.named) if name in known.forms), None)
            speaker = Speaker(
                people.named[person].name if person is not None else name, named[0], FoundBy.NAMED, person
            )
        cue = (named[1] or None) if named else None
        found.append(Said(stretch, QuoteKind.DIRECT, speaker, cue, "marks", walk.next(), language=language))
    return found


def find_quotes(
    article: Article,
    parses: Sequence[Parse],
    marked: Sequence[Sequence[Stretch]],
    people: People,
    rules: list[str] | None = None,
) -> tuple[Quote, ...]:
    """The quotes of an article, in order; `rules`, when given, receives the rule that decided each, for benchmarks."""
    text = article.text
    scenes = [scene_of(text, article.blocks[parse.block], parse, marked[parse.block]) for parse in parses]
    inside = {scene.parse.block: scene.inside for scene in scenes}
    speakers = Speakers(people, antecedents(parses, people, genders(parses, people), inside, text), text)
    lines = posts(article, [scene.parse.block for scene in scenes])
    posted = {line.block for line in lines} | {
        n for line in lines for n in range(line.block, _signed_in(article, line) + 1)
    }
    by_block = {scene.parse.block: scene for scene in scenes}
    walk = Walk(text, speakers)
    found = _posted(article, lines, walk, people)
    for number in range(len(article.blocks)):
        scene = by_block.get(number)
        if number in posted or _is_title(article, number):
            continue
        if scene is None:
            found += _unparsed(article, marked[number], walk, people)
        else:
            found += walk.block(scene)
            found += _indirect(scene, walk, speakers, text)
    found.sort(key=lambda said: (said.stretch.start, said.stretch.end))
    if rules is not None:
        rules += [said.rule for said in found]
    return tuple(_quote(said, text, people) for said in found)


def _signed_in(article: Article, line: Posted) -> int:
    """Number of the block that holds a post's signature."""
    return next(n for n, block in enumerate(article.blocks) if block.start <= line.signer.start < block.end)


def _is_title(article: Article, number: int) -> bool:
    """A record's text often begins with its headline, whose quotations are the headline writer's cuts."""
    block = article.blocks[number]
    words = article.text[block.start : block.end].strip(" .\n")
    return number < 2 and article.title is not None and words == article.title.value.strip(" .\n")


def _quote(said: Said, text: str, people: People) -> Quote:
    speaker = said.speaker
    roles = people.named[speaker.person].roles if speaker and speaker.person is not None else ()
    return Quote(
        start=said.stretch.start,
        end=said.stretch.end,
        text=text[said.stretch.start : said.stretch.end],
        kind=said.kind,
        speaker=speaker.name if speaker else None,
        mention=speaker.mention if speaker else None,
        cue=said.cue,
        found_by=speaker.found_by if speaker and speaker.name else FoundBy.NONE,
        utterance=f"u{said.utterance}",
        role=roles[0] if roles else "",
        relays=said.relays,
        language=said.language,
    )
