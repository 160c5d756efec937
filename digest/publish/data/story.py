"""A story as data: its whole record, and its line in the list of stories."""

from digest.nouns import Extract, Headline, Story
from digest.publish.addresses import story_address
from digest.publish.almanac import Almanac, story_days
from digest.publish.data.articles import article_data, outlet_name
from digest.publish.data.differences import difference_data
from digest.publish.data.extent import Extent
from digest.publish.data.index_shapes import Listed
from digest.publish.data.news import news_data
from digest.publish.data.quotes import quote_rows
from digest.publish.data.shapes import VERSION, Sentence
from digest.publish.data.shapes import Headline as HeadlineData
from digest.publish.data.shapes import Story as StoryData
from digest.publish.data.timeline import entry_data
from digest.publish.story_view import guid


def record_path(story: Story) -> str:
    """Where a story's record is published. Ids are made of hexadecimal digits alone, and never change."""
    return f"data/stories/{story.id}.json"


def story_data(story: Story, extent: Extent, book: Almanac) -> StoryData:
    """All of a story. It depends on the story alone, so that another one leaves its file as it is."""
    told = story.told
    timeline = told.timeline.entries if told.timeline and not extent.outline else ()
    return {
        "version": VERSION,
        "id": story.id,
        "guid": guid(story, book),
        "slug": story.slug,
        "url": book.options.url + story_address(story),
        "kept": extent.kept,
        "headline": _headline(told.headline),
        "first_edition": story.first_edition,
        "last_edition": story.last_edition,
        "news": news_data(story.update, told) if story.update and not extent.outline else None,
        "topics": [book.topics[slug].name for slug in story.topics],
        "articles": [article_data(member, extent) for member in story.members],
        "summary": [_sentence(one, extent) for one in (() if extent.outline else told.summary)],
        "quotes": list(quote_rows(story, extent, book)),
        "differences": [difference_data(one, extent) for one in (() if extent.outline else told.differences)],
        "timeline": [entry_data(entry, extent) for entry in timeline],
        "threads": [
            {"story": thread.story, "relation": thread.relation, "shared": list(thread.shared)}
            for thread in (() if extent.outline else story.threads)
        ],
        "decisions": list(story.decisions),
    }


def listed_data(story: Story, extent: Extent, book: Almanac) -> Listed:
    """A story's line in the list: what it is called, where its record is, and how much there is of it."""
    days = story_days(story, book.zone)
    return {
        "id": story.id,
        "guid": guid(story, book),
        "slug": story.slug,
        "url": book.options.url + story_address(story),
        "data": book.options.url + record_path(story),
        "kept": extent.kept,
        "headline": _headline(story.told.headline),
        "first_edition": story.first_edition,
        "last_edition": story.last_edition,
        "topics": [book.topics[slug].name for slug in story.topics],
        "first": days[0].isoformat() if days else None,
        "last": days[-1].isoformat() if days else None,
        "articles": list(story.told.group.ids),
        "outlets": len({outlet_name(member) for member in story.members} - {None}),
        "texts": story.told.group.independent_texts,
        "quotes": len(story.told.quotes),
    }


def _headline(headline: Headline) -> HeadlineData:
    return {"text": headline.text, "article": headline.article or None, "by": headline.by or None}


def _sentence(extract: Extract, extent: Extent) -> Sentence:
    return {
        "text": extent.extract(extract.text),
        "article": extract.article,
        "start": extract.start,
        "end": extract.end,
        "also_in": list(extract.also_in),
    }
