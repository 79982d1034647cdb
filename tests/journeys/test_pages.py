"""Every public page of the demonstration network: it answers, in its language, at its width, open to everybody."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.home import Site
from tests.journeys.walking import Way, walking

pytestmark = pytest.mark.journey

PAGES = """
/ /members/ /members/guangzhou-metropolis/ /people/ /people/denis-coderre/ /people/agnes-bickart/
/people/posts/metropolis-president/ /cities/ /cities/guangzhou/ /cities/chengdu/ /cities/guangzhou/?on=2021-08-02
/bodies/ /bodies/metropolis/ /bodies/metropolis/?on=2016-10-14 /bodies/iuc-asia-team/
/agreements/ /agreements/guangzhou-2016/ /agreements/chengdu-2019/ /agreements/guangzhou-2021/
/agreements/commitments/ /agreements/commitments/chengdu-2019-curricula/
/programmes/ /programmes/iuc/ /programmes/guangzhou-award/ /programmes/learning-hub-chengdu/
/meetings/ /meetings/board-2016-10-14-x/ /meetings/decisions/ /meetings/decisions/bod-2016-10-14-x-4.2/
/events/ /events/guangzhou-visit/ /map/ /evidence/documents/ /evidence/documents/note-iuc-beijing-2018/
/evidence/findings/ /search/?q=guangzhou /search/?q=%E5%B9%BF%E5%B7%9E /history/people.body/metropolis/
/calls/ /calls/gza-1/ /calls/example-award/ /calls/example-open-call/ /calls/example-open-call/questions/
/calls/stages/example-award-shortlist/ /awards/results/example-award-jury-shortlist/verify/ /learning/
/learning/hubs/learning-hub-chengdu/ /practices/ /practices/laureates/ /practices/example-apprentices-lyon/ /labs/
/labs/communities/ /labs/example-lab-asia/ /certificates/ /grants/scholarships/
/exchange/ /exchange/format/ /places/regions/ /styleguide/ /colophon/ /accounts/login/
""".split()  # noqa: SIM905
FINDING = "main a[href*='/evidence/findings/event-unconfirmed.']"
# Both languages, widths and lights in two rounds: axe looks at both, because colours change with the light and
# structure with the width.
ROUNDS = (Way("en", 1280), Way("zh-Hans", 360, scheme="dark"))


@pytest.mark.parametrize("way", ROUNDS, ids=[f"{way}-{way.scheme}" for way in ROUNDS])
def test_every_public_page(site: Site, browser: Browser, way: Way) -> None:
    wrong: list[str] = []
    with walking(browser, site.address, way) as visitor:
        for path in PAGES:
            try:
                visitor.visit(path)
                visitor.look_around()
            except AssertionError as found:
                wrong.append(f"{path}: {str(found)[:1500]}")
                visitor.complaints.clear()
        visitor.visit("/evidence/findings/")
        visitor.follow(FINDING)
        visitor.arrive(r"/evidence/findings/[^/]+/")
    assert not wrong, "\n".join(wrong)
