"""What is done with programmes: recorded, with their editions, aligned with agendas, linked to events."""

from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.programmes.alignments import code_words, is_code
from koinon.cooperation.programmes.models import Edition, Programme, ProgrammeAlignment, ProgrammeEvent
from koinon.network.events.models import Event
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class UnknownCode(Refused):
    """The code does not stand in its vocabulary."""


class AlignedAlready(Refused):
    """The programme says so already."""


class LinkedAlready(Refused):
    """The event belongs to the programme already."""


class OfAnotherProgramme(Refused):
    """The edition is one of another programme."""


# Programmes


def record_programme(*, by: Reader, **values: Any) -> Programme:
    """Put a new programme on record."""
    refuse_unless(can_record(by))
    values.setdefault("key", propose_key(Programme, values.get("short_name") or values["title"]))
    with act("record_programme", by=by.user) as doing:
        return doing.create(Programme(**values))


def change_programme(
    programme: Programme, *, by: Reader, expected_version: int | None = None, **values: Any
) -> Programme:
    """Change what is recorded of a programme."""
    refuse_unless(can_record(by))
    with act("change_programme", by=by.user) as doing:
        return doing.change(programme, expected_version, **values)


def remove_programme(programme: Programme, *, by: Reader) -> None:
    """Take a programme off the record; refused while it has editions or agreements."""
    refuse_unless(can_record(by))
    with act("remove_programme", by=by.user) as doing:
        doing.remove(programme)


# Editions


def record_edition(programme: Programme, *, by: Reader, **values: Any) -> Edition:
    """Put a new edition of the programme on record."""
    refuse_unless(can_record(by))
    values.setdefault("key", propose_key(Edition, programme.key, values["title"]))
    with act("record_edition", by=by.user) as doing:
        return doing.create(Edition(programme=programme, **values))


def change_edition(
    edition: Edition, *, by: Reader, expected_version: int | None = None, **values: Any
) -> Edition:
    """Change what is recorded of an edition."""
    refuse_unless(can_record(by))
    with act("change_edition", by=by.user) as doing:
        return doing.change(edition, expected_version, **values)


def remove_edition(edition: Edition, *, by: Reader) -> None:
    """Take an edition off the record, with who took part in it; refused while an agreement refers to it."""
    refuse_unless(can_record(by))
    with act("remove_edition", by=by.user) as doing:
        doing.remove(edition)


# Agendas


def record_alignment(
    programme: Programme, *, by: Reader, vocabulary: str, code: str = "", attributed_to: str = ""
) -> ProgrammeAlignment:
    """Say which goal, target or paragraph the programme serves, and to which agenda the source credits it."""
    refuse_unless(can_record(by))
    if not is_code(vocabulary, code):
        raise UnknownCode(code_words(vocabulary), field="code")
    said = {"vocabulary": vocabulary, "code": code, "attributed_to": attributed_to}
    if programme.alignments.filter(**said).exists():
        raise AlignedAlready(_("This is on record already."), field="code")
    key = propose_key(ProgrammeAlignment, programme.key, vocabulary, code)
    with act("record_alignment", by=by.user) as doing:
        doing.about(programme)
        return doing.create(ProgrammeAlignment(programme=programme, key=key, **said))


def remove_alignment(alignment: ProgrammeAlignment, *, by: Reader) -> None:
    """Take back that the programme serves it."""
    refuse_unless(can_record(by))
    with act("remove_alignment", by=by.user) as doing:
        doing.about(alignment.programme)
        doing.remove(alignment)


# Events


def link_event(
    programme: Programme, event: Event, *, by: Reader, edition: Edition | None = None
) -> ProgrammeEvent:
    """Say that the event belongs to the programme or, where one is named, to an edition of it."""
    refuse_unless(can_record(by))
    if edition is not None and edition.programme_id != programme.pk:
        raise OfAnotherProgramme(_("Choose an edition of this programme."), field="edition")
    if programme.event_links.filter(event=event).exists():
        raise LinkedAlready(_("This event belongs to the programme already."), field="event")
    key = propose_key(ProgrammeEvent, programme.key, event.key)
    with act("link_event", by=by.user) as doing:
        doing.about(programme)
        return doing.create(ProgrammeEvent(programme=programme, edition=edition, event=event, key=key))


def unlink_event(link: ProgrammeEvent, *, by: Reader) -> None:
    """Take back that the event belongs to the programme; the event itself stays."""
    refuse_unless(can_record(by))
    with act("unlink_event", by=by.user) as doing:
        doing.about(link.programme)
        doing.remove(link)
