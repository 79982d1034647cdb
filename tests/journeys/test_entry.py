"""An entry on a phone: begun by a mailed link, kept as it is written, sent back with what lacks, and given a number."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.home import Site
from tests.journeys.mail import link_to
from tests.journeys.walking import WAYS, Walker

# By thumb: with a script in Chinese, without one in English.
PHONES = pytest.mark.parametrize("way", [WAYS[1], WAYS[2]], ids=str, indirect=True)
pytestmark = [pytest.mark.journey, PHONES]
SUBMIT = "form.page .does button.is-main"


def test_an_entry_is_submitted_on_a_phone(officer: Walker, visitor: Walker, site: Site) -> None:
    call = open_a_call(officer)
    form = follow_the_link(visitor, call, site)
    lose_nothing(visitor)
    come_back(visitor, form)
    send_it(visitor)


def open_a_call(officer: Walker) -> str:
    """A call with two questions, opened by the secretariat; answers its address."""
    officer.visit("/calls/new/")
    officer.look_around()
    closes = f"{date.today() + timedelta(days=30)}T23:59"
    officer.write("input[name='title']", f"Award {officer.way.name}")
    officer.write("input[name='code']", f"AW-{officer.way.name.upper()}")
    officer.choose("run_by", "Metropolis")
    officer.write("textarea[name='rules']", "One entry a city.")
    officer.page.locator("input[name='closes_at']").fill(closes)
    officer.follow(SUBMIT)
    officer.page.wait_for_url("**/calls/**")
    call = f"/calls/{officer.page.url.split('/calls/')[1].split('/')[0]}/"
    for kind, label, limit in (("text", "What was done?", "60"), ("file", "Plan", "1")):
        officer.visit(f"{call}add/questions/")
        officer.page.locator("select[name='kind']").select_option(kind)
        officer.write("input[name='label']", label)
        officer.write("input[name='limit']", limit)
        if kind == "file":
            officer.page.locator("input[name='required']").uncheck()
        officer.follow(SUBMIT)
    officer.visit(f"{call}setup/")
    officer.look_around()
    officer.follow("form[action$='/open/'] button")
    return call


def follow_the_link(visitor: Walker, call: str, site: Site) -> str:
    """From the page of the call, by mail, to the form."""
    visitor.visit(call)
    visitor.look_around()
    visitor.follow("main .actions a[href$='/enter/']")
    visitor.arrive(f"{call}enter/")
    email = f"{visitor.way.name}@rivertown.example"
    visitor.write("input[name='applicant']", "Rivertown")
    visitor.write("input[name='email']", email)
    visitor.follow(SUBMIT)
    visitor.look_around()
    _host, begin, token = link_to(site, email, "/calls/begin/").partition("/calls/begin/")
    visitor.visit(f"{begin}{token}")
    visitor.look_around()
    visitor.follow("main form button.is-main")
    visitor.arrive(r"/calls/link/[^/]+/write/")
    return visitor.page.url


def lose_nothing(visitor: Walker) -> None:
    """Sent too long and too empty: each is named beside its field, and what was typed stands there."""
    long = "Gardens drink the rain. " * 4
    visitor.write("input[name='title']", "Rain gardens")
    visitor.write("main textarea[name^='q']", long)
    visitor.follow("button[value='send']")
    visitor.look_around()
    expect(visitor.find(".summary")).to_be_visible()
    expect(visitor.page.locator(".question .error")).to_have_count(2)
    expect(visitor.find("main textarea[name^='q']")).to_have_value(long)
    expect(visitor.find("input[name='title']")).to_have_value("Rain gardens")


def come_back(visitor: Walker, form: str) -> None:
    """Kept as it is written, or with the button; a closed page is found as it was left."""
    visitor.page.goto(form)
    visitor.write("main textarea[name^='q']", "Gardens drink the rain.")
    visitor.write("textarea[name='contact']", "Rita Rivers")
    plan = visitor.page.locator("input[type='file']")
    plan.set_input_files({"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Dig."})
    if visitor.way.script:
        expect(visitor.find("[data-files] a")).to_have_text("plan.txt")
        expect(visitor.page.locator("form.entry")).to_have_attribute("data-state", "kept")
    else:
        visitor.follow("button[value='save']")
    visitor.page.goto("about:blank")
    visitor.page.goto(form)
    visitor.look_around()
    expect(visitor.find("textarea[name='contact']")).to_have_value("Rita Rivers")
    expect(visitor.find("main textarea[name^='q']")).to_have_value("Gardens drink the rain.")
    expect(visitor.find("[data-files] a")).to_have_text("plan.txt")


def send_it(visitor: Walker) -> None:
    """The number stands on the page, and what was sent."""
    visitor.follow("button[value='send']")
    visitor.arrive(r"/calls/link/[^/]+/")
    expect(visitor.find(".receipt strong")).to_have_text(f"AW-{visitor.way.name.upper()}-0001")
    expect(visitor.find(".answers-given")).to_contain_text("Gardens drink the rain.")
