"""Money as it is on record: an amount in its own currency or undisclosed, in cash or in kind, with its rate."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

CENT = Decimal("0.01")


def network_currency() -> str:
    """The currency in which the network adds up."""
    return str(settings.NETWORK_CURRENCY)


def reckoned(amount: Decimal | None, currency: str, rate: Decimal | None) -> Decimal | None:
    """An amount in the network's currency; nothing where no amount is told, or no rate for it."""
    if amount is None:
        return None
    if currency == network_currency():
        return amount
    return (amount * rate).quantize(CENT, ROUND_HALF_UP) if rate else None


def sound_amount(name: str = "amount") -> models.CheckConstraint:
    """An amount is told or undisclosed, and not less than nothing."""
    told = Q(**{name: None}) | Q(**{f"{name}__gte": 0}, undisclosed=False)
    return models.CheckConstraint(condition=told, name="%(app_label)s_%(class)s_told_or_undisclosed")


class Money(models.Model):
    """What is pledged, granted or paid. *Undisclosed*: there is an amount, and it is not told.

    In kind, the amount is an estimate of the value. The rate says what one unit of the currency was worth
    in the network's.
    """

    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    undisclosed = models.BooleanField(_("amount undisclosed"), default=False)
    in_kind = models.BooleanField(_("in kind"), default=False)
    in_kind_words = models.CharField(_("what is given in kind"), max_length=254, blank=True)
    rate = models.DecimalField(_("exchange rate"), max_digits=18, decimal_places=8, null=True, blank=True)
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=160, blank=True)

    class Meta:
        abstract = True
        constraints = [
            sound_amount(),
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency=""), name="%(app_label)s_%(class)s_in_a_currency"
            ),
            models.CheckConstraint(
                condition=Q(rate=None) | Q(rate__gt=0, rate_on__isnull=False),
                name="%(app_label)s_%(class)s_rate_of_a_day",
            ),
        ]

    @property
    def value(self) -> Decimal | None:
        """In the network's currency, where that can be reckoned."""
        return reckoned(self.amount, self.currency, self.rate)

    @property
    def lacks_rate(self) -> bool:
        """Whether an amount is told that cannot be reckoned for want of a rate."""
        return self.amount is not None and self.value is None


MONEY = ("amount", "currency", "undisclosed", "in_kind", "in_kind_words", "rate", "rate_on", "rate_source")


def money_of(record: Any) -> dict[str, Any]:
    """The columns of its money."""
    return {name: getattr(record, name) for name in MONEY}
