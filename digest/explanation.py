"""Why an article is in its story, in lines for a terminal: what the story's page shows, before it is published."""

from collections.abc import Iterator, Sequence

from digest.nearest import guess
from digest.nouns import Edition, Member, Story

_FEWEST_LETTERS = 3  # of the beginning of a name, as in `digest edit`


def explain(edition: Edition, name: str) -> Iterator[str]:
    """Yield the evidence for a story (its id, the last part of its address or the beginning of either) or one article.

    An article goes by its id or file. Raises LookupError, with the nearest name, for what is not in the edition.
    """
    wanted = name.strip().rstrip("/").rpartition("stories/")[2]
    for story in edition.stories:
        if wanted in {story.id, story.slug}:
            return _story(story, story.members, edition)
        members = [member for member in story.members if wanted in _names(member)]
        if members:
            return _story(story, members, edition)
    begun = [story for story in edition.stories if story.slug.startswith(wanted) or story.id.startswith(wanted)]
    if len(begun) == 1 and len(wanted) >= _FEWEST_LETTERS:
        return _story(begun[0], begun[0].members, edition)
    known = [word for story in edition.stories for word in (story.slug, *(n for m in story.members for n in _names(m)))]
    raise LookupError(f"no story and no article of this edition is called “{name}”{guess(wanted, known)}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _names(member: Member) -> tuple[str, str]:
    article = member.analysis.article
    return article.id, article.source.name


def _story(story: Story, members: Sequence[Member], edition: Edition) -> Iterator[str]:
    texts = story.told.group.independent_texts
    yield story.told.headline.text
    counted = f"{_count(len(story.members), 'article')}, {_count(texts, 'independent text')}"
    yield f"  story {story.id}, stories/{story.slug}/: {counted}"
    yield from _topics(members, edition)
    yield from (f"  edited by hand: {decision}" for decision in story.decisions)
    for member in members:
        yield ""
        yield from _member(member, story, edition)


def _topics(members: Sequence[Member], edition: Edition) -> Iterator[str]:
    """The topics whose queries match some of the articles, and the terms that each article holds."""
    called = {member.analysis.article.id: _called(member) for member in members}
    for coverage in edition.topics:
        if matches := [match for match in coverage.matches if match.article in called]:
            yield f"  topic {coverage.topic.name}: {coverage.topic.query}"
            yield from (f"    {called[match.article]} for {', '.join(match.terms)}" for match in matches)


def _member(member: Member, story: Story, edition: Edition) -> Iterator[str]:
    evidence = member.evidence
    own = {one.analysis.article.id: one for one in story.members}
    yield f"{_called(member)}"
    if member.text_group != member.analysis.article.id and member.text_group in own:
        yield f"  same text as {_called(own[member.text_group])}"
    if member.retells in own:
        yield f"  retells {_called(own[member.retells])}: no name, figure, day or quote that is not there"
    if evidence.best in own:
        yield f"  matches {_called(own[evidence.best])} best: {evidence.score:.3f} of 1, the sum of"
        yield from (f"    {shared.weight:.3f}  {shared.term}" for shared in evidence.shared)
        if member.by_hand:
            yield "  an editor put it here"
    elif len(own) == 1:
        yield "  stands alone, by an editor's hand" if member.by_hand else "  stands alone"
    elif member.by_hand:
        yield "  is here by an editor's hand, not for what it shares"
    else:
        yield "  shares no terms with the others that would count"
    for other in edition.stories:
        for one in other.members:
            if one.analysis.article.id == evidence.nearest_other and other is not story:
                yield f"  nearest article of another story: {_called(one)}, {evidence.nearest_other_score:.3f}"
                yield f"    in stories/{other.slug}/"


def _called(member: Member) -> str:
    article = member.analysis.article
    outlet = article.outlet.value if article.outlet else "outlet unknown"
    return f"{outlet} ({article.source.name})"
