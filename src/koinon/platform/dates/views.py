"""How a date was understood, shown beside the input while it is typed."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from koinon.platform.dates.days import FIRST, LAST, Day
from koinon.platform.dates.formatting import format_day, format_span, known, note_on
from koinon.platform.dates.spans import Span
from koinon.platform.errors import Refused


@require_safe
@cache_control(private=True, max_age=3600)
def understood(request: HttpRequest) -> JsonResponse:
    """JSON for ``?text=`` (a period with ``&as=span``): what was understood, or what is wrong."""
    text = request.GET.get("text", "")
    language = known(request.GET.get("language") or get_language())
    try:
        if request.GET.get("as") == "span":
            return JsonResponse(span_read(Span.read(text, language), language))
        return JsonResponse(day_read(Day.read(text, language), language))
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)})


def day_read(day: Day, language: str) -> dict[str, str | None]:
    """What was understood as a day."""
    return {
        **day.as_dict(),
        "words_understood": format_day(day, language),
        "note": note_on(day, language),
    }


def span_read(span: Span, language: str) -> dict[str, str | None]:
    """What was understood as a period."""
    earliest, latest = span.starts.earliest, span.ends.latest
    notes = (note_on(day, language) for day in (span.starts, span.ends))
    return {
        "edtf": f"{span.starts.edtf}/{span.ends.edtf}",
        "words_understood": format_span(span, language),
        "earliest": None if earliest == FIRST else earliest.isoformat(),
        "latest": None if latest == LAST else latest.isoformat(),
        "note": "; ".join(dict.fromkeys(note for note in notes if note)),
    }
