"""Renewal: who can still decide, what is due when, who is reminded, and what becomes of the agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests import factories

from koinon.cooperation.agreements import renewal_commands as commands
from koinon.cooperation.agreements.models import Agreement, Renewal, RenewalOutcome, RenewalStep, RenewalTask
from koinon.cooperation.agreements.permissions import can_renew, can_watch_runway
from koinon.cooperation.agreements.renewal_letters import plan_renewal_letters
from koinon.cooperation.agreements.renewal_queries import runway, runway_of
from koinon.cooperation.agreements.runway import day_of_step
from koinon.network.governance.models import BodyRule
from koinon.network.members.models import PortfolioBody
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import Reader
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed
from koinon.platform.notifications.models import Message, State
from koinon.platform.notifications.planners import plan_all
from koinon.platform.notifications.sending import send_waiting

pytestmark = pytest.mark.django_db
ON = date(2023, 2, 1)
NOON = datetime(2023, 2, 1, 12, tzinfo=UTC)
CAST = ("secretariat", "coordinator", "deputy", "other_officer", "stranger", "public")


@pytest.fixture
def board(home_network: Body) -> Body:
    made = factories.make_body("Board of Directors", key="board", kind="board", parent=home_network)
    factories.make(BodyRule, body=made, kind="papers", number=21, starts="2000", ends="..")
    return made


@pytest.fixture
def alliance(guangzhou: Body, home_network: Body, board: Body) -> Agreement:
    """Three years from 15 July 2021, against 2021–2023: the end is unclear."""
    made = factories.make_agreement(
        "Alliance",
        [guangzhou, home_network],
        key="alliance",
        starts="2021-07-15",
        ends="2023-12-31",
        length_words="three years",
    )
    item = factories.make_item(factories.make_meeting(body=board, held="2021-06-30"))
    factories.make_act(made, kind="approved", day="2021-06-30", decision=factories.make_decision(item))
    factories.make_act(made, kind="signed", day="2021-07-15")
    return made


@pytest.fixture
def boards(board: Body) -> None:
    for held in ("2023-03-30", "2023-06-20", "2023-11-15", "2024-03-30"):
        factories.make_meeting(body=board, held=held, title=f"Board {held}")


def begun(alliance: Agreement, by: Reader, on: date = ON, **values: Any) -> Renewal:
    return commands.begin_renewal(
        alliance,
        {"owner": None, "decided_by": None} | values,
        by=by,
        moment=datetime.combine(on, NOON.timetz()),
    )


def owner(email: str = "sofia@example.org", language: str = "fr") -> Any:
    return factories.make_person("Olga Owner", account=factories.make_user(email, language=language))


def test_it_is_counted_from_the_earliest_end(alliance: Agreement, boards: None, secretariat: Reader) -> None:
    one = runway_of(alliance, ON, secretariat)
    assert one.end == (date(2023, 12, 31), date(2024, 7, 14))
    assert (one.ends, one.is_unclear, one.decider and one.decider.key) == (date(2023, 12, 31), True, "board")
    assert one.chance is not None
    assert (one.chance.meeting.title, one.chance.papers) == ("Board 2023-11-15", date(2023, 10, 25))


def test_when_the_papers_of_the_last_board_are_past_nobody_can_decide_in_time(
    alliance: Agreement, boards: None, secretariat: Reader
) -> None:
    assert runway_of(alliance, date(2023, 10, 25), secretariat).chance is not None
    late = runway_of(alliance, date(2023, 10, 26), secretariat)
    assert late.chance is None
    assert late.is_late


def test_a_board_after_the_end_and_a_cancelled_one_cannot_decide(
    alliance: Agreement, board: Body, secretariat: Reader
) -> None:
    factories.make_meeting(body=board, held="2024-01-10")
    factories.make_meeting(body=board, held="2023-09-10", cancelled_on=ON, cancelled_because="no quorum")
    assert runway_of(alliance, ON, secretariat).chance is None


def test_tasks_are_due_twelve_nine_six_and_three_months_before(
    alliance: Agreement, boards: None, secretariat: Reader
) -> None:
    begun(alliance, secretariat)
    one = runway_of(alliance, ON, secretariat)
    days = [(due.task.step, due.due, due.state) for due in one.dues]
    assert days == [
        ("ask", date(2022, 12, 31), "late"),
        ("dossier", date(2023, 3, 31), "ahead"),
        ("text", date(2023, 6, 30), "ahead"),
        ("paper", date(2023, 9, 30), "ahead"),
    ]
    assert day_of_step(RenewalStep.PAPER, date(2023, 12, 1), one.chance) == date(2023, 9, 1)


def test_the_paper_is_due_by_the_deadline_of_the_board_where_that_is_earlier(
    alliance: Agreement, board: Body, secretariat: Reader
) -> None:
    factories.make_meeting(body=board, held="2023-07-01")
    begun(alliance, secretariat)
    assert [due.due for due in runway_of(alliance, ON, secretariat).dues][-2:] == [
        date(2023, 6, 10),
        date(2023, 6, 30),
    ]


def test_the_runway_holds_what_ends_within_eighteen_months(
    alliance: Agreement, guangzhou: Body, home_network: Body, secretariat: Reader
) -> None:
    def signed(title: str, **values: Any) -> Agreement:
        made = factories.make_agreement(title, [guangzhou, home_network], **values)
        factories.make_act(made, kind="signed", day="2020-01-01")
        return made

    signed("Open", starts="2020-01-01", ends="..")
    signed("Far", starts="2020-01-01", ends="2030-01-01")
    signed("Over", starts="2020-01-01", ends="2022-01-01")
    signed("Near", starts="2020-01-01", ends="2023-05-01")
    signed("By length", starts="2020-01-01", ends="", length_words="four years")
    factories.make_agreement("Draft", [guangzhou, home_network], starts="2020-01-01", ends="2023-06-01")
    assert [str(one.agreement) for one in runway(ON, secretariat)] == ["Near", "Alliance", "By length"]
    assert [str(one.agreement) for one in runway(ON, secretariat, [guangzhou.pk])] == [
        "Near",
        "Alliance",
        "By length",
    ]
    assert runway(ON, secretariat, [0]) == []


def test_begin_once_and_close_with_what_it_takes(alliance: Agreement, secretariat: Reader) -> None:
    renewal = begun(alliance, secretariat)
    assert renewal.tasks.count() == 4
    with pytest.raises(commands.UnderWay):
        begun(alliance, secretariat)
    with pytest.raises(commands.SayWhy):
        commands.close_renewal(renewal, {"outcome": "end", "reason": " "}, by=secretariat, moment=NOON)
    with pytest.raises(commands.NameWhatFollows):
        commands.close_renewal(renewal, {"outcome": "renew"}, by=secretariat, moment=NOON)
    told = {"outcome": "renew", "successor": alliance}
    with pytest.raises(commands.NameWhatFollows):
        commands.close_renewal(renewal, told, by=secretariat, moment=NOON)
    following = factories.make_agreement("Alliance II", [], starts="2024-01-01", ends="..")
    commands.close_renewal(renewal, {"outcome": "renew", "successor": following}, by=secretariat, moment=NOON)
    following.refresh_from_db()
    renewal.refresh_from_db()
    assert (following.succeeds, renewal.outcome, renewal.closed_on) == (alliance, RenewalOutcome.RENEW, ON)
    with pytest.raises(commands.Closed):
        commands.change_renewal(renewal, {"owner": None}, by=secretariat)
    verbs = list(Entry.objects.order_by("id").values_list("verb", "subject"))
    assert verbs == [("begin_renewal", "Alliance"), ("close_renewal", "Alliance")]
    again = begun(alliance, secretariat, on=ON + timedelta(1))
    assert again.key != renewal.key


def test_tasks_are_done_or_skipped_with_a_reason_once(alliance: Agreement, secretariat: Reader) -> None:
    renewal = begun(alliance, secretariat)
    ask, dossier = renewal.tasks.get(step="ask"), renewal.tasks.get(step="dossier")
    commands.do_renewal_task(ask, "Both want to", by=secretariat, moment=NOON)
    with pytest.raises(commands.SayWhy):
        commands.skip_renewal_task(dossier, "", by=secretariat, moment=NOON)
    commands.skip_renewal_task(dossier, "The Board has it", by=secretariat, moment=NOON)
    with pytest.raises(commands.Closed):
        commands.do_renewal_task(dossier, "", by=secretariat, moment=NOON)
    own = commands.add_renewal_task(
        renewal, {"title": "Ask the lawyer", "due_on": date(2023, 5, 1), "owner": None}, by=secretariat
    )
    with pytest.raises(commands.SayWhatAndWhen):
        commands.add_renewal_task(renewal, {"title": "", "due_on": None}, by=secretariat)
    states = {due.task.key: due.state for due in runway_of(alliance, ON, secretariat).dues}
    assert (states[ask.key], states[dossier.key], states[own.key]) == ("done", "skipped", "ahead")


def test_the_owner_is_reminded_once_in_their_language_and_doing_it_settles_the_letter(
    alliance: Agreement, boards: None, secretariat: Reader
) -> None:
    renewal = begun(alliance, secretariat, owner=owner())
    when = date(2023, 3, 18)
    plan_all(when)
    letter = Message.objects.get(due_on=date(2023, 3, 17))
    assert (letter.language, letter.about_key) == ("fr", "alliance")
    send_waiting(when)
    send_waiting(when)
    plan_all(when)
    (sent,) = [one for one in mail.outbox if "31 mars 2023" in one.subject]
    assert sent.to == ["sofia@example.org"]
    assert "/agreements/runway/alliance/" in sent.body
    dossier = renewal.tasks.get(step="dossier")
    commands.do_renewal_task(dossier, "", by=secretariat, moment=NOON)
    letter.refresh_from_db()
    assert letter.acted_at == NOON
    late = Message.objects.get(unique=f"renewal-task/{dossier.key}/late")
    assert late.state == State.WITHDRAWN


def test_reminders_of_days_before_it_began_are_not_sent(alliance: Agreement, secretariat: Reader) -> None:
    begun(alliance, secretariat, owner=owner(), on=date(2023, 8, 1))
    letters = plan_renewal_letters(date(2023, 8, 1))
    assert [(one.unique.rpartition("/")[2], when) for one, when in letters] == []
    letters = plan_renewal_letters(date(2023, 9, 16))
    assert [(one.unique.rpartition("/")[2], when) for one, when in letters] == [
        ("before", date(2023, 9, 16)),
        ("late", date(2023, 10, 1)),
    ]


def test_where_nobody_began_whoever_has_the_portfolio_is_alerted(
    alliance: Agreement, guangzhou: Body, secretariat: Reader
) -> None:
    post = factories.make_post("Asia", function=Function.PORTFOLIO_MANAGER)
    who = owner("asia@example.org", "es")
    factories.make_role(person=who, post=post)
    factories.make(PortfolioBody, post=post, body=guangzhou, starts="2020", ends="..")
    (letter, when) = plan_renewal_letters(date(2023, 1, 2))[0]
    assert (letter.address, letter.language, when) == ("asia@example.org", "es", date(2022, 12, 31))
    assert "31 de diciembre de 2023" in letter.subject


def test_beginning_settles_the_alert(alliance: Agreement, secretariat: Reader) -> None:
    plan_all(date(2023, 1, 2))
    begun(alliance, secretariat)
    assert Message.objects.get().state == State.WITHDRAWN


def test_without_anybody_in_charge_the_ledger_shows_it(alliance: Agreement) -> None:
    plan_all(date(2023, 1, 2))
    send_waiting(date(2023, 1, 2))
    assert Message.objects.get().state == State.HELD


@pytest.mark.parametrize("name", CAST)
def test_who_prepares_renewals(
    alliance: Agreement,
    secretariat: Reader,
    name: str,
    request: pytest.FixtureRequest,
    client_of: Callable[[Reader], Client],
) -> None:
    begun(alliance, secretariat)
    reader: Reader = request.getfixturevalue(name)
    may = name == "secretariat"
    assert (can_renew(reader, alliance), can_watch_runway(reader)) == (may, may)
    assert Renewal.objects.visible_to(reader).exists() is may
    assert RenewalTask.objects.visible_to(reader).exists() is may
    client = client_of(reader)
    for address in ("", "alliance/", "alliance/edit/", "alliance/close/", "alliance/tasks/new/"):
        status = client.get(f"/agreements/runway/{address}").status_code
        assert status == (200 if may else 302 if name == "public" else 404), address
    task = RenewalTask.objects.filter(step="ask").get()
    if not may:
        with pytest.raises(NotAllowed):
            commands.do_renewal_task(task, "", by=reader, moment=NOON)
        with pytest.raises(NotAllowed):
            commands.close_renewal(task.renewal, {"outcome": "end", "reason": "x"}, by=reader, moment=NOON)


def test_the_page_from_alert_to_closed(
    alliance: Agreement, boards: None, secretariat: Reader, client_of: Callable[[Reader], Client]
) -> None:
    client = client_of(secretariat)
    page = client.get("/agreements/runway/alliance/?on=2023-02-01").content.decode()
    assert "Nobody has begun" in page
    client.post("/agreements/runway/alliance/begin/", {"owner": "", "decided_by": ""})
    renewal = Renewal.objects.get()
    task = renewal.tasks.get(step="ask")
    client.post(f"/agreements/runway/alliance/tasks/{task.key}/do/", {"note": "they do"})
    other = renewal.tasks.get(step="text")
    client.post(f"/agreements/runway/alliance/tasks/{other.key}/skip/", {"reason": "same text"})
    page = client.get("/agreements/runway/alliance/").content.decode()
    assert "they do" in page
    assert "same text" in page
    before = client.get("/agreements/runway/alliance/?on=2023-02-01").content.decode()
    assert "Board 2023-11-15" in before
    assert "they do" not in before
    refused = client.post("/agreements/runway/alliance/close/", {"outcome": "end", "reason": ""})
    assert "Say why it ends." in refused.content.decode()
    client.post("/agreements/runway/alliance/close/", {"outcome": "end", "reason": "done", "version": "1"})
    renewal.refresh_from_db()
    assert renewal.outcome == RenewalOutcome.END
    assert renewal.closed_on == timezone.localdate()


def test_the_runway_page_has_fixed_statements(
    alliance: Agreement,
    boards: None,
    secretariat: Reader,
    client_of: Callable[[Reader], Client],
    django_assert_num_queries: Any,
    guangzhou: Body,
    home_network: Body,
) -> None:
    client = client_of(secretariat)
    begun(alliance, secretariat, owner=owner())
    client.get("/agreements/runway/?on=2023-02-01")
    with django_assert_num_queries(14):
        assert client.get("/agreements/runway/?on=2023-02-01").status_code == 200
    for number in range(2):
        made = factories.make_agreement(
            f"Other {number}", [guangzhou, home_network], starts="2021", ends="2023-10-01"
        )
        factories.make_act(made, kind="signed", day="2021-07-15")
        begun(made, secretariat, owner=owner(f"o{number}@example.org"))
    with django_assert_num_queries(14):
        page = client.get("/agreements/runway/?on=2023-02-01").content.decode()
    assert page.count("Other ") > 2


def test_the_renewal_page_has_fixed_statements(
    alliance: Agreement,
    boards: None,
    secretariat: Reader,
    client_of: Callable[[Reader], Client],
    django_assert_num_queries: Any,
) -> None:
    client = client_of(secretariat)
    renewal = begun(alliance, secretariat, owner=owner())
    client.get("/agreements/runway/alliance/?on=2023-02-01")
    with django_assert_num_queries(19):
        client.get("/agreements/runway/alliance/?on=2023-02-01")
    for number in range(3):
        values = {"title": f"More {number}", "due_on": date(2023, 5, 1), "owner": None}
        commands.add_renewal_task(renewal, values, by=secretariat)
    plan_all(date(2023, 6, 20))
    with django_assert_num_queries(19):
        client.get("/agreements/runway/alliance/?on=2023-02-01")
