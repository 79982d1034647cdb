"""A delegation received: the pasted list, the days, the link for the guest's office, the briefing, what follows."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"
LIST = (
    "The delegation: Mr. LIN Hai, Member of the Standing Committee of the Port Committee and Secretary of the "
    "Port Committee; Ms. HUANG Mei, Director, Commission of Harbours of Port; Ms. TANG Yue, Interpreter, "
    "Foreign Affairs Office of Port."
)


def test_from_the_mail_to_the_printed_briefing_and_what_follows(officer: Walker, visitor: Walker) -> None:
    address = prepare_a_visit(officer)
    paste_the_list(officer, address)
    plan_a_half_day(officer, address)
    correct_a_post(officer, visitor, address)
    take_it_over(officer, address)
    paper = officer.page.request.get(f"{officer.address}/papers{address.rstrip('/')}.pdf")
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF")
    close_it(officer, address)


def prepare_a_visit(officer: Walker) -> str:
    """A visit of today; answers its address."""
    officer.visit("/visits/new/")
    officer.look_around()
    today = date.today().isoformat()
    officer.write("input[name='title']", f"Visit {officer.way.name}")
    officer.write("input[name='starts']", today)
    officer.choose("guest", "Chengdu Municipal People's Government")
    officer.follow(SUBMIT)
    officer.arrive(r"/visits/[^/]+/")
    return officer.page.url.removeprefix(officer.address)


def paste_the_list(officer: Walker, address: str) -> None:
    """As it stands in the mail; one screen to confirm."""
    officer.follow("main .actions a[href$='/receive/']")
    officer.arrive(f"{address}receive/")
    officer.write("textarea[name='text']", LIST)
    officer.follow("main form button.is-main")
    officer.look_around()
    expect(officer.page.locator("fieldset.card")).to_have_count(3)
    officer.follow("button[name='confirmed']")
    officer.arrive(f"{address}(#.*)?")
    expect(officer.page.locator("section[aria-labelledby='delegation'] tbody tr")).to_have_count(3)


def plan_a_half_day(officer: Walker, address: str) -> None:
    officer.follow("main a[href$='/programme/']")
    officer.arrive(f"{address}programme/")
    officer.write("input[name='title']", "A walk through the harbour")
    officer.follow(SUBMIT)
    officer.arrive(f"{address}#programme")


def correct_a_post(officer: Walker, visitor: Walker, address: str) -> None:
    """The guest's office has a link and no account."""
    officer.page.select_option("form[action$='/link/'] select[name='language']", officer.way.language.lower())
    officer.follow("form[action$='/link/'] button")
    officer.arrive(f"{address}#guest")
    visitor.page.goto(officer.page.locator("#guest-address").input_value())
    visitor.look_around()
    visitor.write("fieldset.card [name^='capacity-']", "First Secretary of the Port Committee")
    visitor.follow("form button.is-plain")
    visitor.look_around()
    expect(visitor.find("main ins")).to_contain_text("First Secretary")


def take_it_over(officer: Walker, address: str) -> None:
    officer.visit(address)
    officer.follow("form[action*='/corrections/'] button:not([name])")
    officer.arrive(f"{address}#guest")
    expect(officer.find("section[aria-labelledby='delegation'] tbody tr")).to_contain_text("First Secretary")


def close_it(officer: Walker, address: str) -> None:
    """A minute after the door has closed: who came, what was said, who does what."""
    officer.follow("main .actions a[href$='/after/']")
    officer.arrive(f"{address}after/")
    officer.write("textarea[name='notes']", "They want to see the harbour again.")
    officer.write("input[name='follow-0-text']", "Send the photographs")
    officer.choose("follow-0-owner_body", "Chengdu Municipal People's Government")
    officer.follow(SUBMIT)
    officer.arrive(address)
    expect(officer.find("section[aria-labelledby='follow-ups']")).to_contain_text("Send the photographs")
