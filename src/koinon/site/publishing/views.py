"""The doors of news: the list, a story in its languages, its picture, and the desk where it is written and reviewed."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.network.evidence.visibility import href_of, visible_record
from koinon.network.people.doors import Request, recorder_required
from koinon.platform.errors import Refused
from koinon.platform.recording.views import pressed
from koinon.site.publishing import commands, queries
from koinon.site.publishing.drafting import DRAFTED
from koinon.site.publishing.forms import StoryFilter
from koinon.site.publishing.models import Story
from koinon.site.publishing.permissions import can_review, can_write

ROWS = 20
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@require_safe
def stories(request: Request) -> HttpResponse:
    """What is published, the newest first; for those who write, also what is on the desk."""
    asked = StoryFilter(request.GET)
    category = asked.cleaned_data["category"] if asked.is_valid() else ""
    rows = queries.stories(request.reader, category=category)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.listed(list(page.object_list), get_language() or "en"),
        "filters": asked,
        "may_write": can_write(request.reader),
    }
    return render(request, "publishing/stories.html", context)


@require_safe
def story(request: Request, key: str) -> HttpResponse:
    """A story in the reader's language, or in the one asked for; its other languages beside it."""
    shown = _seen(request, key)
    text = queries.text_in(shown, request.GET.get("language") or get_language() or "en")
    if text is None:
        raise Http404
    context = {
        "page": queries.story_page(shown, text),
        "texts": list(shown.texts.all()),
        "may_write": can_write(request.reader),
        "may_review": can_review(request.reader, shown),
        "lacking": [code for code in LANGUAGES if code not in {text.language for text in shown.texts.all()}],
    }
    return render(request, "publishing/story.html", context)


@require_safe
def picture(request: Request, key: str) -> FileResponse:
    """The picture of a story, typed by its content when it came in; no browser runs it."""
    shown = _seen(request, key)
    if shown.picture is None:
        raise Http404
    try:
        file = shown.picture.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    answer = FileResponse(file, content_type=shown.picture.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_POST
@recorder_required
def draft(request: Request, kind: str, key: str) -> HttpResponse:
    """Draft a story from a record; the desk opens with what the record alone can say."""
    record = visible_record(kind, key, request.reader) if kind in DRAFTED else None
    if record is None:
        raise Http404
    language = get_language() or "en"
    try:
        made = commands.draft_story(record, language, by=request.reader, on=request.on)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(href_of(record))
    return redirect(reverse("publishing:text", kwargs={"key": made.key, "language": language}))


@require_POST
@recorder_required
def language_add(request: Request, key: str) -> HttpResponse:
    """Begin the story in another language."""
    shown = _seen(request, key)
    language = request.POST.get("language", "")
    if language not in LANGUAGES or shown.texts.filter(language=language).exists():
        raise Http404
    there = reverse("publishing:text", kwargs={"key": key, "language": language})
    return pressed(
        request,
        lambda: commands.add_language(shown, language, by=request.reader),
        _("This is what the record says in that language. Go on writing."),
        there if shown.state in ("draft", "withdrawn") else shown.get_absolute_url(),
    )


@require_POST
@recorder_required
def submit(request: Request, key: str) -> HttpResponse:
    """Give it to a second person."""
    shown = _seen(request, key)
    done = _("It is in review. Somebody who wrote no line of it can publish it.")
    return pressed(request, lambda: commands.submit_story(shown, by=request.reader), done, _page(shown))


@require_POST
@recorder_required
def judge(request: Request, key: str) -> HttpResponse:
    """Publish it, or send it back with a reason."""
    shown = _seen(request, key)
    if "publish" in request.POST:
        return pressed(
            request,
            lambda: commands.publish_story(shown, by=request.reader, moment=timezone.now()),
            _("It is published."),
            _page(shown),
        )
    reason = request.POST.get("reason", "")
    return pressed(
        request,
        lambda: commands.return_story(shown, reason, by=request.reader),
        _("It went back to its writer."),
        _page(shown),
    )


@require_POST
@recorder_required
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take it off the site."""
    shown = _seen(request, key)
    reason = request.POST.get("reason", "")
    return pressed(
        request,
        lambda: commands.withdraw_story(shown, reason, by=request.reader),
        _("It is withdrawn."),
        _page(shown),
    )


def _seen(request: Request, key: str) -> Story:
    return get_object_or_404(
        queries.with_everything(Story.objects.visible_to(request.reader), request.reader), key=key
    )


def _page(shown: Story) -> str:
    return shown.get_absolute_url()
