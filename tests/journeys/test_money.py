"""A money line from the record of today to a frozen one that anybody can verify."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WAYS
from tests.journeys.walking import TWO_WAYS, Walker

pytestmark = [pytest.mark.journey, TWO_WAYS]
# Each way freezes a day of its own, so that the ways do not meet.
DAYS = ("2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31")


def test_freeze_a_money_line_and_verify_it(officer: Walker, visitor: Walker) -> None:
    day = DAYS[WAYS.index(officer.way)]
    officer.visit("/agreements/guangzhou-2016/")
    officer.follow("main a[href='/grants/line/agreement/guangzhou-2016/']")
    officer.arrive("/grants/line/agreement/guangzhou-2016/")
    expect(officer.find("svg.flow")).to_be_visible()
    officer.press(".as-table > summary")
    officer.look_around()
    officer.write("form[action$='/freeze/'] input[name='day']", day)
    officer.go_to(officer.find("form[action$='/freeze/'] select[name='audience']"))
    officer.find("form[action$='/freeze/'] select[name='audience']").select_option("public")
    officer.follow("form[action$='/freeze/'] button")
    officer.arrive(f"/grants/lines/guangzhou-2016-{day}/")
    expect(officer.find(".tag.is-yes")).to_be_visible()
    digest = officer.find("code").inner_text()
    assert re.fullmatch("[0-9a-f]{64}", digest)
    visitor.visit(f"/grants/lines/guangzhou-2016-{day}/")
    visitor.look_around()
    expect(visitor.page.locator("main")).to_contain_text(digest)
    paper = visitor.page.request.get(f"{visitor.address}/papers/money-lines/guangzhou-2016-{day}.pdf")
    assert paper.body().startswith(b"%PDF")
    signed = visitor.page.request.get(
        f"{visitor.address}/papers/money-lines/guangzhou-2016-{day}.json"
    ).json()
    assert signed["digest"] == digest
