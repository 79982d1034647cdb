"""A paper goes out through a door or to a file: as PDF, or as DOCX where that was asked for."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from koinon.site.briefings.paper import Paper

Form = Literal["pdf", "docx"]

KINDS: dict[Form, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def written(paper: Paper, form: Form, *, made_at: datetime) -> bytes:
    """The bytes of the paper in this form."""
    # Typesetter and word processor are large: a worker that sends no paper does not load them.
    if form == "docx":
        from koinon.site.briefings.word_processing import docx

        return docx(paper, made_at=made_at)
    from koinon.site.briefings.typesetting import pdf

    return pdf(paper, made_at=made_at)


def sent(request: HttpRequest, paper: Paper, *, made_at: datetime | None = None) -> HttpResponse:
    """The paper as a PDF that opens in the browser, or, for ``?format=docx``, as a file to go on writing in."""
    form: Form = "docx" if request.GET.get("format") == "docx" else "pdf"
    way = "inline" if form == "pdf" else "attachment"
    return HttpResponse(
        written(paper, form, made_at=made_at or timezone.now()),
        content_type=KINDS[form],
        headers={"Content-Disposition": f'{way}; filename="{paper.filename}.{form}"'},
    )
