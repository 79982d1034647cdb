"""The engine and the rounds over the machine interface."""

import json
from typing import Any

import pytest
from django.test import Client
from tests.factories import make, make_edition

PROBLEM: dict[str, Any] = {
    "format": "koinon-match-1",
    "left": [{"id": "cn-kmg"}, {"id": "cn-hak"}],
    "right": [{"id": "es-grx"}, {"id": "fr-nce"}],
    "pairs": [
        {"left": "cn-kmg", "right": "es-grx", "left_value": 17, "right_value": 12},
        {"left": "cn-kmg", "right": "fr-nce", "left_value": 9, "right_value": 9},
        {"left": "cn-hak", "right": "es-grx", "left_value": 8, "right_value": 11},
    ],
}


def send(client: Client, **changed: Any) -> Any:
    return client.post(
        "/api/v1/pairing/solve", json.dumps(PROBLEM | changed), content_type="application/json"
    )


@pytest.mark.django_db
def test_a_problem_is_answered_as_by_the_command_line(client: Client) -> None:
    answer = send(client, explain=["prices"])
    told = answer.json()
    assert answer.status_code == 200
    assert told["status"] == "optimal"
    assert told["pairs"] == [["cn-hak", "es-grx"], ["cn-kmg", "fr-nce"]]
    assert (told["total"], told["bound"]) == (37, 37)
    assert ["cn-kmg", "es-grx", 8] in told["prices"]["force"]


@pytest.mark.django_db
def test_rules_that_cannot_be_kept_are_named(client: Client) -> None:
    pin = {"rule": "pin", "left": "cn-kmg", "right": "es-grx"}
    told = send(client, rules=[pin, {"rule": "forbid", "left": "cn-kmg", "right": "es-grx"}]).json()
    assert told["status"] == "infeasible"
    assert len(told["relax"]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"left": []}, "left"),
        (
            {"pairs": [{"left": "cn-kmg", "right": "nobody", "left_value": 1, "right_value": 1}]},
            "pairs[0].right",
        ),
        (
            {"pairs": [{"left": "cn-kmg", "right": "es-grx", "left_value": -1, "right_value": 1}]},
            "pairs[0].left_value",
        ),
        ({"mode": "fair"}, "mode"),
    ],
)
def test_faults_are_told_with_their_place(client: Client, changed: dict[str, Any], field: str) -> None:
    answer = send(client, **changed)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert any(error["field"].startswith(field) for error in answer.json()["errors"]), answer.json()


@pytest.mark.django_db
def test_what_is_no_json_is_refused(client: Client) -> None:
    answer = client.post("/api/v1/pairing/solve", "not json", content_type="application/json")
    assert answer.status_code == 422


@pytest.mark.django_db
def test_a_round_is_told_to_the_public_only_when_published(client: Client) -> None:
    from django.utils import timezone

    from koinon.cooperation.pairing.models import Round

    draft = make(Round, edition=make_edition(), title="Round one")
    assert client.get("/api/v1/pairing/rounds").json()["count"] == 0
    assert client.get(f"/api/v1/pairing/rounds/{draft.key}").status_code == 404
    Round.objects.filter(pk=draft.pk).update(opened_at=timezone.now(), published_at=timezone.now())
    told = client.get(f"/api/v1/pairing/rounds/{draft.key}").json()
    assert (told["title"], told["state"], told["pairs"]) == ("Round one", "published", [])
