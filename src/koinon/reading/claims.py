"""What a reader found: people, their posts and the delegation they form, each with its place in the text."""

from dataclasses import dataclass

Place = tuple[int, int]
"""First character and the one after the last, in the text as given."""


@dataclass(frozen=True, slots=True)
class PostClaim:
    """One post somebody is said to hold; ``body`` is empty when the text names none."""

    title: str
    body: str
    place: Place


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """Somebody on a list: the name as written, its parts as far as the writing shows them, and the posts.

    ``other_name`` is the same name in another script where the line has both.
    """

    name: str
    family: str
    given: str
    family_first: bool
    honorific: str
    posts: tuple[PostClaim, ...]
    interpreter: bool
    leader: bool
    place: Place
    other_name: str = ""


@dataclass(frozen=True, slots=True)
class DelegationClaim:
    """A delegation in the order of the list; ``visitor`` and ``host`` are empty when the text does not say."""

    people: tuple[PersonClaim, ...]
    visitor: str
    host: str
    mentioned: tuple[PersonClaim, ...]
    unread: tuple[Place, ...]
