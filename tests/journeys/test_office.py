"""Look up an office as of a day: who was President of Metropolis on 14 October 2016?"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = pytest.mark.journey
ON = r"\?on=2016-10-14"
PRESIDENT = "main a[href^='/people/denis-coderre/']"


def find_guangzhou(visitor: Walker, words: str) -> None:
    """From the home page through the box in the header to the page of the city."""
    visitor.visit("/")
    visitor.look_around(axe=False)
    visitor.write("#find", words)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.follow("main a[href^='/cities/guangzhou/']")
    visitor.arrive("/cities/guangzhou/")


def set_day(visitor: Walker, words: str) -> None:
    """Open the band and type the day."""
    visitor.press("details.asof > summary")
    visitor.write("#asof-day", words)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_look_up_an_office_as_of_a_day(visitor: Walker) -> None:
    english = visitor.way.language == "en"
    find_guangzhou(visitor, "广州" if visitor.way.script else "guangzhou")
    set_day(visitor, "14 October 2016" if english else "2016-10-14")
    visitor.arrive(f"/cities/guangzhou/{ON}")
    visitor.follow("main a[href^='/bodies/metropolis/']")
    visitor.arrive(f"/bodies/metropolis/{ON}")
    expect(visitor.page.locator(PRESIDENT).first).to_contain_text(re.compile("coderre", re.I))
    visitor.follow(PRESIDENT)
    visitor.arrive(f"/people/denis-coderre/{ON}")
    visitor.follow(".asof a.back")
    visitor.arrive("/people/denis-coderre/")


@TWO_WAYS
def test_slide_to_another_year(visitor: Walker) -> None:
    visitor.visit("/bodies/metropolis/?on=2021-08-02")
    expect(visitor.page.locator("#offices, main").first).not_to_contain_text(re.compile("coderre", re.I))
    slider = visitor.find("#asof-year")
    visitor.go_to(slider)
    for _year in range(5):
        visitor.page.keyboard.press("ArrowLeft")
    expect(slider).to_have_value("2016")
    if visitor.way.script:
        visitor.page.wait_for_url("**/bodies/metropolis/?on=2016-08-02")
    else:
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")
    visitor.arrive(r"/bodies/metropolis/\?on=2016-08-02")
    expect(visitor.page.locator(PRESIDENT).first).to_be_visible()
