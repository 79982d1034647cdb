"""What is done with money: pledged, granted, shared, laid out in instalments, met, paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from babel.numbers import list_currencies
from django.utils.translation import gettext as _

from koinon.cooperation.grants.models import CoFunder, Grant, Instalment, Payment, Pledge
from koinon.cooperation.grants.permissions import can_record_money
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.audit.models import Record
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Values = Mapping[str, Any]
Whole = TypeVar("Whole", Pledge, Grant)
Part = TypeVar("Part", CoFunder, Instalment, Payment)


class NotSound(Refused):
    """An amount that the record cannot take."""


class SameBody(Refused):
    """Nobody grants to itself."""


class TooMuchShared(Refused):
    """The shares are more than the whole."""


class FundsIt(Refused):
    """The body funds the grant already."""


class NoCondition(Refused):
    """An instalment without a condition has none that is met."""


class OfAnotherGrant(Refused):
    """The instalment belongs to another grant."""


# Pledges and grants


def record_pledge(values: Values, *, by: Reader) -> Pledge:
    """Put on record what a funder said it would give."""
    return _record(Pledge, values, by=by)


def change_pledge(
    pledge: Pledge, values: Values, *, by: Reader, expected_version: int | None = None
) -> Pledge:
    """Change what is recorded of a pledge."""
    return _change(pledge, values, by=by, expected_version=expected_version)


def remove_pledge(pledge: Pledge, *, by: Reader) -> None:
    """Take a pledge off the record; refused while a grant fulfils it."""
    _remove(pledge, by=by)


def record_grant(values: Values, *, by: Reader) -> Grant:
    """Put on record what was granted."""
    return _record(Grant, values, by=by)


def change_grant(grant: Grant, values: Values, *, by: Reader, expected_version: int | None = None) -> Grant:
    """Change what is recorded of a grant."""
    return _change(grant, values, by=by, expected_version=expected_version)


def remove_grant(grant: Grant, *, by: Reader) -> None:
    """Take a grant off the record with its instalments and payments."""
    refuse_unless(can_record_money(by))
    with act("remove_grant", by=by.user) as doing:
        for payment in grant.payments.all():
            doing.remove(payment)
        doing.remove(grant)


def _record(model: type[Whole], values: Values, *, by: Reader) -> Whole:
    refuse_unless(can_record_money(by))
    refuse_unsound(values)
    _refuse_itself(values)
    given = {name: value for name, value in values.items() if name != "key"}
    key = values.get("key") or propose_key(model, values["funder"].key, values["title"])
    with act(f"record_{model._meta.model_name}", by=by.user) as doing:
        return doing.create(model(key=key, **given))


def _change(row: Whole, values: Values, *, by: Reader, expected_version: int | None) -> Whole:
    refuse_unless(can_record_money(by))
    now = _as_it_will_be(row, values)
    refuse_unsound(now)
    _refuse_itself(now)
    with act(f"change_{row._meta.model_name}", by=by.user) as doing:
        return doing.change(row, expected_version, **values)


def _remove(row: Record, *, by: Reader) -> None:
    refuse_unless(can_record_money(by))
    with act(f"remove_{row._meta.model_name}", by=by.user) as doing:
        doing.remove(row)


def _as_it_will_be(row: Record, values: Values) -> dict[str, Any]:
    names = {field.name for field in row._meta.concrete_fields} | set(values)
    return {name: values[name] if name in values else getattr(row, name) for name in names}


def _refuse_itself(values: Values) -> None:
    if values["funder"] == values["recipient"]:
        raise SameBody(_("Nobody grants to itself: name two bodies."), field="recipient")


# Money


def refuse_unsound(values: Values, currency: str = "") -> None:
    """Raise NotSound where an amount, its currency or its rate cannot be; ``currency`` is given from elsewhere."""
    amount, undisclosed = values.get("amount"), values.get("undisclosed")
    code = values.get("currency") or currency
    if amount is not None and undisclosed:
        words = _("Either the amount is told or it is undisclosed: leave one of the two empty.")
        raise NotSound(words, field="undisclosed")
    if amount is not None and amount < 0:
        raise NotSound(_("An amount cannot be less than nothing."), field="amount")
    if amount is not None and not code:
        raise NotSound(_("Say in which currency."), field="currency")
    if amount is None and not undisclosed and not values.get("in_kind"):
        words = _(
            "Say how much. Where it is not told, say that it is undisclosed; where it is not money, that it is in kind."
        )
        raise NotSound(words, field="amount")
    if code and code not in currencies():
        words = _("“%(code)s” is no currency. Write its three letters, such as EUR or CNY.") % {"code": code}
        raise NotSound(words, field="currency")
    _refuse_unsound_rate(values)


def _refuse_unsound_rate(values: Values) -> None:
    rate = values.get("rate")
    if rate is not None and rate <= 0:
        raise NotSound(_("A rate is more than nothing."), field="rate")
    if rate is not None and not values.get("rate_on"):
        raise NotSound(_("A rate is of a day: say which."), field="rate_on")
    if values.get("in_kind_words") and not values.get("in_kind"):
        raise NotSound(_("Tick “in kind” where something else than money is given."), field="in_kind")


@cache
def currencies() -> frozenset[str]:
    """Every currency by its three letters."""
    return frozenset(list_currencies())


# Co-funders


def record_co_funder(grant: Grant, values: Values, *, by: Reader) -> CoFunder:
    """Say who funds it too; raises TooMuchShared where the shares are more than the whole."""
    refuse_unless(can_record_money(by))
    funder, share = values["funder"], values.get("share")
    if funder == grant.funder or grant.co_funders.filter(funder=funder).exists():
        raise FundsIt(_("%(body)s funds this grant already.") % {"body": funder}, field="funder")
    _refuse_too_much(grant, share)
    if share is not None and values.get("undisclosed"):
        words = _("Either the share is told or it is undisclosed: leave one of the two empty.")
        raise NotSound(words, field="undisclosed")
    with act("record_co_funder", by=by.user) as doing:
        doing.about(grant)
        return doing.create(CoFunder(key=propose_key(CoFunder, grant.key, funder.key), grant=grant, **values))


def _refuse_too_much(grant: Grant, share: Decimal | None) -> None:
    taken = sum((one.share or Decimal(0) for one in grant.co_funders.all()), Decimal(0))
    if share is not None and taken + share > 100:
        left = {"left": f"{100 - taken:f}"}
        raise TooMuchShared(_("Only %(left)s per cent of the whole are left to share.") % left, field="share")


def remove_co_funder(co_funder: CoFunder, *, by: Reader) -> None:
    """Take a co-funder off the grant."""
    _remove_part(co_funder, by=by)


# Instalments


def record_instalment(grant: Grant, values: Values, *, by: Reader) -> Instalment:
    """Lay down what falls due when, on which condition."""
    refuse_unless(can_record_money(by))
    refuse_unsound(values, grant.currency)
    with act("record_instalment", by=by.user) as doing:
        doing.about(grant)
        key = propose_key(Instalment, grant.key, values["title"])
        return doing.create(Instalment(key=key, grant=grant, **values))


def change_instalment(
    instalment: Instalment, values: Values, *, by: Reader, expected_version: int | None = None
) -> Instalment:
    """Change an instalment."""
    refuse_unless(can_record_money(by))
    now = _as_it_will_be(instalment, values)
    refuse_unsound(now, instalment.grant.currency)
    if now["met_on"] and not now["condition"].strip():
        raise NoCondition(
            _("There is no condition to be met. Write it, or leave the day empty."), field="met_on"
        )
    with act("change_instalment", by=by.user) as doing:
        doing.about(instalment.grant)
        return doing.change(instalment, expected_version, **values)


def meet_condition(instalment: Instalment, values: Values, *, by: Reader) -> Instalment:
    """Say that the condition is met: on which day, and what shows it."""
    refuse_unless(can_record_money(by))
    if not instalment.condition:
        raise NoCondition(_("There is no condition to be met."))
    with act("meet_condition", by=by.user) as doing:
        doing.about(instalment.grant)
        return doing.change(instalment, **values)


def remove_instalment(instalment: Instalment, *, by: Reader) -> None:
    """Take an instalment off the grant; refused while a payment was made for it."""
    _remove_part(instalment, by=by)


def _remove_part(part: CoFunder | Instalment | Payment, *, by: Reader) -> None:
    refuse_unless(can_record_money(by))
    with act(f"remove_{part._meta.model_name}", by=by.user) as doing:
        doing.about(part.grant)
        doing.remove(part)


# Payments


def record_payment(grant: Grant, values: Values, *, by: Reader, on: date) -> Payment:
    """Record what was paid, in whatever currency, or handed over in kind."""
    refuse_unless(can_record_money(by))
    _refuse_unsound_payment(grant, values, on)
    named = values.get("title") or str(values["day"].edtf or "payment")
    with act("record_payment", by=by.user) as doing:
        doing.about(grant)
        return doing.create(Payment(key=propose_key(Payment, grant.key, named), grant=grant, **values))


def change_payment(
    payment: Payment, values: Values, *, by: Reader, on: date, expected_version: int | None = None
) -> Payment:
    """Change what is recorded of a payment."""
    refuse_unless(can_record_money(by))
    _refuse_unsound_payment(payment.grant, _as_it_will_be(payment, {"day": payment.day, **values}), on)
    with act("change_payment", by=by.user) as doing:
        doing.about(payment.grant)
        return doing.change(payment, expected_version, **values)


def _refuse_unsound_payment(grant: Grant, values: Values, on: date) -> None:
    refuse_unsound(values)
    instalment = values.get("instalment")
    if instalment is not None and instalment.grant_id != grant.pk:
        raise OfAnotherGrant(_("This instalment belongs to another grant."), field="instalment")
    if values["day"].earliest > on and not values["day"].is_unknown:
        raise NotSound(_("This day has not come yet. A payment to come is an instalment."), field="day")


def remove_payment(payment: Payment, *, by: Reader) -> None:
    """Take a payment off the record."""
    _remove_part(payment, by=by)
