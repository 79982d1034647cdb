"""The registry of rules, and a run: findings come, stay, go and come back, and nothing else is written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from tests import factories

from koinon.network.evidence import rules
from koinon.network.evidence.commands import Run, reopen_finding, run_rules, settle_finding
from koinon.network.evidence.models import Finding
from koinon.network.evidence.rules import Proposal, rule
from koinon.network.people.models import Audience
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Stale
from koinon.platform.audit.models import Change, Entry
from koinon.platform.dates import Day, Span
from koinon.platform.errors import NotAllowed, Refused

ON = date(2022, 6, 1)
MOMENT = datetime(2022, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def proposals(monkeypatch: pytest.MonkeyPatch, db: None) -> list[Proposal]:
    """One rule, and what it will propose: fill the list."""
    monkeypatch.setattr(rules, "_rules", {})
    offered: list[Proposal] = []

    @rule(
        "odd", title=_("Something odd"), headline=_("Odd: %(name)s"), words=_("Since %(since)s, %(count)s.")
    )
    def find_odd(on: date) -> Iterator[Proposal]:
        yield from offered

    return offered


def odd(record: object, **values: object) -> Proposal:
    given = {"name": "Board", "since": Day("2016-10"), "count": 12_000}
    return Proposal("odd", (record,), given | values)  # type: ignore[arg-type]


def run(days: int = 0) -> Run:
    return run_rules(on=ON, moment=MOMENT + timedelta(days=days))


def test_a_new_finding_is_open_and_tells_in_the_readers_language(proposals: list[Proposal]) -> None:
    proposals.append(odd(factories.make_body()))
    assert run() == Run(new=1, seen=0, reopened=0, gone=0)
    finding = Finding.objects.get()
    assert (finding.state, finding.first_seen_at) == ("open", MOMENT)
    assert finding.headline == "Odd: Board"
    assert finding.words == "Since October 2016, 12,000."
    with override("es"):
        assert finding.words == "Since octubre de 2016, 12.000."
    assert [(one.kind, one.object_id) for one in finding.subjects.all()] == proposals[0].places


def test_a_second_run_changes_nothing_but_the_day_last_seen(proposals: list[Proposal]) -> None:
    proposals.append(odd(factories.make_body()))
    run()
    entries = Entry.objects.count()
    assert run(days=1) == Run(new=0, seen=1, reopened=0, gone=0)
    finding = Finding.objects.get()
    assert (finding.first_seen_at, finding.last_seen_at) == (MOMENT, MOMENT + timedelta(days=1))
    assert (finding.version, Entry.objects.count()) == (1, entries)


def test_what_is_not_seen_again_is_gone_and_may_come_back(proposals: list[Proposal]) -> None:
    proposals.append(odd(factories.make_body()))
    run()
    kept = proposals.pop()
    assert run(1).gone == 1
    assert Finding.objects.get().state == "gone"
    assert run(2).gone == 0
    proposals.append(kept)
    assert run(3).reopened == 1
    finding = Finding.objects.get()
    assert (finding.state, finding.reopened, finding.first_seen_at) == ("open", "returned", MOMENT)


def test_a_settled_finding_stays_settled_until_its_values_change(
    proposals: list[Proposal], secretariat: Reader
) -> None:
    body = factories.make_body()
    proposals.append(odd(body))
    run()
    settle_finding(Finding.objects.get(), by=secretariat, moment=MOMENT, reason="Both are true.")
    run(1)
    finding = Finding.objects.get()
    assert (finding.state, finding.reason, finding.settled_by) == (
        "settled",
        "Both are true.",
        secretariat.user,
    )

    proposals[0] = odd(body, count=13_000)
    assert run(2).reopened == 1
    finding = Finding.objects.get()
    assert (finding.state, finding.reopened, finding.reason) == ("open", "changed", "Both are true.")
    assert "13,000" in finding.words


def test_a_settled_finding_that_is_not_seen_stays_readable(
    proposals: list[Proposal], secretariat: Reader
) -> None:
    proposals.append(odd(factories.make_body()))
    run()
    settle_finding(Finding.objects.get(), by=secretariat, moment=MOMENT, reason="Mended.", how="corrected")
    proposals.clear()
    run(1)
    assert Finding.objects.get().state == "settled"


def test_the_key_does_not_depend_on_the_order_of_the_records(db: None) -> None:
    one, other = factories.make_body(key="one"), factories.make_body(key="other")
    assert (
        Proposal("odd", (one, other)).key.split(".")[-1] == Proposal("odd", (other, one)).key.split(".")[-1]
    )
    assert Proposal("odd", (one, other)).key != Proposal("even", (one, other)).key
    assert Proposal("odd", (one,)).key != Proposal("odd", (other,)).key


def test_a_rule_that_breaks_down_spares_the_findings_of_all(
    proposals: list[Proposal], caplog: pytest.LogCaptureFixture
) -> None:
    proposals.append(odd(factories.make_body()))
    run()

    @rule("odd", title="Something odd", words="")
    def find_odd(on: date) -> Iterator[Proposal]:
        raise ValueError("a row nobody foresaw")
        yield

    assert run(1) == Run(new=0, seen=0, reopened=0, gone=0, failed=("odd",))
    assert Finding.objects.get().state == "open"
    assert "The rule odd broke down" in caplog.text


def test_a_named_finding_stays_the_same_while_its_subjects_change(proposals: list[Proposal]) -> None:
    first, second = factories.make_body(), factories.make_body()
    proposals.append(Proposal("odd", (first,), {"name": "x", "since": "", "count": 1}, name="people.body"))
    run()
    proposals[0] = Proposal("odd", (second,), {"name": "x", "since": "", "count": 1}, name="people.body")
    assert run(1).seen == 1
    assert [one.object_id for one in Finding.objects.get().subjects.all()] == [second.pk]


@pytest.mark.parametrize(
    ("subject", "site", "expected"),
    [
        ("public", "public", "public"),
        ("members", "public", "members"),
        ("parties", "public", "secretariat"),
        ("bodies", "public", "secretariat"),
        ("secretariat", "public", "secretariat"),
        ("public", "members", "members"),
        ("public", "secretariat", "secretariat"),
    ],
)
def test_a_finding_is_for_the_narrowest_eyes(
    proposals: list[Proposal], settings: object, subject: str, site: str, expected: str
) -> None:
    settings.FINDINGS_AUDIENCE = site  # type: ignore[attr-defined]
    proposals.append(Proposal("odd", (factories.make_body(), factories.make_body(audience=subject))))
    run()
    assert Finding.objects.get().audience == expected


def test_closing_a_record_closes_its_findings_at_once(proposals: list[Proposal]) -> None:
    from koinon.platform.audit.commands import act

    body = factories.make_body()
    proposals.append(odd(body))
    run()
    with act("change_body", by=None) as doing:
        doing.change(body, audience=Audience.SECRETARIAT)
    assert Finding.objects.get().audience == "secretariat"


def test_a_run_never_writes_to_other_records(proposals: list[Proposal]) -> None:
    proposals.append(odd(factories.make_body()))
    run()
    assert set(Change.objects.values_list("kind", flat=True)) == {
        "evidence.finding",
        "evidence.findingsubject",
    }


def test_few_statements_however_many_findings(
    proposals: list[Proposal], django_assert_num_queries: object
) -> None:
    proposals += [odd(factories.make_body()) for _count in range(40)]
    run()
    with django_assert_num_queries(7):  # type: ignore[operator]
        run(1)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("as it is", "as it is"),
        (16_000_000, "16,000,000"),
        (Decimal("7434.4000"), "7,434.4"),
        (date(2019, 11, 15), "15 November 2019"),
        (Day("2020-22"), "summer 2020"),
        (_("population"), "population"),
    ],
)
def test_values_are_kept_as_json_and_shown_in_words(value: rules.Value, words: str) -> None:
    assert rules.shown(rules.kept(value)).lower() == words.lower()


def test_a_span_is_a_value_too() -> None:
    kept = rules.kept(Span(Day("2021"), Day("2023")))
    assert kept == {"starts": "2021", "ends": "2023"}
    assert "2021" in rules.shown(kept)
    assert "2023" in rules.shown(kept)


def test_words_whose_values_are_missing_are_left_out(proposals: list[Proposal]) -> None:
    assert rules.headline_of("odd", {}) == "Something odd"
    assert rules.words_of("odd", {}) == ""
    assert rules.headline_of("no-longer-installed", {}) == "no-longer-installed"


# Settling


@pytest.fixture
def finding(proposals: list[Proposal]) -> Finding:
    proposals.append(odd(factories.make_body()))
    run()
    return Finding.objects.get()


@pytest.mark.parametrize("who", ["coordinator", "deputy", "other_officer", "stranger", "public"])
def test_only_the_secretariat_settles(finding: Finding, who: str, request: pytest.FixtureRequest) -> None:
    reader = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        settle_finding(finding, by=reader, moment=MOMENT, reason="Because.")
    finding.refresh_from_db()
    assert finding.state == "open"


def test_settling_needs_a_reason(finding: Finding, secretariat: Reader) -> None:
    with pytest.raises(Refused) as refused:
        settle_finding(finding, by=secretariat, moment=MOMENT, reason="  ")
    assert refused.value.field == "reason"


def test_settling_twice_is_refused(finding: Finding, secretariat: Reader) -> None:
    settle_finding(finding, by=secretariat, moment=MOMENT, reason="Fine.")
    with pytest.raises(Refused):
        settle_finding(finding, by=secretariat, moment=MOMENT, reason="Fine again.")


def test_a_settled_finding_can_be_opened_again_with_a_reason(finding: Finding, secretariat: Reader) -> None:
    settle_finding(finding, by=secretariat, moment=MOMENT, reason="Fine.")
    reopen_finding(finding, by=secretariat, reason="Not so fine.")
    finding.refresh_from_db()
    assert (finding.state, finding.reason, finding.note) == ("open", "Fine.", "Not so fine.")
    with pytest.raises(Refused):
        reopen_finding(finding, by=secretariat, reason="It is open already.")


def test_settling_what_somebody_else_touched_is_stale(finding: Finding, secretariat: Reader) -> None:
    with pytest.raises(Stale):
        settle_finding(finding, by=secretariat, moment=MOMENT, reason="Fine.", expected_version=99)
