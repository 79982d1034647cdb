"""Who may write news, and who may let them out: never the same person."""

from koinon.network.people.permissions import can_record
from koinon.network.people.readers import Reader
from koinon.site.publishing.models import Story, StoryState


def can_write(reader: Reader) -> bool:
    """Whether the reader may draft a story and write its texts."""
    return can_record(reader)


def can_review(reader: Reader, story: Story) -> bool:
    """Whether the reader may publish or return this story: somebody who wrote no line of it."""
    if not can_record(reader) or reader.user is None or story.state != StoryState.REVIEW:
        return False
    writers = {story.drafted_by_id, *(text.written_by_id for text in story.texts.all())}
    return reader.user.pk not in writers
