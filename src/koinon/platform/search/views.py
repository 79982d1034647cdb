"""The doors of search: the page of results, and the suggestions of the palette."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from koinon.platform.search.asking import Hit, ask

LONGEST = 120
FEW = 9


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Everything found for ``?q=``, best first."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    answer = ask(request, words)
    rows = [(entry, kind_words(entry)) for entry in answer.hits]
    return render(request, "search/results.html", {"answer": answer, "rows": rows})


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few for what has been typed so far."""
    answer = ask(request, request.GET.get("q", "").strip()[:LONGEST], FEW)
    day = "" if request.is_today else f"?on={request.on.isoformat()}"  # type: ignore[attr-defined]
    rows = [
        {"label": one.label, "hint": one.hint, "href": one.href + day, "kind": kind_words(one)}
        for one in answer.hits
    ]
    return JsonResponse(rows, safe=False)


def kind_words(entry: Hit) -> str:
    """What sort of record it is, in the reader's language."""
    return str(apps.get_model(entry.kind)._meta.verbose_name)
