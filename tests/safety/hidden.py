"""A register in which, in turn, every reference of every kind of record leads to something hidden.

Each hidden record carries the mark in its name and its key, so whoever reads the mark anywhere has seen too much.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction

from koinon.cooperation.agreements import models as agreements
from koinon.cooperation.awards import models as awards
from koinon.cooperation.calls import models as calls
from koinon.cooperation.evaluation import models as evaluation
from koinon.cooperation.grants import models as grants
from koinon.cooperation.learning import models as learning
from koinon.cooperation.pairing import models as pairing
from koinon.cooperation.plans import models as plans
from koinon.cooperation.practices import models as practices
from koinon.cooperation.programmes import models as programmes
from koinon.cooperation.visits.models import Correction, HalfDay
from koinon.network.confirmations.models import Confirmation
from koinon.network.events.models import Event, Session, Stage
from koinon.network.evidence.models import Citation, Document, Title
from koinon.network.evidence.titles import titled
from koinon.network.governance import models as governance
from koinon.network.governance.models import AgendaItem, Decision, Meeting
from koinon.network.members.models import HomeNetwork, Membership, MembershipStatus, PortfolioBody
from koinon.network.people.audience import Audienced
from koinon.network.people.models import (
    ContactDetail,
    Post,
    Role,
)
from koinon.platform.audit.models import Record
from koinon.platform.recording.tongues import tell_all
from koinon.site.publishing.models import Quote, Story, StoryFact, StoryText

from .. import factories

MARK = "zqhush"
SUBJECTS = [
    *("cities", "bodies", "people", "roles", "memberships", "agreements", "commitments"),
    *("meetings", "decisions", "events", "programmes", "editions", "documents", "findings", "practices"),
    *("hubs", "curricula", "calls", "entries"),
]
"""The lists of the machine interface."""
Values = dict[str, Any]
_numbers = count(1)


def _n() -> str:
    return f"{next(_numbers)}"


# What each kind needs besides its references; the words are filled in by `_named`.
NEEDS: dict[type[Record], Callable[[], Values]] = {
    Role: lambda: {"starts": "2000-01-01", "ends": ".."},
    Membership: lambda: {"starts": "2000-01-01", "ends": ".."},
    MembershipStatus: lambda: {"starts": "2000-01-01", "ends": "..", "standing": "suspended"},
    Meeting: lambda: {"held": "2016-10-14"},
    AgendaItem: lambda: {"number": _n()},
    Decision: lambda: {"due": "2017-01-01"},
    Event: lambda: {"starts": "2019-11-05", "ends": "2019-11-06", "kind": "seminar"},
    programmes.Programme: lambda: {"starts": "2017", "ends": ".."},
    programmes.Edition: lambda: {"starts": "2018", "ends": "2018"},
    agreements.Agreement: lambda: {"starts": "2017-01-01", "ends": ".."},
    agreements.Act: lambda: {"kind": "signed", "day": "2017-01-01"},
    agreements.GrantTerm: lambda: {"amount": 10, "currency": "EUR"},
    agreements.Due: lambda: {"day": "2018-01-01"},
    agreements.Evidence: lambda: {"payment": "paid", "state": "accepted", "offered_on": "2018-01-01"},
    agreements.CommitmentParty: lambda: {"side": "debtor"},
    ContactDetail: lambda: {"means": "email"},
    Citation: lambda: {"entered_at": factories.ENTERED},
    Post: lambda: {"seats": 9},
    HalfDay: lambda: {"day": "2018-01-01"},
    Correction: lambda: {"said_at": factories.ENTERED},
    pairing.Scenario: lambda: {"asked_at": factories.ENTERED},
    pairing.CityAnswer: lambda: {"answered_at": factories.ENTERED},
    plans.Plan: lambda: {"starts": "2018", "ends": ".."},
    plans.Measure: lambda: {"starts": "2018", "ends": "2019"},
    plans.Milestone: lambda: {"day": "2018-06-01"},
    plans.MeasureUpdate: lambda: {"quarter": "2018-Q1", "state": "accepted", "sent_on": "2018-04-02"},
    pairing.Report: lambda: {"made_at": factories.ENTERED, "body": {}},
    Stage: lambda: {"starts": "2019-11-05", "ends": "2019-11-05"},
    Session: lambda: {"day": "2019-11-05"},
    PortfolioBody: lambda: {"starts": "2000", "ends": ".."},
    agreements.Renewal: lambda: {"begun_on": "2020-01-01", "outcome": "renew", "closed_on": "2020-06-01"},
    agreements.RenewalTask: lambda: {"step": "own", "due_on": "2020-02-01"},
    grants.Pledge: lambda: {"day": "2018-01-01", "amount": 10, "currency": "EUR"},
    grants.Grant: lambda: {"day": "2018-01-01", "amount": 10, "currency": "EUR"},
    grants.Instalment: lambda: {"due": "2018-06-01", "amount": 5},
    grants.Payment: lambda: {"day": "2018-06-02", "amount": 5, "currency": "EUR"},
    grants.FrozenLine: lambda: {"on": "2019-01-01", "made_at": factories.ENTERED, "body": {}},
    evaluation.Assessment: lambda: {"opened_on": "2019-01-01"},
    governance.ItemPaper: lambda: {"subject_kind": "people.body", "subject_id": int(_n())},
    governance.BodyRule: lambda: {"starts": "2000", "ends": "..", "kind": "quorum", "number": 1},
    governance.Sitting: lambda: {"presence": "proxy"},
    governance.Step: lambda: {"noted_on": "2018-01-01"},
    governance.Ballot: lambda: {"choice": "for"},
    calls.Call: lambda: {
        "code": f"CALL-{_n()}",
        "opened_at": factories.OPENED,
        "closes_at": factories.CLOSED,
    },
    calls.CallText: lambda: {"language": "fr"},
    calls.CallDate: lambda: {"day": "2018-09-01"},
    calls.Stage: lambda: {"kind": "shortlist", "announced_at": factories.CLOSED},
    calls.Entry: lambda: {"number": int(_n()), "sent_at": factories.OPENED, "eligible": True},
    calls.Enquiry: lambda: {"asked_at": factories.OPENED, "answered_at": factories.CLOSED},
    practices.Practice: lambda: {"published_on": "2018-01-01"},
    practices.PracticePerson: lambda: {"agreed_on": "2018-01-01"},
    practices.PracticeFollowUp: lambda: {
        "due_on": "2019-01-01",
        "answered_on": "2019-01-02",
        "outcome": "going",
    },
    learning.Certificate: lambda: {
        "issued_on": "2018-07-01",
        "signed_at": factories.CLOSED,
        "place": int(_n()),
    },
    awards.JuryScore: lambda: {"value": 1},
    awards.Turn: lambda: {"forward": True},
    awards.Standing: lambda: {"agrees": True},
    awards.Result: lambda: {"frozen": {}, "made_at": factories.ENTERED},
    awards.Allotment: lambda: {"asked_at": factories.ENTERED},
    learning.Curriculum: lambda: {
        "year": 2018,
        "number": int(_n()) + 1,
        "published_on": "2018-05-01",
        "audience": "public",
    },
    learning.CurriculumText: lambda: {"language": "fr"},
    learning.Output: lambda: {"year": 2018, "published_on": "2018-06-01"},
    learning.HubWork: lambda: {"work": "research"},
    learning.Enrolment: lambda: {"enrolled_on": "2018-05-02"},
    learning.Assessment: lambda: {"opened_on": "2018-05-02"},
    Confirmation: lambda: {
        "subject_kind": "people.body",
        "subject_id": 1,
        "asked_on": "2019-01-01",
        "link_until": "2019-02-01",
        "language": "en",
    },
    Story: lambda: {"on": "2019-01-01", "state": "published", "published_at": factories.ENTERED},
    StoryText: lambda: {"language": "en"},
    StoryFact: lambda: {"number": int(_n()), "as_of": "2019-01-01", "words": {"en": "a fact"}},
    Quote: lambda: {"words": {"en": "quoted"}, "titles": {"en": "of"}},
}

# References of which a row has one or the other.
EITHER = {
    Role: {"person": ("holder",), "holder": ("person",)},
    ContactDetail: {"person": ("body",), "body": ("person",)},
    AgendaItem: {"meeting": ("approves",), "approves": ()},
    learning.Certificate: {"curriculum": ("seminar",), "seminar": ("curriculum",)},
    grants.FrozenLine: {"agreement": ("funder",), "funder": ("agreement",)},
}
OWN_SHELF = "koinon."
LEFT_OUT = {"account", "merged_into", "entered_by", "settled_by", "added_by"}
WORDS = (
    "name", "title", "text", "note", "reference", "purpose", "indicator", "label", "capacity", "task",
    "salutation", "envelope", "value", "short_name", "family", "given", "filename", "words", "reason",
)  # fmt: skip


class Register:
    """Builds the rows; ``open`` holds one public row a kind, ``hushed`` one hidden row a kind."""

    def __init__(self, audience: str) -> None:
        self.audience = audience
        self.open: dict[type[Record], Record] = {}
        self.hushed: dict[type[Record], Record] = {}
        self.rows: list[Record] = []

    def build(self) -> None:
        """One open row of every kind, one hidden row of every delicate kind, and every reference hidden in turn."""
        for model in _in_order():
            self.open[model] = self.row(model)
        for model in _in_order():
            if issubclass(model, Audienced):
                self.hushed[model] = self.row(model, hidden=True)
        for model in _in_order():
            for field in _references(model):
                if (target := self.hushed.get(field.related_model)) is not None:
                    self.row(model, **{field.name: target})
        self.title()
        self.cite()
        call_command("reindex", verbosity=0)

    def row(self, model: type[Record], *, hidden: bool = False, **given: Any) -> Record:
        """A row whose references lead to the open row of their kind, except those given."""
        values: Values = {**NEEDS.get(model, dict)(), **_named(model, hidden)}
        for field in _references(model):
            related = self.open.get(field.related_model)
            if field.related_model is not model and related is not None:
                values[field.name] = related
        values |= given
        if either := EITHER.get(model):
            chosen = next((name for name in either if name in given), next(iter(either)))
            for other in either[chosen]:
                values.pop(other, None)
        if hidden:
            values["audience"] = self.audience
        row = self._kept(model, values, given)
        self.rows.append(row)
        return row

    def _kept(self, model: type[Record], values: Values, given: Values) -> Record:
        """Save the row; where a pair of its neighbours must differ or be new, with fresh neighbours."""
        trouble = ""
        for attempt in (lambda: values, lambda: self._afresh(model, values, given)):
            key = f"{MARK if values.get('audience') == self.audience else 'plain'}-{model._meta.model_name}-{_n()}"
            try:
                with transaction.atomic():
                    row = model(key=key, **attempt())
                    row.save(force_insert=True)
            except IntegrityError as error:
                trouble = str(error)
            else:
                return row
        raise AssertionError(f"no row of {model.__name__} with {given}: {trouble}")

    def _afresh(self, model: type[Record], values: Values, given: Values) -> Values:
        """The same values with a new open record behind every reference that was not asked for."""
        fresh = {}
        for field in _references(model):
            if field.name in values and field.name not in given and field.related_model in self.open:
                kind = field.related_model
                old = self.open[kind]
                taken = {one.name: getattr(old, one.name) for one in _references(kind)}
                key = f"plain-{kind._meta.model_name}-{_n()}"
                for neighbours in (lambda: taken, lambda: self._afresh(kind, taken, {})):  # noqa: B023
                    row = kind(key=key, **{**NEEDS.get(kind, dict)(), **_named(kind, False), **neighbours()})
                    try:
                        with transaction.atomic():
                            row.save(force_insert=True)
                    except IntegrityError:
                        continue
                    self.rows.append(row)
                    fresh[field.name] = row
                    break
        return {**values, **fresh}

    def title(self) -> None:
        """What may bear titles in other languages bears one: with the mark where it is hidden."""
        for rows, said in ((self.open, "plain"), (self.hushed, MARK)):
            for row in [one for one in rows.values() if titled(one.record_kind())]:
                about = {"subject_kind": row.record_kind(), "subject_id": row.pk}
                self.rows.append(factories.make(Title, **about, language="fr", text=f"{said} intitulé"))
        tell_all()

    def cite(self) -> None:
        """Open and hidden documents cited for open and hidden records, and both for each other."""
        for rows in (self.open, self.hushed):
            for subject in list(rows.values()):
                for document in (self.open[Document], self.hushed[Document]):
                    factories.make_citation(subject, document=document, field="name", locator="4")


def _in_order() -> list[type[Record]]:
    """Every kind of record of ours that refers to something or is delicate, what is referred to first."""
    left = [
        model
        for model in apps.get_models()
        if issubclass(model, Record)
        and model.__module__.startswith(OWN_SHELF)
        and not model.__module__.startswith("koinon.network.places")
        and model._meta.label
        not in {"evidence.Finding", "evidence.Citation", "evidence.Title", "people.Distinction"}
        and model not in {HomeNetwork, agreements.Twinning}
        and model._meta.label not in {"evidence.DocumentVersion"}
    ]
    ordered: list[type[Record]] = []
    while left:
        ready = [model for model in left if _is_ready(model, ordered, left, needed=False)]
        # Two kinds that may point at each other: the one that can do without comes first.
        ready = ready or [model for model in left if _is_ready(model, ordered, left, needed=True)][:1]
        assert ready, f"a ring: {left}"
        ordered += ready
        left = [model for model in left if model not in ordered]
    return ordered


def _is_ready(
    model: type[Record], ordered: list[type[Record]], left: list[type[Record]], *, needed: bool
) -> bool:
    """Whether what the kind refers to has been made; where only the ``needed`` counts, an empty one will do."""
    return all(
        field.related_model in ordered or field.related_model is model or field.related_model not in left
        for field in _references(model)
        if not (needed and field.null)
    )


def _references(model: type[models.Model]) -> list[Any]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name not in LEFT_OUT
    ]


def _named(model: type[Record], hidden: bool) -> Values:
    """Words for every column that takes them: with the mark in a hidden row, plain in an open one."""
    values: Values = {}
    for field in model._meta.concrete_fields:
        if (
            field.name in WORDS
            and isinstance(field, models.CharField | models.TextField)
            and not field.choices
        ):
            text = f"{MARK if hidden else 'plain'} {model._meta.model_name} {_n()}"
            values[field.name] = text[: field.max_length] if field.max_length else text
    return values
