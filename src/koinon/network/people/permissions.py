"""What a reader may do with the record at large."""

from django.utils.translation import gettext as _

from koinon.network.people.readers import Reader
from koinon.platform.errors import NotAllowed


def can_record(reader: Reader) -> bool:
    """Whether the reader may enter and change any record: the secretariat and its portfolio managers."""
    return reader.is_secretariat


def refuse_unless(allowed: bool) -> None:
    """Raise NotAllowed in plain words unless the predicate said yes."""
    if not allowed:
        raise NotAllowed(_("Your account may read this, but not change it. Ask the secretariat."))
