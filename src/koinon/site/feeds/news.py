"""What was published, as an Atom feed in the reader's language."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.network.people.readers import PUBLIC
from koinon.site.publishing.commands import plain
from koinon.site.publishing.queries import Listed, listed, stories

MOST = 50


class News(Feed[Listed, object]):
    """The newest stories; whoever subscribes is the public."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("News")

    def author_name(self) -> str:
        """Whose news it is: the standard wants to know."""
        return settings.SITE_NAME

    def link(self) -> str:
        return reverse("publishing:stories")

    def feed_url(self) -> str:
        return reverse("feeds:news")

    def get_object(self, request: HttpRequest) -> None:
        """The same feed for everybody."""

    def items(self) -> list[Listed]:
        """Only what has words: three statements."""
        rows = listed(list(stories(PUBLIC)[:MOST]), get_language() or "en")
        return [row for row in rows if row.text]

    def item_title(self, item: Listed) -> str:
        return item.text.title if item.text else ""

    def item_description(self, item: Listed) -> str:
        """The summary, its facts said out."""
        return plain(item.text.summary, item.story, item.text.language) if item.text else ""

    def item_link(self, item: Listed) -> str:
        return item.story.get_absolute_url()

    def item_pubdate(self, item: Listed) -> datetime | None:
        return item.story.published_at

    def item_updateddate(self, item: Listed) -> datetime | None:
        """The standard wants one of every entry. What is published stays as it is."""
        return item.story.published_at

    def item_categories(self, item: Listed) -> list[str]:
        return [str(item.story.get_category_display())]
