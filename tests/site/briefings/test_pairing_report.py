"""The signed report: printed as it was signed, and found out when somebody changes it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.factories import make, make_edition

from koinon.cooperation.pairing.models import Report, Round
from koinon.cooperation.pairing.reporting import sign
from koinon.platform.audit.sealing import digest
from koinon.site.briefings.pairing_report import pairing_report
from koinon.site.briefings.paper import Bars, Facts, Table, Text

NOW = datetime(2018, 7, 10, 9, tzinfo=UTC)
BODY: dict[str, Any] = {
    "report": "koinon-pairing-report-1",
    "round": {"key": "r1", "title": "Round 2018", "edition": "IUC 2018"},
    "moments": {
        "call opened": "2018-04-24T08:00:00+00:00",
        "weights frozen": "2018-05-31T08:00:00+00:00",
        "profiles opened": "",
        "solved": "2018-06-01T08:00:00+00:00",
        "cities asked": "2018-06-02T08:00:00+00:00",
        "published": "2018-07-10T09:00:00+00:00",
    },
    "weights": {"needs": 12, "interests": 6},
    "weights_digest": "a" * 64,
    "frame": {"everyone": True, "no_repeat": False, "smallest_population": 100_000},
    "consultation": {"asked": 2, "yes": 1, "other": 0, "no": 0},
    "rules": [{"rule": "pin", "left": "kmg", "right": "grx", "reason": "Agreed in May"}],
    "result": {
        "mode": "best",
        "status": "optimal",
        "total": 42,
        "bound": 42,
        "blocking_pairs": 1,
        "worst": {"id": "kmg", "value": 12},
        "problem_digest": "b" * 64,
    },
    "cities": {
        "kmg": {"name": "Kunming", "profile_digest": ""},
        "grx": {"name": "Granada", "profile_digest": ""},
    },
    "pairs": [
        {
            "left": "kmg",
            "right": "grx",
            "names": ["Kunming", "Granada"],
            "left_value": 24,
            "right_value": 18,
            "parts": [{"criterion": "needs", "weight": 12, "left": 2, "right": 1}],
            "by_hand": True,
            "undone": False,
            "reason": "Both mayors asked for it",
        }
    ],
}


@pytest.fixture
def report(db: None) -> Report:
    round_ = make(Round, key="r1", edition=make_edition(), title="Round 2018")
    Round.objects.filter(pk=round_.pk).update(opened_at=NOW, published_at=NOW)
    told = digest(BODY)
    return make(Report, round=round_, body=BODY, digest=told, signature=sign(told), made_at=NOW)


def test_it_says_what_was_signed(report: Report) -> None:
    paper = pairing_report(report, language="en", verify_address="https://example.org/verify/")
    facts = {
        fact.label: fact.value for block in paper.blocks if isinstance(block, Facts) for fact in block.rows
    }
    assert (facts["Total"], facts["No pairing is worth more than"]) == ("42", "42")
    assert facts["Signature"] == report.signature
    [bars] = [block for block in paper.blocks if isinstance(block, Bars)]
    assert bars.label == "Kunming – Granada (42)"
    assert bars.parts == (("Offers meet needs", 36),)
    texts = [block.text for block in paper.blocks if isinstance(block, Text)]
    assert any("Made by hand: Both mayors asked for it" in text for text in texts)
    assert any("Kunming and Granada are a pair (Agreed in May)" in text for text in texts)
    assert {"• As many pairs as possible first", "• Cities of 100,000 inhabitants or more"} <= set(texts)
    assert (facts["yes"], facts["no answer"]) == ("1", "1")


def test_everybody_may_print_the_report_of_a_published_round(report: Report, client: Client) -> None:
    answer = client.get("/papers/pairing/r1.pdf")
    assert answer.content.startswith(b"%PDF")
    assert client.get("/papers/pairing/r1.pdf").content == answer.content
    assert client.get("/papers/pairing/r1.json").json()["digest"] == report.digest


def test_nobody_else_sees_one_that_is_not_published(report: Report, client: Client) -> None:
    Round.objects.update(published_at=None)
    for address in ("r1.pdf", "r1.json", "r1/verify/"):
        assert client.get(f"/papers/pairing/{address}").status_code == 404


def test_a_changed_report_is_found_out(report: Report, client: Client) -> None:
    assert "signature good" in client.get("/papers/pairing/r1/verify/").content.decode()
    Report.objects.update(body=BODY | {"weights": {"needs": 13}})
    assert "signature broken" in client.get("/papers/pairing/r1/verify/").content.decode()


def test_a_paper_is_compared_by_its_digest(report: Report, client: Client) -> None:
    address = "/papers/pairing/r1/verify/"
    for told, words in (
        (report.digest, "The same:"),
        (f" {report.digest[:16].upper()} ", "The same:"),
        (report.digest[:15], "Another:"),
        ("0" * 64, "Another:"),
    ):
        assert words in client.get(address, {"digest": told}).content.decode(), told
    assert "Another:" not in client.get(address).content.decode()


def test_the_paper_tells_how_firm_the_pairs_are(report: Report) -> None:
    interval = {"criterion": "needs", "weight": 12, "low": {"weight": [13, 2]}, "high": None}
    loose = {"criterion": "interests", "weight": 6, "low": None, "high": {"weight": [25, 2]}}
    report.body = BODY | {"result": BODY["result"] | {"intervals": [interval, loose], "steady": []}}
    paper = pairing_report(report, language="en", verify_address="https://example.org/verify/")
    rows = next(one.rows for one in paper.blocks if isinstance(one, Table))
    assert rows == (("Offers meet needs", "12", "from 7"), ("Shared interests", "6", "to 12"))
