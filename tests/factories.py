"""Boring factories: one row each, sensible defaults, every column open to an override, keys that never clash.

Days are given as EDTF text: ``make_role(person=wen, post=mayor, starts="2016-01", ends="..")``.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

from django.db import models

from koinon.cooperation.agreements.models import Act, Agreement, Commitment, CommitmentParty, Due, Party
from koinon.cooperation.calls.models import Call, Criterion, Entry, FormField, Placing, Stage
from koinon.cooperation.programmes.models import Edition, Participation, Programme
from koinon.network.events.models import Attendance, Event
from koinon.network.evidence.models import Citation, Document
from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.members.models import Membership
from koinon.network.people.models import Body, Person, Post, Role
from koinon.network.places.models import City, Country
from koinon.platform.accounts.models import User
from koinon.platform.audit.models import Record

M = TypeVar("M", bound=models.Model)
R = TypeVar("R", bound=Record)

_numbers = count(100_001)
ENTERED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def number() -> int:
    """The next number; no two rows of a run share one, and as texts they sort as they count (99 comes after 100)."""
    return next(_numbers)


def make(model: type[R], /, **values: Any) -> R:
    """A row of any record, with a key of its own unless one is given."""
    values.setdefault("key", f"{model._meta.model_name}-{number()}")
    row = model(**values)
    row.save(force_insert=True)
    return row


def lacking(values: dict[str, Any], name: str, maker: Callable[[], models.Model]) -> None:
    """Make the related row that nobody gave."""
    if name not in values:
        values[name] = maker()


# Places


def make_country(code: str = "cn", **values: Any) -> Country:
    """The country of the code, made once."""
    known = {"cn": ("CHN", "156", "China"), "es": ("ESP", "724", "Spain"), "de": ("DEU", "276", "Germany")}
    alpha3, numeric, name = known.get(code, (f"{code.upper()}X", "000", code.upper()))
    defaults = {"alpha2": code.upper(), "alpha3": alpha3, "numeric": numeric, "name": name} | values
    return Country.objects.get_or_create(key=code, defaults=defaults)[0]


def make_city(name: str = "", **values: Any) -> City:
    """A city, in China unless another country is given."""
    lacking(values, "country", make_country)
    return make(City, name=name or f"City {number()}", **values)


# People


def make_body(name: str = "", **values: Any) -> Body:
    """A body, of unknown founding and unknown end."""
    return make(Body, name=name or f"Body {number()}", **values)


def make_person(name: str = "", **values: Any) -> Person:
    """A person whose name is parted into given and family name at the last space."""
    name = name or f"Ada Example{number()}"
    given, _, family = name.rpartition(" ")
    return make(Person, **({"name": name, "given": given, "family": family} | values))


def make_post(title: str = "", **values: Any) -> Post:
    """A post with one seat, in a body of its own unless one is given."""
    lacking(values, "body", make_body)
    return make(Post, title=title or f"Post {number()}", **values)


def make_role(**values: Any) -> Role:
    """A role since 1 January 2000, still held, of a person in a post unless a holder or a title is given."""
    if "person" not in values and "holder" not in values:
        values["person"] = make_person()
    if "post" not in values and "title" not in values:
        values["post"] = make_post(**({"body": values["of"]} if "of" in values else {}))
    lacking(values, "of", lambda: values["post"].body if values.get("post") else make_body())
    return make(Role, **({"starts": "2000-01-01", "ends": ".."} | values))


def make_user(email: str = "", password: str = "correct horse battery", **values: Any) -> User:
    """An account that may sign in."""
    return User.objects.create_user(email or f"user{number()}@example.org", password, **values)


# Evidence


def make_document(title: str = "", **values: Any) -> Document:
    """A document of unknown date."""
    return make(Document, title=title or f"Document {number()}", **values)


def make_citation(subject: Record, **values: Any) -> Citation:
    """A citation of a document that supports the subject."""
    lacking(values, "document", make_document)
    given = {"subject_kind": subject.record_kind(), "subject_id": subject.pk, "entered_at": ENTERED}
    return make(Citation, **(given | values))


# Governance, events, members


def make_meeting(**values: Any) -> Meeting:
    """A Board meeting of 14 October 2016."""
    lacking(values, "body", make_body)
    return make(Meeting, **({"title": "Board meeting", "held": "2016-10-14"} | values))


def make_item(meeting: Meeting | None = None, item: str = "", **values: Any) -> AgendaItem:
    """An item of the agenda, with a number of its own unless one is given."""
    given = {"meeting": meeting or make_meeting(), "number": item or f"{number()}", "title": "An item"}
    return make(AgendaItem, **(given | values))


def make_decision(item: AgendaItem | None = None, **values: Any) -> Decision:
    """A decision under an item."""
    given = {"item": item or make_item(), "reference": f"REF-{number()}", "title": "A decision"}
    return make(Decision, **(given | values))


def make_membership(body: Body | None = None, network: Body | None = None, **values: Any) -> Membership:
    """A full membership since 1 January 2000."""
    given = {"body": body or make_body(), "network": network or make_body(kind="network")}
    return make(Membership, **(given | {"starts": "2000-01-01", "ends": ".."} | values))


def make_event(title: str = "", **values: Any) -> Event:
    """A seminar on 5 and 6 November 2019."""
    given = {
        "title": title or f"Event {number()}",
        "kind": "seminar",
        "starts": "2019-11-05",
        "ends": "2019-11-06",
    }
    return make(Event, **(given | values))


def make_attendance(event: Event | None = None, **values: Any) -> Attendance:
    """A person's part in an event."""
    if "body" not in values:
        lacking(values, "person", make_person)
    return make(Attendance, event=event or make_event(), **values)


# Programmes


def make_programme(title: str = "", **values: Any) -> Programme:
    """A programme since 2017."""
    return make(
        Programme, **({"title": title or f"Programme {number()}", "starts": "2017", "ends": ".."} | values)
    )


def make_edition(programme: Programme | None = None, **values: Any) -> Edition:
    """An edition in 2018."""
    given = {
        "programme": programme or make_programme(),
        "title": "Edition 2018",
        "starts": "2018",
        "ends": "2018",
    }
    return make(Edition, **(given | values))


def make_participation(
    edition: Edition | None = None, body: Body | None = None, **values: Any
) -> Participation:
    """A body's part in an edition."""
    return make(Participation, edition=edition or make_edition(), body=body or make_body(), **values)


# Calls

OPENED = datetime(2018, 1, 2, 9, 0, tzinfo=UTC)
CLOSED = datetime(2018, 5, 31, 16, 0, tzinfo=UTC)


def make_call(title: str = "", **values: Any) -> Call:
    """An award's call of 2018, opened on 2 January and closed at the end of 31 May in its place."""
    lacking(values, "run_by", make_body)
    given = {
        "title": title or f"Call {number()}",
        "code": f"CALL-{number()}",
        "opens_on": OPENED.date(),
        "closes_at": CLOSED,
        "time_zone": "Asia/Shanghai",
        "opened_at": OPENED,
    }
    return make(Call, **(given | values))


def make_criterion(call: Call | None = None, **values: Any) -> Criterion:
    """A criterion of weight 1, from 0 to 5."""
    return make(Criterion, **({"call": call or make_call(), "title": f"Criterion {number()}"} | values))


def make_field(call: Call | None = None, **values: Any) -> FormField:
    """A question answered in a text."""
    return make(FormField, **({"call": call or make_call(), "label": f"Question {number()}"} | values))


def make_entry(call: Call | None = None, **values: Any) -> Entry:
    """An entry sent in May 2018 and found eligible; its number is the next of all."""
    lacking(values, "applicant", make_body)
    given: dict[str, Any] = {"title": f"Entry {number()}", "call": call or make_call()}
    if "sent_at" not in values and "saved_at" not in values:
        sent = datetime(2018, 5, 20, 9, 0, tzinfo=UTC)
        given |= {
            "number": number(),
            "saved_at": sent,
            "sent_at": sent,
            "eligible": True,
            "screened_at": CLOSED,
        }
    return make(Entry, **(given | values))


def make_stage(call: Call, kind: str, *reached: Entry, **values: Any) -> Stage:
    """A stage of a call and who reached it."""
    stage = make(Stage, call=call, kind=kind, **values)
    for entry in reached:
        make(Placing, entry=entry, stage=stage)
    return stage


# Agreements


def make_agreement(title: str = "", parties: Iterable[Body] = (), **values: Any) -> Agreement:
    """A memorandum of understanding for 2017 and 2018, between the parties given."""
    given = {"title": title or f"Agreement {number()}", "starts": "2017-01-01", "ends": "2018-12-31"}
    agreement = make(Agreement, **(given | values))
    for order, body in enumerate(parties):
        make(Party, agreement=agreement, body=body, order=order)
    return agreement


def make_act(agreement: Agreement | None = None, **values: Any) -> Act:
    """A signature on 1 January 2017."""
    given = {"agreement": agreement or make_agreement(), "kind": "signed", "day": "2017-01-01"}
    return make(Act, **(given | values))


def make_commitment(
    agreement: Agreement | None = None,
    *,
    debtors: Iterable[Body] = (),
    creditors: Iterable[Body] = (),
    dues: Iterable[str] = (),
    **values: Any,
) -> Commitment:
    """A promise, with its two sides and the days on which it falls due."""
    given = {"agreement": agreement or make_agreement(), "title": f"Promise {number()}"}
    commitment = make(Commitment, **(given | values))
    for side, bodies in (("debtor", debtors), ("creditor", creditors)):
        for body in bodies:
            make(CommitmentParty, commitment=commitment, body=body, side=side)
    for day in dues:
        make(Due, commitment=commitment, day=day, label=day)
    return commitment
