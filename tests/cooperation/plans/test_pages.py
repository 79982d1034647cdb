"""The pages of plans: each at one row and at three, the forms, the guest's doors, the library, the strategy."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import make_agreement, make_body, make_commitment, make_event

from koinon.cooperation.plans import (
    consent_commands,
    findings,
    measure_commands,
    plan_commands,
    queries,
    update_commands,
)
from koinon.cooperation.plans.links import consent_token
from koinon.cooperation.plans.models import Consent, Measure, MeasureUpdate, Plan, PlanSide
from koinon.cooperation.plans.plan_commands import Side
from koinon.cooperation.plans.update_commands import Told
from koinon.network.people.models import Body
from koinon.network.people.readers import PUBLIC, SYSTEM, Reader
from koinon.platform.errors import Refused
from koinon.site.briefings.glance import city_glance, cluster_glance, measure_glance, pair_glance
from koinon.site.briefings.typesetting import png
from koinon.site.feeds.entries import Scope, entries_of

from .conftest import TODAY, measure_parts, measure_values, sides_of

ClientOf = Callable[[Reader], Client]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def reached(measure: Measure, value: int = 1400) -> MeasureUpdate:
    """An accepted update that reached the target."""
    side = sides_of(measure.plan)[1]
    asked = update_commands.ask_for_update(measure, side, by=SYSTEM, on=TODAY)
    told = Told(reading=Decimal(value), words="There")
    sent = update_commands.send_update(asked, told, by=None, on=TODAY, moment=NOW)
    return update_commands.accept_update(sent, by=SYSTEM, on=TODAY)


def test_statements_do_not_grow(
    agreed: Measure, secretariat: Reader, coordinator: Reader, client_of: ClientOf
) -> None:
    reached(agreed)
    waits = update_commands.ask_for_update(
        agreed, sides_of(agreed.plan)[0], by=SYSTEM, on=TODAY, quarter="2025-Q4"
    )
    update_commands.send_update(waits, Told(words="x"), by=None, on=TODAY, moment=NOW)
    pages = [
        "/plans/",
        agreed.plan.get_absolute_url(),
        agreed.get_absolute_url(),
        "/plans/library/",
        "/plans/waiting/",
    ]
    Plan.objects.update(audience="public")
    boss, focal = client_of(secretariat), client_of(coordinator)
    counted(boss, "/plans/")  # what is asked once in the life of a worker
    before = [counted(boss, page) for page in pages], [counted(focal, page) for page in pages[:4]]
    for number in (2, 3):
        more = measure_commands.record_measure(
            agreed.plan, measure_values(title=f"More {number}"), measure_parts(agreed.plan), by=SYSTEM
        )
        for side in sides_of(agreed.plan):
            consent_commands.agree_measure(more, side, by=SYSTEM, on=date(2026, 1, 20))
        reached(Measure.objects.get(pk=more.pk))
        values = {"title": f"Plan {number}", "kind": "body", "audience": "public"}
        plan_commands.record_plan(values, [Side(make_body(), "en")], by=SYSTEM)
        asked = update_commands.ask_for_update(
            agreed, sides_of(agreed.plan)[0], by=SYSTEM, on=TODAY, quarter=f"2026-Q{number - 1}"
        )
        update_commands.send_update(asked, Told(words="x"), by=None, on=TODAY, moment=NOW)
    assert ([counted(boss, page) for page in pages], [counted(focal, page) for page in pages[:4]]) == before
    assert max(before[0]) <= 32
    assert before[0][0] <= 12
    page = focal.get(agreed.get_absolute_url()).text
    assert 'class="timeline readings"' in page
    assert "Target 1,400 metres" in page


def test_the_room_stands_in_two_languages_and_says_what_is_missing(
    plan: Plan, measure: Measure, coordinator: Reader, client_of: ClientOf
) -> None:
    bare = measure_commands.record_measure(plan, {"title": "Trees"}, measure_parts(plan, sdg=()), by=SYSTEM)
    text = client_of(coordinator).get(plan.get_absolute_url()).text
    assert "Shade on the way to school" in text
    assert 'lang="zh-hans">上学路上的遮阴' in text
    assert f'href="/plans/measures/{bare.key}/edit/#id_sdg"' in text
    assert f'href="/plans/measures/{bare.key}/edit/#id_indicator"' in text
    form = client_of(coordinator).get(f"/plans/measures/{bare.key}/edit/").text
    assert 'id="id_sdg"' in form
    assert 'class="timeline gantt"' in text


def test_a_measure_is_written_in_the_form(plan: Plan, coordinator: Reader, client_of: ClientOf) -> None:
    lyon, guangzhou = sides_of(plan)
    sent: dict[str, Any] = {
        "title": "Trees",
        "other_title": "树",
        "starts": "1 March 2026",
        "ends": "June 2027",
        "indicator": "Trees",
        "unit": "trees",
        "baseline": "0",
        "baseline_day": "January 2026",
        "target": "100",
        "budget": "1000",
        "currency": "eur",
        "budget_source": "the city",
        "sdg": "11.7, 13.1",
        "nua": "37 67",
        f"owner_{lyon.pk}": lyon.body.key,
        f"owner_{guangzhou.pk}": guangzhou.body.key,
        "milestones-TOTAL_FORMS": "2",
        "milestones-INITIAL_FORMS": "0",
        "milestones-0-title": "First tree",
        "milestones-0-day": "1 April 2026",
    }
    client = client_of(coordinator)
    answer = client.post(f"/plans/{plan.key}/measures/", sent | {"sdg": "11.99"})
    assert answer.status_code == 200
    assert "Write a goal from 1 to 17" in answer.text
    assert client.post(f"/plans/{plan.key}/measures/", sent).status_code == 302
    row = queries.row_of(queries.measure_rows(SYSTEM).get(), plan, TODAY)
    assert (row.sdg, row.nua, row.lacks) == (("11.7", "13.1"), ("37", "67"), ())
    assert row.measure.currency == "EUR"
    assert [one.title for one in row.milestones] == ["First tree"]


def test_saving_a_form_untouched_does_not_open_the_measure(
    agreed: Measure, coordinator: Reader, client_of: ClientOf
) -> None:
    page = f"/plans/measures/{agreed.key}/edit/"
    client = client_of(coordinator)
    form = Form()
    form.feed(client.get(page).text)
    assert form.fields["milestones-0-title"] == "Streets chosen"
    assert client.post(page, form.fields).status_code == 302
    assert (Measure.objects.get().revision, Measure.objects.get().agreed_on) == (1, date(2026, 1, 20))


class Form(HTMLParser):
    """What a browser would send back of the form of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.inside, self.template, self.name = False, False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.inside = "page" in (given.get("class") or "")
        self.template = tag == "template" or self.template
        if not self.inside or self.template:
            return
        if tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.fields[name] = value or ("on" if given.get("type") == "checkbox" else "")
        elif tag in ("textarea", "select"):
            self.name, self.fields[name] = name, ""
        elif tag == "option" and "selected" in given:
            self.fields[self.name] = value

    def handle_endtag(self, tag: str) -> None:
        self.template = self.template and tag != "template"
        if tag == "textarea":
            self.fields[self.name] = self.fields[self.name].removeprefix("\n")
            self.name = ""

    def handle_data(self, data: str) -> None:
        if self.name and self.inside and not self.template and self.lasttag == "textarea":
            self.fields[self.name] += data


def test_a_stale_form_is_told_and_nothing_typed_is_lost(
    measure: Measure, coordinator: Reader, client_of: ClientOf
) -> None:
    measure_commands.change_measure(measure, {"theme": "shade"}, measure_parts(measure.plan), by=SYSTEM)
    sent = {
        "title": "My own title",
        "version": "1",
        "milestones-TOTAL_FORMS": "0",
        "milestones-INITIAL_FORMS": "0",
    }
    answer = client_of(coordinator).post(f"/plans/measures/{measure.key}/edit/", sent)
    assert answer.status_code == 200
    assert "My own title" in answer.text
    assert "Somebody changed this record" in answer.text


def test_a_pairing_begins_its_plan_with_its_parties(
    plan: Plan, secretariat: Reader, client_of: ClientOf, guangzhou: Body
) -> None:
    pairing = make_agreement("Pairing", parties=(guangzhou,), kind="pairing")
    page = client_of(secretariat).get(pairing.get_absolute_url())
    assert f"/plans/new/?agreement={pairing.key}" in page.text
    form = client_of(secretariat).get(f"/plans/new/?agreement={pairing.key}").text
    assert f'value="{guangzhou.key}"' in form
    assert plan.title in client_of(secretariat).get(plan.agreement.get_absolute_url()).text
    assert plan.title in client_of(secretariat).get(plan.edition.get_absolute_url()).text
    assert plan.title in client_of(secretariat).get(f"/bodies/{guangzhou.key}/").text
    assert plan.title not in client_of(PUBLIC).get(f"/bodies/{guangzhou.key}/").text


# The link by which a side agrees


@pytest.fixture
def linked(measure: Measure) -> PlanSide:
    side = sides_of(measure.plan)[1]
    return consent_commands.issue_consent_link(side, by=SYSTEM, on=timezone.localdate(), by_mail=True)


def test_a_side_agrees_by_link_in_its_language(linked: PlanSide, measure: Measure, client: Client) -> None:
    page = f"/plans/agree/{consent_token(linked)}/"
    seen = client.get(page)
    assert 'lang="zh-Hans"' in seen.text
    assert "上学路上的遮阴" in seen.text
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert f"<legend>{measure.number}. {measure.title}" in client.get(page).text
    told = {f"says-{measure.pk}": "agrees", f"revision-{measure.pk}": "1"}
    assert client.post(page, told).status_code == 200
    said = Consent.objects.get()
    assert (said.says, said.by_link, said.side) == ("agrees", True, linked)
    assert client.get(page).status_code == 410


def test_a_side_says_by_link_what_it_would_have_otherwise(
    linked: PlanSide, measure: Measure, client: Client
) -> None:
    page = f"/plans/agree/{consent_token(linked)}/"
    told = {f"says-{measure.pk}": "otherwise", f"revision-{measure.pk}": "1"}
    assert client.post(page, told).status_code == 422
    assert client.post(page, {}).status_code == 422
    assert client.post(page, told | {f"words-{measure.pk}": "更多树"}).status_code == 200
    assert Consent.objects.get().words == "更多树"
    assert "更多树" in client.get(page).text


def test_what_changed_while_it_was_read_is_not_agreed(
    linked: PlanSide, measure: Measure, client: Client
) -> None:
    changed = measure_parts(measure.plan, sdg=["13.1"])
    measure_commands.change_measure(measure, {}, changed, by=SYSTEM)
    page = f"/plans/agree/{consent_token(linked)}/"
    told = {f"says-{measure.pk}": "agrees", f"revision-{measure.pk}": "1"}
    assert client.post(page, told).status_code == 422
    assert not Consent.objects.exists()


# The library, the strategy, the papers, the findings


def test_the_library_holds_public_measures_that_reached_their_target(
    agreed: Measure, coordinator: Reader, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    assert agreed.title not in client.get("/plans/library/").text
    reached(agreed)
    assert agreed.title not in client.get("/plans/library/").text
    Plan.objects.update(audience="public")
    for asked in ("", "?words=shade", "?sdg=11", "?sdg=11.7", "?city=Lyon"):
        assert agreed.title in client.get(f"/plans/library/{asked}").text, asked
    for asked in ("?words=ships", "?sdg=1", "?city=Chengdu"):
        assert agreed.title not in client.get(f"/plans/library/{asked}").text, asked
    assert client.post(f"/plans/measures/{agreed.key}/copy/", {"plan": agreed.plan.key}).status_code == 302
    assert Measure.objects.filter(copied_from=agreed).exists()


def test_a_target_below_the_baseline_is_reached_from_above(agreed: Measure) -> None:
    Plan.objects.update(audience="public")
    Measure.objects.update(baseline=100, target=40)
    reached(agreed, 60)
    assert not queries.library(PUBLIC, TODAY, queries.Sought()).exists()
    MeasureUpdate.objects.update(reading=39)
    assert queries.library(PUBLIC, TODAY, queries.Sought()).get() == agreed


@pytest.fixture
def strategy(home_network: Body) -> Plan:
    values = {
        "title": "Strategy 2021–2023",
        "kind": "strategy",
        "starts": "2021",
        "ends": "2023",
        "audience": "public",
    }
    return plan_commands.record_plan(values, [Side(home_network, "en")], by=SYSTEM)


def test_a_strategy_reports_what_points_to_its_lines(
    strategy: Plan, agreed: Measure, secretariat: Reader, client_of: ClientOf
) -> None:
    line = plan_commands.record_line(strategy, {"title": "Serve the members"}, by=SYSTEM)
    promise = make_commitment(title="Send the curriculum")
    things = [
        promise,
        promise.agreement,
        make_event("Seminar", starts="2022-05-01", ends="2022-05-01"),
        agreed,
    ]
    for thing in things:
        plan_commands.point_to_line(line, thing, by=SYSTEM)
        plan_commands.point_to_line(line, thing, by=SYSTEM)
    assert line.pointers.count() == 4
    client = client_of(secretariat)
    page = client.get(f"/plans/{strategy.key}/report/").text
    assert all(str(thing) in page for thing in things)
    one = counted(client, f"/plans/{strategy.key}/report/")
    more = plan_commands.record_line(strategy, {"title": "Another"}, by=SYSTEM)
    for thing in (make_event(), make_commitment(), agreed):
        plan_commands.point_to_line(more, thing, by=SYSTEM)
    assert counted(client, f"/plans/{strategy.key}/report/") == one
    hidden = client_of(PUBLIC).get(f"/plans/{strategy.key}/report/").text
    assert agreed.title not in hidden
    assert client.get(f"/papers/plans/{strategy.key}/report.pdf").content.startswith(b"%PDF")
    lines = b"".join(client.get(f"/plans/{strategy.key}/report/?format=csv").streaming_content).decode()
    assert "Send the curriculum" in lines
    with pytest.raises(Refused):
        plan_commands.point_to_line(line, None, by=SYSTEM)


@pytest.mark.slow
def test_papers_and_sheets_at_a_glance_are_one_page_each(
    agreed: Measure, secretariat: Reader, client_of: ClientOf, guangzhou: Body
) -> None:
    reached(agreed)
    plan = queries.plan_rows(SYSTEM).get()
    for number in range(2, 12):
        values = measure_values(title=f"A measure with a rather long title, number {number}")
        measure_commands.record_measure(plan, values, measure_parts(plan), by=SYSTEM)
    measure = queries.measure_rows(SYSTEM).get(pk=agreed.pk)
    told: dict[str, Any] = {"on": TODAY, "reader": SYSTEM, "language": "zh-hans"}
    for paper in (
        measure_glance(measure, **told),
        pair_glance(plan, **told),
        city_glance(guangzhou, **told),
        cluster_glance(plan.edition, **told),
    ):
        assert len(png(paper, made_at=NOW)) == 1, paper.filename
    client = client_of(secretariat)
    for address in (
        f"plans/{plan.key}",
        f"plans/{plan.key}/glance",
        f"measures/{agreed.key}/glance",
    ):
        assert client.get(f"/papers/{address}.pdf").content.startswith(b"%PDF")
        assert client_of(PUBLIC).get(f"/papers/{address}.pdf").status_code == 404
    # Measures are no lines of action: there is nothing to report on.
    assert client.get(f"/papers/plans/{plan.key}/report.pdf").status_code == 404


def test_rules_notice_what_is_late_silent_or_empty(plan: Plan, agreed: Measure) -> None:
    def found(rule: Any, on: date) -> list[str]:
        return [str(one.subjects[0]) for one in rule(on)]

    assert found(findings.find_overdue_milestones, date(2026, 3, 31)) == []
    assert found(findings.find_overdue_milestones, date(2026, 4, 1)) == [agreed.title]
    assert found(findings.find_silent_measures, date(2026, 7, 1)) == []
    assert found(findings.find_silent_measures, date(2026, 10, 1)) == [agreed.title]
    assert found(findings.find_plans_without_measures, TODAY) == []
    Measure.objects.update(agreed_on=None)
    assert found(findings.find_plans_without_measures, TODAY) == [plan.title]


def test_milestones_and_updates_stand_in_the_calendar(agreed: Measure, coordinator: Reader) -> None:
    side = sides_of(agreed.plan)[1]
    update_commands.ask_for_update(agreed, side, by=SYSTEM, on=TODAY)

    def titles(reader: Reader) -> set[str]:
        scope = Scope(bodies=frozenset({side.body_id}))
        return {one.title for one in entries_of(scope, reader, TODAY, str)}

    told = {"Milestone: Streets chosen", "Update due: Shade on the way to school"}
    assert told <= titles(coordinator)
    assert not told & titles(PUBLIC)


def test_history_tells_both_wordings(agreed: Measure, secretariat: Reader, client_of: ClientOf) -> None:
    changed = measure_parts(agreed.plan, sdg=["13.1"])
    measure_commands.change_measure(agreed, {"title": "Shade and benches"}, changed, by=SYSTEM)
    text = client_of(secretariat).get(f"/history/plans.measure/{agreed.key}/").text
    assert "Shade on the way to school" in text
    assert "Shade and benches" in text
    assert "Agree to a measure" in text
