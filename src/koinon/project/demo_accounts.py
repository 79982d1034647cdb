"""Example people who can sign in, on the demonstration network only: one for each function in Koinon."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Renewal
from koinon.cooperation.agreements.renewal_commands import change_renewal
from koinon.network.evidence.commands import cite
from koinon.network.evidence.models import Document
from koinon.network.members.portfolio_commands import put_in_portfolio
from koinon.network.people.commands import record_body, record_person, record_post, record_role
from koinon.network.people.models import Audience, Body, Function, Person, Post
from koinon.network.people.readers import SYSTEM
from koinon.platform.accounts.commands import keep_drawn, open_account
from koinon.platform.accounts.models import User
from koinon.platform.accounts.queries import account_of
from koinon.platform.accounts.signals import invitation_accepted
from koinon.platform.audit.models import Record
from koinon.platform.dates import OPEN, Day
from koinon.platform.errors import Refused

R = TypeVar("R", bound=Record)
EXAMPLES = "demonstration-examples"
SINCE = Day.of(date(2020, 1, 1))
IN_CARE = (
    *("guangzhou-government", "chengdu-government", "haikou-government", "kunming-government"),
    *("example-cities-lab-asia", "example-cities-lab-europe"),
)


class NotADemonstration(Refused):
    """The record is not that of the demonstration network."""


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody invented, the function they hold, and the body of the demonstration network."""

    given: str
    title: str
    function: Function
    body: str
    part: str = ""
    """What tells two of one function apart."""
    since: Day = SINCE

    @property
    def called(self) -> str:
        return self.part or self.function.value.replace("_", "-")

    @property
    def key(self) -> str:
        return f"example-{self.called}"

    @property
    def email(self) -> str:
        return f"{self.called}@koinon.example"


CAST = (
    Example("Sofia", "Officer", Function.SECRETARIAT, "metropolis-secretariat-general"),
    Example("Pablo", "Portfolio manager", Function.PORTFOLIO_MANAGER, "iuc-asia-team"),
    Example("Cai", "Focal point", Function.FOCAL_POINT, "guangzhou-fao"),
    Example("Elena", "Expert", Function.EXPERT, "iuc-asia-team"),
    # These two sit on the jury of the example cycle (demo_award) where it was played.
    Example("Jomo", "Juror", Function.JUROR, "guangzhou-institute"),
    Example("Wanda", "Chair of a jury", Function.JUROR, "guangzhou-institute", "chair"),
    # In the seat before the one decision on record, so that its page shows what became of it.
    Example("Bao", "Board member", Function.BOARD_MEMBER, "metropolis-board", since=Day.of(date(2016, 1, 1))),
    Example("Fatou", "Funder", Function.FUNDER, "european-union"),
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one needs to sign in as an example."""

    function: str
    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.function:<18}{self.email:<36}{self.password}"


def is_demonstration() -> bool:
    """Whether the record is that of the demonstration network."""
    return Document.objects.filter(key=EXAMPLES).exists()


def set_up_examples(kept_in: Path, *, on: date, moment: datetime) -> list[SignIn]:
    """Make what is missing of the examples, and answer how to sign in as each; a second time changes nothing.

    The passwords are random for this installation and kept in the file, readable by its owner only.
    """
    if not is_demonstration():
        raise NotADemonstration(
            _("This is not the demonstration network; example accounts belong there only.")
        )
    known = dict(_kept(kept_in))
    sign_ins = []
    with transaction.atomic():
        for example in CAST:
            person = _person(example, on=on, moment=moment)
            password = known.get(example.email) or secrets.token_urlsafe(12)
            _account(example, person, password, renew=example.email not in known)
            sign_ins.append(SignIn(example.function.value, example.email, password))
        _portfolio(moment)
        _renewals()
        _keep(kept_in, sign_ins)
    return sign_ins


def _kept(path: Path) -> Iterator[tuple[str, str]]:
    """Addresses and passwords as the file has them."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if len(words := line.split()) == 3:
                yield words[1], words[2]


def _keep(path: Path, sign_ins: list[SignIn]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("".join(f"{one}\n" for one in sign_ins))


def _account(example: Example, person: Person, password: str, *, renew: bool) -> None:
    """The account of the example; a password that is no longer on file is replaced."""
    user = account_of(example.email)
    if user is None:
        user = open_account(example.email, password, drawn=True)
    elif renew:
        keep_drawn(user, password)
    if person.account_id is None:
        invitation_accepted.send(sender=User, user=user, concerns=f"person:{person.key}")


def _person(example: Example, *, on: date, moment: datetime) -> Person:
    """The person with a post at a desk that only the secretariat sees; the public record stays as it is."""
    if found := Person.objects.filter(key=example.key).first():
        return found
    hidden = {"audience": Audience.SECRETARIAT}
    desk = _desk(example, on=on, moment=moment)
    name = {"name": f"{example.given} Example", "given": example.given, "family": "Example"}
    person = record_person({"key": example.key, **name, **hidden}, by=SYSTEM, on=on)
    seat = {"body": desk, "title": example.title, "function": example.function}
    post = record_post({"key": example.key, **seat}, by=SYSTEM, on=on)
    held = {"person": person, "post": post, "starts": example.since, "ends": OPEN}
    role = record_role({"key": example.key, **held, **hidden}, by=SYSTEM, on=on)
    for record in (person, post, role):
        cited(record, moment)
    return person


def _portfolio(moment: datetime) -> None:
    """What the example of a portfolio manager looks after: the cities of the source documents, and the example labs."""
    post = Post.objects.get(key="example-portfolio-manager")
    if post.portfolio.exists():
        return
    for body in Body.objects.filter(key__in=IN_CARE).order_by("key"):
        values = {"body": body, "starts": SINCE, "ends": OPEN}
        cited(put_in_portfolio(post, values, by=SYSTEM), moment)


def _renewals() -> None:
    """The renewals under way are looked after by the example of a portfolio manager, who is reminded of their tasks."""
    owner = Person.objects.get(key="example-portfolio-manager")
    for renewal in Renewal.objects.filter(owner=None, outcome="").select_related("agreement"):
        change_renewal(renewal, {"owner": owner}, by=SYSTEM)


def _desk(example: Example, *, on: date, moment: datetime) -> Body:
    """A desk of the body, for its examples."""
    parent = Body.objects.get(key=example.body)
    key = f"example-desk-{parent.key}"
    if found := Body.objects.filter(key=key).first():
        return found
    values = {"key": key, "name": f"Example desk, {parent.name}", "parent": parent, "ends": OPEN}
    desk = record_body({**values, "audience": Audience.SECRETARIAT}, by=SYSTEM, on=on)
    cited(desk, moment)
    return desk


def cited(record: R, moment: datetime) -> R:
    """No row without a source: these rest on the document that says they are invented."""
    cite(Document.objects.get(key=EXAMPLES), record, by=SYSTEM, moment=moment)
    return record
