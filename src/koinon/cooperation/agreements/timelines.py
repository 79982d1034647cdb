"""An agreement through time: its acts as points; its term and its neighbours as bars, with the gaps."""

from datetime import date

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.page_queries import AgreementPage
from koinon.cooperation.agreements.queries import Link
from koinon.platform.dates.bounds import FIRST, LAST
from koinon.platform.ui.drawings.timeline import Bar, Gap, Mark, Point, Timeline


def agreement_timeline(page: AgreementPage, on: date, today: date) -> Timeline | None:
    """The picture; none where nothing is dated."""
    marks: list[Mark] = []
    for link in page.chain:
        marks += bar_of(link, is_own=link.agreement.pk == page.agreement.pk)
    for step in page.steps:
        act = step.act
        if not act.day.is_unknown:
            label = str(act.get_kind_display())
            marks.append(Point(_("Acts"), act.day_earliest, act.day_latest, label, tone="events"))
    if not marks:
        return None
    title = _("%(agreement)s through time") % {"agreement": page.agreement}
    told = _(
        "The acts upon the agreement, its term, and the agreements before and after it with the gaps between."
    )
    return Timeline(title, told, marks, on, today, [_("Acts"), _("Term"), _("Before and after")])


def bar_of(link: Link, *, is_own: bool) -> list[Mark]:
    """The bar of one agreement and the gap before it; nothing where neither start nor end is known."""
    if link.begins == (FIRST, LAST) and link.ends == (FIRST, LAST):
        return []
    lane, tone = (_("Term"), "agreements") if is_own else (_("Before and after"), "plain")
    href = None if is_own else link.agreement.get_absolute_url()
    bar = Bar(lane, str(link.agreement), *link.begins, *link.ends, tone=tone, href=href)
    gap = (
        [Gap(_("Term") if is_own else lane, *link.gap, label=_("no agreement on record"))] if link.gap else []
    )
    return [*gap, bar]
