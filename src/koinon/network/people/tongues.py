"""What bodies, people and posts are called in the reader's language: by their official names first."""

from koinon.network.people.models import Body, BodyName, Person, PersonName, Post, PostTitle
from koinon.network.places.models import NameKind
from koinon.platform.recording.tongues import Naming, register

ORDER = [NameKind.OFFICIAL, NameKind.SHORT]
STILL_BORNE = ("", "..")


def rank(name: BodyName | PersonName) -> int | None:
    """Only what they are called by themselves: no alias, no spelling, no name of former days."""
    borne = getattr(name, "ends_edtf", "") in STILL_BORNE
    return ORDER.index(NameKind(name.kind)) if name.kind in ORDER and borne else None


def first(title: PostTitle) -> int:
    """A post has one title in each language."""
    return 0


def register_names() -> None:
    """Called when the room is ready."""
    register(Naming(Body, BodyName, "body", rank))
    register(Naming(Person, PersonName, "person", rank))
    register(Naming(Post, PostTitle, "post", first))
