"""What is done with an agreement and its parts: parties, titles, versions, grants, appointments, purposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.papers import AgreementTitle, Alignment, LanguageVersion, Purpose, Theme
from koinon.cooperation.agreements.permissions import can_record_agreement, can_see_agreement
from koinon.cooperation.agreements.terms import Agreement, Appointment, GrantTerm, Party
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Part = Party | AgreementTitle | LanguageVersion | GrantTerm | Appointment | Purpose | Theme | Alignment
P = TypeVar("P", Party, AgreementTitle, LanguageVersion, GrantTerm, Appointment, Purpose, Theme, Alignment)
R = TypeVar("R", bound=Record)
Values = Mapping[str, Any]


class TooFewParties(Refused):
    """An agreement is between two at least."""


class NamedTwice(Refused):
    """The same body is party twice."""


class SucceedsItself(Refused):
    """An agreement cannot follow itself, however long the chain."""


class NotSound(Refused):
    """A value is not one the record can take."""


class StillNeeded(Refused):
    """Something else rests on what was to be removed."""


def record_agreement(values: Values, parties: Sequence[Values], *, by: Reader) -> Agreement:
    """Enter an agreement with its parties: each with ``body``, and if need be ``office`` and ``capacity``."""
    refuse_unless(can_record_agreement(by))
    refuse_bad_parties(parties)
    with act("record_agreement", by=by.user) as doing:
        agreement = doing.create(new(Agreement, values, values.get("title")))
        for order, party in enumerate(parties, start=1):
            row = {"agreement": agreement, "order": order, **party}
            doing.create(new(Party, row, agreement.key, row["body"].key))
        doing.about(agreement)
    return agreement


def refuse_bad_parties(parties: Sequence[Values]) -> None:
    """Two at least, and nobody twice."""
    bodies = [party["body"] for party in parties]
    if len(bodies) < 2:
        raise TooFewParties(_("An agreement is between two parties at least. Add the other one."))
    for body in bodies:
        if bodies.count(body) > 1:
            raise NamedTwice(_("%(body)s is named twice among the parties.") % {"body": body})


def change_agreement(
    agreement: Agreement, values: Values, *, by: Reader, expected_version: int | None = None
) -> Agreement:
    """Correct what is on record of an agreement."""
    refuse_unless(can_record_agreement(by) and can_see_agreement(by, agreement))
    if succeeds := values.get("succeeds"):
        refuse_circle(agreement, succeeds)
    with act("change_agreement", by=by.user) as doing:
        doing.change(agreement, expected_version=expected_version, **values)
        refuse_unsound(agreement)
    return agreement


def refuse_circle(agreement: Agreement, succeeds: Agreement) -> None:
    """Walk up the chain; a chain that comes back is refused."""
    seen: Agreement | None = succeeds
    while seen is not None:
        if seen == agreement:
            raise SucceedsItself(
                _("This would make the agreement its own predecessor. Choose the one before it."),
                field="succeeds",
            )
        seen = seen.succeeds


def add_part(kind: type[P], agreement: Agreement, values: Values, *, by: Reader) -> P:
    """Add a party, title, language version, grant, appointment, purpose, theme or alignment."""
    refuse_unless(can_record_agreement(by) and can_see_agreement(by, agreement))
    with act(f"add_{verb_of(kind)}", by=by.user) as doing:
        part = doing.create(
            new(kind, {**values, "agreement": agreement}, agreement.key, words_of(kind, values))
        )
        doing.about(agreement)
    return part


def change_part(part: P, values: Values, *, by: Reader, expected_version: int | None = None) -> P:
    """Correct a part of an agreement."""
    refuse_unless(can_record_agreement(by) and can_see_agreement(by, part.agreement))
    with act(f"change_{verb_of(type(part))}", by=by.user) as doing:
        doing.change(part, expected_version=expected_version, **values)
        refuse_unsound(part)
        doing.about(part.agreement)
    return part


def remove_part(part: Part, *, by: Reader) -> Agreement:
    """Take a part away. A party somebody signed for, and one of the last two, must stay."""
    agreement = part.agreement
    refuse_unless(can_record_agreement(by) and can_see_agreement(by, agreement))
    if isinstance(part, Party):
        if part.signatories.exists():
            raise StillNeeded(
                _("Somebody signed for %(party)s. Remove that signature first.") % {"party": part}
            )
        if agreement.parties.count() <= 2:
            raise TooFewParties(_("An agreement is between two parties at least."))
    with act(f"remove_{verb_of(type(part))}", by=by.user) as doing:
        doing.remove(part)
        doing.about(agreement)
    return agreement


def verb_of(kind: type[Record]) -> str:
    """The name of the kind as it stands in a verb: language_version."""
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__)
    return words.lstrip("_")


def words_of(kind: type[Part], values: Values) -> str:
    """What tells this part from the others of its kind, for its key."""
    told = {
        Party: "body", AgreementTitle: "language", LanguageVersion: "language", GrantTerm: "payer",
        Appointment: "role", Purpose: "", Theme: "text", Alignment: "vocabulary",
    }[kind]  # fmt: skip
    value = values.get(told)
    words = value.key if isinstance(value, Record) else value
    return f"{words or ''} {values.get('code', '')}".strip() or kind._meta.model_name or ""


def new(kind: type[R], values: Values, *words: object) -> R:
    """A new row with a key of its own, its values checked."""
    row = kind(**{"key": propose_key(kind, *words), **values})
    refuse_unsound(row)
    return row


def refuse_unsound(row: Record) -> None:
    """Ask the model's own checks; say in the form what is wrong, beside the field."""
    try:
        row.full_clean()
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise NotSound(messages[0], field="" if field == NON_FIELD_ERRORS else field) from wrong
