"""What the sample's stories dispute, as nouns made by hand."""

from dataclasses import replace

from digest.nouns import Aspect, Claim, Difference, Phrase, Side, Span, Story, Update


def claim(story: Story, article: str, words: str) -> Claim:
    """A value that stands in an article of the story, with its sentence."""
    analysis = next(one.analysis for one in story.members if one.analysis.article.id == article)
    start = analysis.article.text.index(words)
    end = start + len(words)
    sentence = next(one for one in analysis.sentences if one.start <= start and end <= one.end)
    return Claim(
        article=article, start=start, end=end, text=words, sentence=Span(start=sentence.start, end=sentence.end)
    )


def disputed(story: Story) -> Story:
    """The ferry's story with two disputes, one of them between a text with its copy and another, and an update."""
    first, wire = claim(story, "gazette-ferry", "1 June"), claim(story, "wire-ferry", "June")
    cost = claim(story, "gazette-ferry", "nine crowns")
    subsidy, copied = (claim(story, name, "2.4 million crowns") for name in ("wire-ferry", "morning-copy"))
    gap = Span(start=first.start, end=first.end)
    planned = Difference(
        aspect=Aspect.DATE,
        phrase=Phrase(article=first.article, start=first.sentence.start, end=first.end, gap=gap),
        sides=(
            Side(claims=(replace(wire, article="morning-copy"), wire), voices=1),
            Side(claims=(first,), voices=1),
        ),
        updates=(Update(earlier=subsidy, later=copied),),
    )
    name = claim(story, "gazette-ferry", "Mira Tan")
    office = Difference(
        aspect=Aspect.OFFICE,
        phrase=Phrase(article=name.article, start=name.start, end=name.end, gap=None),
        sides=(Side(claims=(cost,), voices=1), Side(claims=(subsidy,), voices=1)),
        updates=(),
    )
    return replace(story, told=replace(story.told, differences=(planned, office)))
