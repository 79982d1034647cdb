"""A seminar with one seat: registered by account, waited for by mail, given back, given on, ticked at the door."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys.home import Site
from tests.journeys.mail import link_to
from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = [pytest.mark.journey, TWO_WAYS]
SUBMIT = "form.page .does button.is-main"


def test_a_registration_with_a_waiting_list(officer: Walker, visitor: Walker, site: Site) -> None:
    address = prepare_a_seminar(officer)
    take_the_seat(officer, address)
    own = wait_for_the_seat(visitor, address, site)
    give_it_back(officer)
    visitor.page.goto(own)
    visitor.look_around()
    expect(visitor.find("svg.qr")).to_be_visible()
    tick_at_the_door(officer, address)


def prepare_a_seminar(officer: Walker) -> str:
    """A seminar of today with one seat; answers its address."""
    officer.visit("/events/new/")
    officer.look_around()
    today = date.today().isoformat()
    officer.write("input[name='title']", f"Seminar {officer.way.name}")
    officer.write("input[name='starts']", today)
    officer.write("input[name='ends']", today)
    officer.follow(SUBMIT)
    officer.arrive(r"/events/[^/]+/")
    address = officer.page.url.removeprefix(officer.address)
    officer.follow("main .actions a[href$='/registrations/']")
    officer.arrive(f"{address}registrations/")
    officer.follow("main a[href$='/rules/']")
    officer.look_around()
    officer.write("input[name='seats']", "1")
    officer.follow(SUBMIT)
    officer.arrive(f"{address}registrations/")
    return address


def take_the_seat(officer: Walker, address: str) -> None:
    """Whoever has an account is known and has the seat at once, with the code for the door."""
    officer.visit(address)
    officer.follow("main .actions a[href$='/register/']")
    officer.arrive(f"{address}register/")
    officer.write("input[name='body_name']", "House of Cities")
    officer.page.select_option("select[name='category']", "other")
    officer.follow(SUBMIT)
    officer.arrive(r"/events/seat/[^/]+/")
    expect(officer.find("svg.qr")).to_be_visible()


def wait_for_the_seat(visitor: Walker, address: str, site: Site) -> str:
    """Somebody without an account comes second: the link in the letter, then the waiting list."""
    visitor.visit(address)
    visitor.look_around()
    visitor.follow("main .actions a[href$='/register/']")
    visitor.arrive(f"{address}register/")
    email = f"{visitor.way.name}@example.org"
    visitor.write("input[name='name']", "Vera Visitor")
    visitor.write("input[name='email']", email)
    visitor.write("input[name='body_name']", "City of Port")
    visitor.page.select_option("select[name='category']", "other")
    visitor.follow(SUBMIT)
    visitor.look_around()
    own = link_to(site, email, "/events/seat/")
    visitor.page.goto(own)
    visitor.look_around()
    visitor.follow("main form button.is-main")
    visitor.look_around()
    expect(visitor.find(".title .tag.is-possibly")).to_be_visible()
    expect(visitor.page.locator("svg.qr")).to_have_count(0)
    return own


def give_it_back(officer: Walker) -> None:
    """The first gives the seat back from the own page."""
    officer.follow("button[name='withdraw']")
    officer.arrive(r"/events/seat/[^/]+/")
    expect(officer.page.locator("svg.qr")).to_have_count(0)


def tick_at_the_door(officer: Walker, address: str) -> None:
    """The list at the door has who has the seat now, and nobody else."""
    officer.visit(f"{address}registrations/")
    officer.look_around()
    officer.visit(f"{address}door/")
    officer.look_around()
    expect(officer.page.locator(".ticks-list li")).to_have_count(1)
    expect(officer.find(".ticks-list li")).to_contain_text("Vera Visitor")
    officer.press("input[name='present']", "Space")
    officer.follow(".ticks-list + p button")
    officer.arrive(f"{address}door/")
    expect(officer.find("input[name='present']")).to_be_checked()
    expect(officer.find(".title .tag")).to_have_text(re.compile(r"1.*1"))
