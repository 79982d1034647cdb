"""A Board that other tests of meetings can use: five seats, rules, a meeting."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from koinon.network.governance.models import AgendaItem, BodyRule, Meeting
from koinon.network.governance.sitting_commands import Line, take_attendance
from koinon.network.people.models import Body, Post, Role
from koinon.network.people.readers import SYSTEM
from tests import factories

HELD = date(2026, 10, 14)
ON = date(2026, 11, 1)


@dataclass
class Board:
    """A Board of five members, each a city's government; article 8 says who votes."""

    body: Body
    post: Post
    cities: list[Body]
    seats: list[Role]

    def rule(
        self, kind: str, number: int | None = None, out_of: int | None = None, **values: Any
    ) -> BodyRule:
        """A rule in force since 2020."""
        given = {"starts": "2020-01-01", "ends": "..", "number": number, "out_of": out_of}
        return factories.make(BodyRule, body=self.body, kind=kind, **(given | values))

    def meeting(self, **values: Any) -> Meeting:
        """A meeting on 14 October 2026, as its pages read it."""
        values = {"held": HELD.isoformat(), "convened_on": date(2026, 8, 1)} | values
        made = factories.make_meeting(body=self.body, **values)
        return Meeting.objects.with_approval(ON).with_seat(SYSTEM).get(pk=made.pk)

    def item(self, number: str = "4.2", **values: Any) -> AgendaItem:
        """An item of such a meeting."""
        return factories.make_item(self.meeting(**values), number)

    def attend(self, meeting: Meeting, presences: str) -> None:
        """Take attendance: a letter for each seat, p present, a absent, e excused, space not said."""
        words = {"p": "present", "a": "absent", "e": "excused", " ": ""}
        lines = [Line(seat.pk, words[letter]) for seat, letter in zip(self.seats, presences, strict=True)]
        take_attendance(meeting, lines, by=SYSTEM, on=ON)
