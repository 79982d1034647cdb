"""The whole way of a round through its pages: call, freeze, solve, explain, ask, publish."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from koinon.cooperation.agreements.models import Agreement
from koinon.cooperation.pairing.models import ProposedPair, Round, Scenario
from koinon.network.people.readers import Reader

from .conftest import Desk


@pytest.fixture
def client(sent: Desk, client_of: Callable[[Reader], Client]) -> Client:
    return client_of(sent.expert)


@pytest.mark.django_db(transaction=True)
def test_from_call_to_published_pairs(
    sent: Desk, client: Client, client_of: Callable[[Reader], Client]
) -> None:
    """Everything an expert does, by the forms of the pages."""
    key = sent.round.key
    assert client.get(reverse("pairing:rounds")).status_code == 200
    assert client.get(reverse("pairing:round", args=[key])).status_code == 200
    assert client.get(reverse("pairing:board", args=[key])).status_code == 200
    assert client.post(reverse("pairing:freeze", args=[key]), {}).status_code == 302
    answer = client.post(
        reverse("pairing:scenario-new", args=[key]), {"mode": "best", "max_loss": "1", "title": ""}
    )
    assert answer.status_code == 302
    scenario = Scenario.objects.get()
    assert scenario.message == ""
    assert (scenario.state, scenario.status, scenario.total) == ("solved", "optimal", scenario.bound)
    page = client.get(answer["Location"])
    assert page.status_code == 200
    words = page.content.decode()
    assert "Rome offers what Yantai seeks: cultural heritage (10)." in words
    assert "optimum proven" in words
    why = client.get(reverse("pairing:why", args=[scenario.key]), {"left": "yantai", "right": "burgas"})
    assert "Why not Yantai and Burgas" in why.content.decode()
    assert "points of" in why.content.decode()
    what = client.get(reverse("pairing:what-if", args=[scenario.key]), {"do": "leave", "city": "rome"})
    assert "If Rome withdraws" in what.content.decode()
    kept = client.post(reverse("pairing:what-if", args=[scenario.key]), {"do": "leave", "city": "rome"})
    assert kept.status_code == 302
    assert Scenario.objects.count() == 2
    chosen = client.post(reverse("pairing:scenario-choose", args=[scenario.key]))
    assert chosen["Location"] == reverse("pairing:proposal", args=[key])
    assert client.get(chosen["Location"]).status_code == 200
    assert ProposedPair.objects.count() == 3
    client.post(reverse("pairing:ask", args=[key]))
    client.post(reverse("pairing:publish", args=[key]), {"without": "on"})
    round_ = Round.objects.get()
    assert round_.state == "published"
    assert Agreement.objects.filter(kind="pairing").count() == 3
    public = Client().get(reverse("pairing:round", args=[key]))
    assert public.status_code == 200
    assert "signature good" in public.content.decode()
