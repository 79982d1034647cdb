"""Who may change places. People lie above, so the reader is known here only by what it can tell of itself."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _

from koinon.platform.accounts.models import User
from koinon.platform.errors import NotAllowed


class Recorder(Protocol):
    """What places need to know of a Reader."""

    @property
    def user(self) -> User | None: ...
    @property
    def is_secretariat(self) -> bool: ...


def can_record_places(reader: Recorder) -> bool:
    """Whether the reader may enter and change places: whoever may enter any record."""
    return reader.is_secretariat


def refuse_unless_recorder(reader: Recorder) -> User | None:
    """The account for the audit; raises NotAllowed where the reader may only read."""
    if not can_record_places(reader):
        raise NotAllowed(_("Your account may read this, but not change it. Ask the secretariat."))
    return reader.user
