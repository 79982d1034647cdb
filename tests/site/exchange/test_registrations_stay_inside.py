"""Who registered for an event leaves in the workbook of the secretariat, and in nobody else's."""

import pytest
from tests import factories

from koinon.network.events.models import Registration, RegistrationRules
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM, Reader
from koinon.site.exchange.exporting import written_workbook

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "rows"),
    [("secretariat", 1), ("coordinator", 0), ("other_officer", 0), ("stranger", 0), ("public", 0)],
)
def test_whose_workbook_names_who_registered(
    name: str, rows: int, guangzhou: Body, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(name)
    event = factories.make_event(host=guangzhou)
    factories.make(RegistrationRules, event=event, seats=3)
    factories.make(Registration, event=event, name="Ada Secretname", account=reader.user)
    sheets = {one.sheet.name: one.rows for one in written_workbook(reader)}
    assert len(sheets.get("registrations", [])) == rows
    assert len(sheets["registration_rules"]) == 1


def test_marks_and_accounts_never_leave() -> None:
    one = factories.make(Registration, event=factories.make_event(), name="Ada Example")
    told = str([sheet.rows for sheet in written_workbook(SYSTEM)])
    assert "Ada Example" in told
    assert one.mark not in told
