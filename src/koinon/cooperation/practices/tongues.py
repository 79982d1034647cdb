"""What practices are called in the reader's language: by their titles."""

from koinon.cooperation.practices.models import Practice, PracticeText
from koinon.platform.recording.tongues import Naming, register


def first(text: PracticeText) -> int:
    """A practice has one title in each language."""
    return 0


def register_names() -> None:
    """Called when the room is ready."""
    register(Naming(Practice, PracticeText, "practice", first, text="title"))
