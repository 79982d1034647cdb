"""What is done with participants: they join, say what they seek and offer, and name whom to reach."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.programmes.models import Edition, FocalPoint, Participation, Topic
from koinon.cooperation.programmes.permissions import can_speak_for
from koinon.network.people.models import Body, Role
from koinon.network.people.permissions import can_record, refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

# Topics as they are written: for each kind, the lines.
Lines = Mapping[str, Iterable[str]]


class TakesPartAlready(Refused):
    """The body has its part in the edition already."""


class FocalPointAlready(Refused):
    """The role is a focal point of the participant already."""


def record_participation(
    edition: Edition, body: Body, *, by: Reader, topics: Lines | None = None, **values: Any
) -> Participation:
    """Say that the body takes part, on which side, and with what interests, offers and wishes."""
    refuse_unless(can_record(by))
    if edition.participations.filter(body=body).exists():
        raise TakesPartAlready(
            _("%(body)s takes part in this edition already.") % {"body": body}, field="body"
        )
    values.setdefault("key", propose_key(Participation, edition.key, body.key))
    with act("record_participation", by=by.user) as doing:
        participation = doing.create(Participation(edition=edition, body=body, **values))
        _settle_topics(doing, edition, participation, topics or {})
    return participation


def change_participation(
    participation: Participation,
    *,
    by: Reader,
    expected_version: int | None = None,
    topics: Lines | None = None,
    **values: Any,
) -> Participation:
    """Change a body's part in an edition. Its own people may change what it seeks and offers."""
    refuse_unless(can_speak_for(by, participation))
    with act("change_participation", by=by.user) as doing:
        doing.about(participation)
        doing.change(participation, expected_version, **values)
        _settle_topics(doing, participation.edition, participation, topics or {})
    return participation


def remove_participation(participation: Participation, *, by: Reader) -> None:
    """Take a body's part in an edition off the record, with its topics and focal points."""
    refuse_unless(can_record(by))
    with act("remove_participation", by=by.user) as doing:
        doing.remove(participation)


def change_edition_topics(edition: Edition, topics: Lines, *, by: Reader) -> None:
    """Say what the participants of an edition, all together, named as interests, offers and wishes."""
    refuse_unless(can_record(by))
    with act("change_edition_topics", by=by.user) as doing:
        doing.about(edition)
        _settle_topics(doing, edition, None, topics)


def record_focal_point(participation: Participation, role: Role, *, by: Reader) -> FocalPoint:
    """Name the role through which the participant is reached."""
    refuse_unless(can_speak_for(by, participation))
    if participation.focal_points.filter(role=role).exists():
        raise FocalPointAlready(_("This is a focal point already."), field="role")
    key = propose_key(FocalPoint, participation.key, role.key)
    with act("record_focal_point", by=by.user) as doing:
        doing.about(participation)
        return doing.create(FocalPoint(participation=participation, role=role, key=key))


def remove_focal_point(focal_point: FocalPoint, *, by: Reader) -> None:
    """Take back that the participant is reached through the role."""
    refuse_unless(can_speak_for(by, focal_point.participation))
    with act("remove_focal_point", by=by.user) as doing:
        doing.about(focal_point.participation)
        doing.remove(focal_point)


def _settle_topics(doing: Act, edition: Edition, participation: Participation | None, topics: Lines) -> None:
    """Add lines that are new and remove topics that no line names; kinds not given stay as they are."""
    known = list(Topic.objects.filter(edition=edition, participation=participation, kind__in=topics))
    wanted = {(kind, line.casefold()): line for kind, lines in topics.items() for line in lines}
    for topic in known:
        if wanted.pop((topic.kind, topic.text.casefold()), None) is None:
            doing.remove(topic)
    for (kind, _folded), text in wanted.items():
        owner = participation or edition
        key = propose_key(Topic, owner.key, text)
        doing.create(Topic(edition=edition, participation=participation, kind=kind, text=text, key=key))
