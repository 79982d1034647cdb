"""A plan from draft to returned update: written, agreed by link, reported on by link, sent back with a reason."""

from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"
TAGS = {"en": "en", "zh-Hans": "zh-hans"}
WRITTEN = {
    "other_title": "岸电",
    "starts": "2026-02-01",
    "ends": "2027-06-30",
    "indicator": "Berths with shore power",
    "other_indicator": "具备岸电的泊位数",
    "unit": "berths",
    "baseline": "3",
    "baseline_day": "2026-01-10",
    "target": "14",
    "budget": "120000",
    "currency": "EUR",
    "budget_source": "the port companies",
    "sdg": "9.4, 11.6",
    "milestones-0-title": "Plan of the berths",
    "milestones-0-other_title": "泊位方案",
    "milestones-0-day": "2026-06-30",
}


def test_from_draft_to_returned_update(officer: Walker) -> None:
    plan = record_a_plan(officer)
    measure = write_a_measure(officer, plan)
    agree_on_both_sides(officer, plan, measure)
    link = ask_for_the_update(officer, measure)
    report_by_link(officer, link, "8", "Eight berths")
    send_it_back(officer, measure)


def record_a_plan(officer: Walker) -> str:
    """A plan under a pairing on record, whose sides are proposed; answers its address."""
    officer.visit("/plans/new/?agreement=iuc-rome-yantai")
    officer.look_around()
    officer.write("input[name='title']", f"Plan {officer.way.name}")
    officer.write("input[name='other_title']", "计划")
    officer.page.locator("select[name='other_language']").select_option("zh-hans")
    officer.page.locator("select[name='language_2']").select_option(TAGS[officer.way.language])
    officer.write("input[name='starts']", "2026-01-01")
    officer.write("input[name='ends']", "2027-12-31")
    officer.follow(SUBMIT)
    officer.arrive(r"/plans/[^/]+/")
    return urlparse(officer.page.url).path


def write_a_measure(officer: Walker, plan: str) -> str:
    """A measure that lacks one thing, which the room names; the link leads to its field."""
    officer.follow(f"main a[href='{plan}measures/']")
    officer.look_around()
    officer.write("input[name='title']", "Shore power")
    for name, words in WRITTEN.items():
        officer.write(f"input[name='{name}']", words)
    officer.follow(SUBMIT)
    officer.arrive(r"/plans/measures/[^/]+/")
    measure = urlparse(officer.page.url).path
    expect(officer.page.locator("main .notice a")).to_have_count(1)
    officer.follow(".notice a[href$='#id_nua']")
    officer.write("input[name='nua']", "54")
    officer.follow(SUBMIT)
    officer.arrive(f"{measure}(#.*)?")
    expect(officer.page.locator("main .notice a")).to_have_count(0)
    return measure


def agree_on_both_sides(officer: Walker, plan: str, measure: str) -> None:
    """One side by account, the other by a link in its language; then the plan."""
    officer.follow("form[action*='/agree/'] button")
    officer.arrive(f"{measure}#said")
    officer.visit(plan)
    officer.look_around()
    officer.page.locator("form[action$='/link/']").nth(2).locator("button").focus()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    link = officer.find("input[id^='link-']").input_value()
    officer.page.goto(link)
    officer.look_around()
    officer.go_to(officer.find("input[value='agrees']"))
    officer.page.keyboard.press("Space")
    officer.follow(SUBMIT)
    officer.look_around()
    officer.visit(plan)
    officer.follow(f"form[action='{plan}agree/'] button")
    officer.arrive(plan)
    expect(officer.page.locator("svg.gantt")).to_be_visible()


def ask_for_the_update(officer: Walker, measure: str) -> str:
    """Ask the other side; answers the link that its letter brings."""
    officer.visit(measure)
    officer.page.locator("form[action*='/ask/']").nth(1).locator("button").focus()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("Enter")
    officer.arrive(r"/plans/updates/[^/]+/")
    return officer.find("#guest-address").input_value()


def report_by_link(officer: Walker, link: str, reading: str, words: str) -> None:
    """Two minutes without an account; the link is used up."""
    officer.page.goto(link)
    officer.look_around()
    officer.write("input[name='reading']", reading)
    officer.write("textarea[name='words']", words)
    officer.follow(SUBMIT)
    officer.look_around()
    officer.complaints.clear()
    answer = officer.page.goto(link)
    assert answer is not None
    assert answer.status == 410
    officer.complaints.clear()


def send_it_back(officer: Walker, measure: str) -> None:
    """Return it with a reason; the fresh link shows the reason and what was sent."""
    officer.visit(measure)
    officer.follow("main a[href^='/plans/updates/']")
    officer.follow("main a[href$='/return/']")
    officer.look_around()
    officer.write("textarea[name='reason']", "Which berths?")
    officer.follow(SUBMIT)
    officer.arrive(r"/plans/updates/[^/]+/")
    expect(officer.page.locator("main")).to_contain_text("Which berths?")
    officer.page.goto(officer.find("#guest-address").input_value())
    officer.look_around()
    expect(officer.page.locator("main")).to_contain_text("Which berths?")
    expect(officer.page.locator("textarea[name='words']")).to_have_value("Eight berths")


def test_everybody_reads_the_example_and_the_strategy(visitor: Walker) -> None:
    for page in (
        "/plans/",
        "/plans/example-plan-bologna-guangzhou/",
        "/plans/measures/example-porticoes/",
        "/plans/library/",
        "/plans/metropolis-strategy-2021/",
        "/plans/metropolis-strategy-2021/report/",
    ):
        visitor.visit(page)
        visitor.look_around()
