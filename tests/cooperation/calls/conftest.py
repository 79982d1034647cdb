"""An award that has closed, with what waits to be screened."""

from datetime import UTC, datetime
from typing import Any

import pytest
from tests import factories

from koinon.cooperation.calls.models import Answer, Call, Entry

SENT = datetime(2018, 5, 20, 9, tzinfo=UTC)


@pytest.fixture
def call(home_network: Any) -> Call:
    """An award that has closed; three entries wait, and a draft was never sent."""
    return factories.make_call("Award 2018", key="gza-2018", code="GZA-2018", rules="As announced.")


@pytest.fixture
def entries(call: Call, guangzhou: Any, chengdu: Any) -> list[Entry]:
    """Three that were sent, and a draft of the first city."""
    bodies = (guangzhou, chengdu, factories.make_body("City of Lyon"))
    field = factories.make_field(call, label="What was done?")
    made = []
    for number, body in enumerate(bodies, start=1):
        one = factories.make_entry(
            call, applicant=body, title=f"Garden {number}", number=number, sent_at=SENT, saved_at=SENT,
            email=f"team{number}@example.org", contact="Li Wei, +86 20 1234",
        )  # fmt: skip
        Answer.objects.create(entry=one, field=field, value=f"secret answer {number}")
        made.append(one)
    factories.make_entry(call, applicant=guangzhou, title="A draft", saved_at=SENT)
    return made
