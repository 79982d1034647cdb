"""What is done to set up a panel: record it, appoint its jurors, put one in the chair, prepare its phases."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from koinon.cooperation.awards.models import Juror, Panel, Phase
from koinon.cooperation.awards.permissions import can_run
from koinon.cooperation.calls.models import Call
from koinon.network.people.models import Body, BodyKind, Function, Role
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.queries import holds
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class NotOnThePanel(Refused):
    """The role does not put anybody on this panel."""


class RunsTheCall(Refused):
    """Whoever runs a call does not judge it."""


class UnderWay(Refused):
    """Something was done by it already, so that it stays as it is."""


class OtherCall(Refused):
    """A stage of another call."""


def record_panel(call: Call, body: Body, *, kind: str, conflict_years: int = 5, by: Reader) -> Panel:
    """Let a body judge the entries of a call."""
    refuse_unless(can_run(by))
    if body.kind != BodyKind.JURY:
        raise NotOnThePanel(_("Choose a body of the kind “jury or committee”."), field="body")
    if Panel.objects.filter(call=call, body=body, kind=kind).exists():
        raise UnderWay(_("This body judges the call already."), field="body")
    with act("record_panel", by=by.user) as doing:
        key = propose_key(Panel, call.key, kind)
        return doing.create(Panel(key=key, call=call, body=body, kind=kind, conflict_years=conflict_years))


def change_panel(panel: Panel, *, by: Reader, expected_version: int | None = None, **values: Any) -> Panel:
    """Change for how many years back ties count."""
    refuse_unless(can_run(by))
    with act("change_panel", by=by.user) as doing:
        return doing.change(panel, expected_version=expected_version, **values)


def appoint_juror(
    panel: Panel,
    role: Role,
    *,
    by: Reader,
    on: date,
    languages: str = "",
    chair: bool = False,
    load_max: int | None = None,
) -> Juror:
    """Put on the panel whoever holds the role: a post with the function of a juror, in the panel's own body."""
    refuse_unless(can_run(by))
    post = role.post
    if role.of_id != panel.body_id or role.person is None or post is None or post.function != Function.JUROR:
        raise NotOnThePanel(
            _("Choose a role in %(body)s, in a post whose function in Koinon is juror.")
            % {"body": panel.body},
            field="role",
        )
    if any(holds(role.person, one, on=on) for one in (Function.SECRETARIAT, Function.PORTFOLIO_MANAGER)):
        raise RunsTheCall(_("Whoever runs the call does not judge it."), field="role")
    if panel.jurors.filter(person=role.person).exists():
        raise UnderWay(_("%(name)s is on the panel already.") % {"name": role.person}, field="role")
    with act("appoint_juror", by=by.user) as doing:
        doing.about(role.person)
        if chair:
            _leave_chair(doing, panel)
        key = propose_key(Juror, panel.key, role.person.key)
        values = {"languages": languages.strip(), "chair": chair, "load_max": load_max}
        return doing.create(Juror(key=key, panel=panel, person=role.person, role=role, **values))


def change_juror(juror: Juror, *, by: Reader, expected_version: int | None = None, **values: Any) -> Juror:
    """Change which languages a juror reads and how many entries are the most: what is assigned already stays."""
    refuse_unless(can_run(by))
    with act("change_juror", by=by.user) as doing:
        return doing.change(juror, expected_version=expected_version, **values)


def seat_chair(juror: Juror, *, by: Reader) -> Juror:
    """Put a juror in the chair; whoever sat there before stays on the panel."""
    refuse_unless(can_run(by))
    with act("seat_chair", by=by.user) as doing:
        doing.about(juror)
        _leave_chair(doing, juror.panel)
        return doing.change(juror, chair=True)


def _leave_chair(doing: Any, panel: Panel) -> None:
    for before in panel.jurors.filter(chair=True):
        doing.change(before, chair=False)


def dismiss_juror(juror: Juror, *, by: Reader) -> None:
    """Take a juror off the panel, who was given nothing to score yet."""
    refuse_unless(can_run(by))
    if juror.assignments.exists():
        raise UnderWay(
            _("%(name)s was given entries. End the role in the jury instead: then nothing more is seen.")
            % {"name": juror}
        )
    with act("dismiss_juror", by=by.user) as doing:
        doing.about(juror)
        doing.remove(juror)


def record_phase(panel: Panel, *, by: Reader, **values: Any) -> Phase:
    """Prepare a phase of the panel."""
    refuse_unless(can_run(by))
    _refuse_other_stages(panel, values)
    with act("record_phase", by=by.user) as doing:
        key = propose_key(Phase, panel.key, values.get("title"))
        return doing.create(Phase(key=key, panel=panel, **values))


SETTLED = ("blind", "from_stage", "tie_rule", "normalised", "scores_shown_to_panel")
"""What is announced before anybody scores, and stays."""


def change_phase(phase: Phase, *, by: Reader, expected_version: int | None = None, **values: Any) -> Phase:
    """Change a phase; once it was opened, its rules stay."""
    refuse_unless(can_run(by))
    _refuse_other_stages(phase.panel, values)
    changed = [name for name in SETTLED if name in values and values[name] != getattr(phase, name)]
    if phase.opened_at and changed:
        raise UnderWay(_("The phase was opened by this rule; it stays."), field=changed[0])
    if phase.frozen_at:
        raise UnderWay(_("The phase is frozen."))
    with act("change_phase", by=by.user) as doing:
        return doing.change(phase, expected_version=expected_version, **values)


def remove_phase(phase: Phase, *, by: Reader) -> None:
    """Take back a phase that was not opened."""
    refuse_unless(can_run(by))
    if phase.opened_at:
        raise UnderWay(_("The phase was opened; it stays on record."))
    with act("remove_phase", by=by.user) as doing:
        doing.remove(phase)


def _refuse_other_stages(panel: Panel, values: dict[str, Any]) -> None:
    for name in ("from_stage", "to_stage"):
        stage = values.get(name)
        if stage is not None and stage.call_id != panel.call_id:
            raise OtherCall(_("This stage is of another call."), field=name)
