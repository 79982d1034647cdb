"""A seminar of a hub: registered for by mail, attended, a badge received, and verified by somebody who knows nobody."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.home import Site
from tests.journeys.mail import link_to
from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"


def test_a_badge_is_earned_and_verified(officer: Walker, visitor: Walker, site: Site) -> None:
    event = plan_a_seminar(officer)
    email = register(visitor, event, site)
    seminar = mark_who_came(officer, event)
    issue(officer, seminar)
    badge = receive(visitor, email, site)
    verify(visitor, badge)


def plan_a_seminar(officer: Walker) -> str:
    """A seminar of today, held by the hub in Chengdu and open to everybody; answers the address of its event."""
    officer.visit("/learning/hubs/learning-hub-chengdu/seminars/plan/")
    officer.look_around()
    officer.write("input[name='title']", f"The park city, {officer.way.name}")
    for name in ("starts", "ends"):
        officer.write(f"input[name='{name}']", date.today().isoformat())
    officer.page.select_option("select[name='open_to']", "all")
    officer.follow(SUBMIT)
    officer.arrive(r"/(events|learning/seminars)/[^/]+/")
    officer.look_around()
    if "/learning/" in officer.page.url:
        officer.follow("main .crumbs a[href^='/events/'], main nav a[href^='/events/']")
    return urlsplit(officer.page.url).path


def register(visitor: Walker, event: str, site: Site) -> str:
    """Without an account: the form, then the link in the letter."""
    visitor.visit(f"{event}register/")
    email = f"learner-{visitor.way.name}@example.org"
    visitor.write("input[name='name']", "Lena Learner")
    visitor.write("input[name='email']", email)
    visitor.write("input[name='body_name']", "City of Port")
    visitor.page.select_option("select[name='category']", "other")
    visitor.follow(SUBMIT)
    visitor.page.goto(link_to(site, email, "/events/seat/"))
    visitor.follow("main form button.is-main")
    expect(visitor.find("svg.qr")).to_be_visible()
    return email


def mark_who_came(officer: Walker, event: str) -> str:
    """Ticked at the door; answers the address of the page from which the seminar is run."""
    officer.visit(f"{event}door/")
    officer.press("input[name='present']", "Space")
    officer.follow(".ticks-list + p button")
    officer.arrive(f"{event}door/")
    officer.visit(event)
    officer.follow("main a[href*='/learning/seminars/']")
    officer.arrive(r"/learning/seminars/[^/]+/")
    return urlsplit(officer.page.url).path


def issue(officer: Walker, seminar: str) -> None:
    """Everybody who waits for a certificate has one after one press."""
    officer.follow("main .actions a[href*='/certificates/of/']")
    officer.arrive(r"/certificates/of/[^/]+/")
    officer.look_around()
    officer.follow("main form button.is-main")
    officer.arrive(r"/certificates/of/[^/]+/")
    expect(officer.page.locator("main form button.is-main")).to_have_count(0)
    expect(officer.find("main td a[href^='/certificates/']")).to_be_visible()


def receive(visitor: Walker, email: str, site: Site) -> str:
    """The letter leads to paper and badge; the holder agrees that the name is seen; answers the badge as text."""
    own = urlsplit(link_to(site, email, "/certificates/own/")).path
    visitor.visit(own)
    visitor.look_around()
    visitor.follow("button[name='show']")
    visitor.arrive(re.escape(own))
    expect(visitor.find("button[name='hide']")).to_be_visible()
    paper = visitor.page.request.get(
        visitor.address + str(visitor.find("a[href$='.pdf']").get_attribute("href"))
    )
    assert paper.body().startswith(b"%PDF")
    return visitor.page.request.get(f"{visitor.address}{own}badge.jwt").text()


def verify(visitor: Walker, badge: str) -> None:
    """Anybody: the badge itself, one that was changed, and the number."""
    visitor.visit("/certificates/")
    visitor.look_around()
    visitor.page.fill("textarea[name='badge']", badge)
    visitor.follow(".cert-form button.is-main")
    visitor.look_around()
    expect(visitor.find(".verdict.is-yes")).to_be_visible()
    expect(visitor.find("main")).to_contain_text("Lena Learner")
    number = visitor.find("main .number").inner_text()
    visitor.visit("/certificates/")
    head, body, signature = badge.split(".")
    visitor.page.fill("textarea[name='badge']", f"{head}.{body[:-8]}AAAAAAAA.{signature}")
    visitor.follow(".cert-form button.is-main")
    expect(visitor.find(".verdict.is-wrong")).to_be_visible()
    visitor.visit(f"/certificates/{number}/")
    expect(visitor.find(".verdict.is-yes")).to_be_visible()
