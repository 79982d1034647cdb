"""The certificate of a laureate: what an entry reached in which cycle, in the laureate's language, with a seal."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from koinon.cooperation.calls.models import CallKind, CallText, CoApplicant, Placing, Sponsor, StageKind
from koinon.cooperation.learning.badge_drawing import seal
from koinon.network.events.codes import code_of
from koinon.network.people.models import Body
from koinon.network.people.readers import Reader
from koinon.platform.notifications.addresses import absolute
from koinon.platform.ui.figures import day
from koinon.platform.ui.punctuation import listed
from koinon.site.briefings.paper import Diploma, Paper

CERTIFIED = (StageKind.WINNER, StageKind.SHORTLIST, StageKind.DESERVING)
"""The stages of which there is a certificate, the highest first."""


def highest(placings: Iterator[Placing] | list[Placing]) -> Placing | None:
    """How far an entry came, of what was announced; nothing where no certificate is given for it."""
    by_kind = {one.stage.kind: one for one in placings if one.stage.announced_at}
    return next((by_kind[kind] for kind in CERTIFIED if kind in by_kind), None)


def laureate_certificate(placing: Placing, *, reader: Reader) -> Paper:
    """The certificate of what the entry reached: a seal, the laureate, the entry, the cycle, and where it can be seen."""
    entry = placing.entry
    language = entry.language.lower()
    with override(language):
        call = _call_title(placing, entry.language)
        address = absolute(entry.get_absolute_url())
        code = code_of(address)
        says, what = _worded(placing)
        sheet = Diploma(
            says=says % {"call": call},
            name=listed(entry.applicant, *_together(placing, reader)),
            what=what,
            title=entry.title,
            lines=tuple(_lines(placing)),
            seal=seal(_called(placing), issuer=call, year=_year(placing)).decode(),
            code=code.path,
            modules=code.size,
            address=address,
            under=(*_behind(placing, reader), _("Who reached which stage can be seen here:")),
        )
        return Paper(
            title="",
            language=language,
            blocks=(sheet,),
            footer=_("Certificate: %(title)s") % {"title": call},
            filename=f"certificate-{entry.key}",
        )


def _called(placing: Placing) -> str:
    """The word in the seal."""
    if _is_laureate(placing):
        return _("Laureate")
    return placing.stage.named(placing.entry.call.kind).capitalize()


def _is_laureate(placing: Placing) -> bool:
    """An award has laureates; other calls select."""
    return placing.stage.kind == StageKind.WINNER and placing.entry.call.kind == CallKind.AWARD


def _worded(placing: Placing) -> tuple[str, str]:
    """What stands above the name, and what between the name and the title."""
    says = _("%(call)s certifies that")
    if _is_laureate(placing):
        return says, _("is a laureate, with")
    if placing.stage.kind == StageKind.WINNER:
        return says, _("was selected, with")
    if placing.stage.kind == StageKind.SHORTLIST:
        return says, _("was on the shortlist, with")
    return says, _("was found deserving, with")


def _year(placing: Placing) -> str:
    """The year in which the stage was announced, in the sources or here."""
    day = placing.stage.announced
    moment = placing.stage.announced_at
    return str(day.latest.year if not day.is_unknown else moment.year if moment else "")


def _call_title(placing: Placing, language: str) -> str:
    call = placing.stage.call
    told = CallText.objects.filter(call=call, language__iexact=language).first()
    return told.title if told else call.title


def _together(placing: Placing, reader: Reader) -> list[str]:
    rows = CoApplicant.objects.visible_to(reader).filter(entry=placing.entry).select_related("body")
    return [str(one.body) for one in rows.order_by("id")]


def _lines(placing: Placing) -> Iterator[str]:
    entry, stage = placing.entry, placing.stage
    if entry.applicant.city:
        yield listed(entry.applicant.city, entry.applicant.city.country)
    if entry.category:
        yield entry.category.in_language(entry.language)
    if placing.note:
        yield placing.note
    if not stage.announced.is_unknown:
        yield _("Announced on %(day)s") % {"day": day(stage.announced, "long")}


def _behind(placing: Placing, reader: Reader) -> Iterator[str]:
    """Whoever runs the award and those who stand behind it, as far as the reader may see them; and the number."""
    call = placing.stage.call
    sponsors = Sponsor.objects.filter(call=call).order_by("rank", "id")
    wanted = [call.run_by_id, *sponsors.values_list("body", flat=True)]
    seen = {body.pk: body for body in Body.objects.visible_to(reader).filter(pk__in=wanted)}
    if named := [str(seen[pk]) for pk in dict.fromkeys(wanted) if pk in seen]:
        yield listed(*named)
    if placing.entry.receipt:
        yield _("Number %(number)s") % {"number": placing.entry.receipt}
