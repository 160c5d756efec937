"""What pages are printed from: the almanac, and views of its stories and topics, each made when asked for, and once."""

from collections.abc import Callable

from digest.nouns import Edition
from digest.publish.almanac import Almanac, almanac
from digest.publish.options import SiteOptions
from digest.publish.story_view import story_view
from digest.publish.topic_view import TopicView, topic_view
from digest.publish.tracing import Views
from digest.publish.views import StoryView
from digest.store import digest_of


class Desk:
    """An edition, ready to be printed: as pages, feeds, data and search records."""

    def __init__(self, edition: Edition, options: SiteOptions, digest: Callable[[object], str] = digest_of) -> None:
        self.book: Almanac = almanac(edition, options, digest)
        self.stories: Views[StoryView] = Views("view of story", self.book.stories, self._story, self.book.notes)
        self.present: Views[StoryView] = Views(
            "present view of story", self.book.stories, self._present, self.book.notes
        )  # as the present edition shows them
        self.topics: Views[TopicView] = Views("view of topic", self.book.topics, self._topic, self.book.notes)

    def clear(self) -> None:
        """Forget the views: hardly any are asked for when all is printed."""
        self.stories.forget()
        self.present.forget()
        self.topics.forget()

    def _topic(self, slug: str) -> TopicView:
        return topic_view(self.book.coverages[slug], self.present, self.book)

    def _story(self, story: str) -> StoryView:
        return story_view(self.book.stories[story], self.book)

    def _present(self, story: str) -> StoryView:
        return story_view(self.book.stories[story], self.book, present=True)
