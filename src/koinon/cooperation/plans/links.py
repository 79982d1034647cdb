"""The signed links of a plan: one for a side to agree to measures, one for each update; each with an end, each used up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from koinon.cooperation.plans.measures import Measure
from koinon.cooperation.plans.plans import PlanSide
from koinon.cooperation.plans.updates import MeasureUpdate, UpdateState
from koinon.network.people.models import Role
from koinon.platform.accounts.signed_links import LinkNotGood, fresh_mark, is_current, sealed, unsealed
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.addresses import url

UPDATE_SALT, CONSENT_SALT = "koinon.plans.update", "koinon.plans.consent"
LINK_DAYS = 45


def fresh_link(side: PlanSide, on: date) -> dict[str, Any]:
    """The values of a new link for the person who reports for the side."""
    return {
        "link_nonce": fresh_mark(),
        "link_until": on + timedelta(LINK_DAYS),
        "link_person": side.contact,
    }


def no_link() -> dict[str, Any]:
    """The values of a link that opens nothing."""
    return {"link_nonce": "", "link_until": None}


def update_token(update: MeasureUpdate) -> str:
    """What the link of an update ends in; nothing where none was issued."""
    return sealed(update.key, update.link_nonce, salt=UPDATE_SALT)


def consent_token(side: PlanSide) -> str:
    """What the link by which a side agrees ends in."""
    return sealed(side.key, side.link_nonce, salt=CONSENT_SALT)


def update_address(update: MeasureUpdate) -> str:
    """The whole address for a letter; nothing where no link was issued."""
    token = update_token(update)
    return absolute(url("plans:update-guest", token=token)) if token else ""


def consent_address(side: PlanSide) -> str:
    """The whole address for a letter; nothing where no link was issued."""
    token = consent_token(side)
    return absolute(url("plans:consent-guest", token=token)) if token else ""


def update_behind(token: str, today: date) -> MeasureUpdate:
    """The update a link opens. Raises LinkNotGood, in words for somebody who has no account here."""
    opened = unsealed(token, salt=UPDATE_SALT)
    rows = MeasureUpdate.objects.select_related(
        "measure__plan__edition__programme", "measure__plan__agreement__programme",
        "side__body", "side__plan", "milestone",
    )  # fmt: skip
    update = rows.filter(key=opened[0]).first() if opened else None
    if opened is None or update is None:
        raise _spoilt()
    if not is_current(update.link_nonce, opened[1]):
        if update.state in (UpdateState.SENT, UpdateState.ACCEPTED):
            words = _("This update was sent already. Thank you; nothing more is needed.")
            raise LinkNotGood(words, update.side.language)
        raise _spoilt()
    _refuse_dead(update, update.side, today)
    return update


def side_behind(token: str, today: date) -> PlanSide:
    """The side a link speaks for. Raises LinkNotGood."""
    opened = unsealed(token, salt=CONSENT_SALT)
    rows = PlanSide.objects.select_related("plan", "body")
    side = rows.filter(key=opened[0]).first() if opened else None
    if opened is None or side is None:
        raise _spoilt()
    if not is_current(side.link_nonce, opened[1]):
        asked = Measure.objects.filter(plan=side.plan_id)
        if asked.exists() and not asked.filter(agreed_on=None).exists():
            words = _("Everything was agreed with this link already. Thank you; nothing more is needed.")
            raise LinkNotGood(words, side.language)
        raise _spoilt()
    _refuse_dead(side, side, today)
    return side


def _refuse_dead(row: MeasureUpdate | PlanSide, side: PlanSide, today: date) -> None:
    if side.plan.closed_on:
        raise LinkNotGood(_("This plan is closed. Nothing more is asked of you."), side.language)
    if row.link_until is None or row.link_until < today:
        words = _("This link is past its end. Ask whoever sent it for a new one.")
        raise LinkNotGood(words, side.language)
    if row.link_person_id and not _still_there(row.link_person_id, side, today):
        words = _(
            "This link was made for somebody who no longer works there. Ask whoever sent it for a new one."
        )
        raise LinkNotGood(words, side.language)


def _still_there(person: int, side: PlanSide, today: date) -> bool:
    """Whether the person has a role in the side's body or an office of it; who never had one on record has not left."""
    roles = Role.objects.filter(person=person)
    own = roles.filter(of=side.body_id) | roles.filter(of__parent=side.body_id)
    return not own.exists() or own.holding(today).exists()


def _spoilt() -> LinkNotGood:
    return LinkNotGood(_("This link opens nothing. Ask whoever sent it for a new one."))
