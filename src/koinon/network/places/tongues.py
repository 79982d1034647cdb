"""What cities are called in the reader's language: by their short names first."""

from koinon.network.places.models import City, CityName, NameKind
from koinon.platform.recording.tongues import Naming, register

ORDER = [NameKind.SHORT, NameKind.OFFICIAL, NameKind.ALIAS]


def rank(name: CityName) -> int | None:
    """Former names and spellings are not printed."""
    return ORDER.index(NameKind(name.kind)) if name.kind in ORDER else None


def register_names() -> None:
    """Called when the room is ready."""
    register(Naming(City, CityName, "city", rank))
