"""Who is reading: what the signed-in person holds today, in one value that every `visible_to` takes."""

from __future__ import annotations

from dataclasses import dataclass, field

from koinon.platform.accounts.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a page: an account (or none), the person behind it and the bodies acted for.

    ``bodies`` holds the ids of the bodies in which the person holds a role today, and of their parent
    bodies: the foreign affairs office reads what its government may read. ``functions`` are the functions
    (:class:`koinon.network.people.models.Function`) of the posts held today. The public has neither.
    """

    user: User | None = None
    person_id: int | None = None
    bodies: frozenset[int] = field(default_factory=frozenset)
    functions: frozenset[str] = field(default_factory=frozenset)
    is_member: bool = False

    @property
    def is_secretariat(self) -> bool:
        """Whether everything on record is open to the reader."""
        return bool(
            self.functions & {"secretariat", "portfolio_manager"} or (self.user and self.user.is_superuser)
        )

    @property
    def is_system(self) -> bool:
        """Whether nobody in person reads, but the command line: its workbook is the whole register."""
        return self == SYSTEM

    @property
    def sight(self) -> tuple[object, ...]:
        """All that decides what may be seen: two readers of one sight see the same."""
        return (
            self.is_secretariat,
            self.is_system,
            self.is_member,
            self.bodies,
            self.person_id,
            self.functions,
        )

    @property
    def is_public(self) -> bool:
        return self.user is None


PUBLIC = Reader()
# The command line, the import and the nightly rules act for the secretariat, without an account.
SYSTEM = Reader(functions=frozenset({"secretariat"}))
