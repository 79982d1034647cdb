"""The desk: the words of each language beside those it is written in, the picture and the contact, the quotes."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.network.people.doors import Request, recorder_required
from koinon.network.people.readers import Reader
from koinon.platform.recording.views import FormPage, pressed, record_form
from koinon.site.publishing import commands, queries
from koinon.site.publishing.forms import QuoteForm, SettingForm, TextForm
from koinon.site.publishing.models import Quote, Story, StoryText

form_door = require_http_methods(["GET", "HEAD", "POST"])


@form_door
@recorder_required
def text(request: Request, key: str, language: str) -> HttpResponse:
    """Write one language; the facts and the text it is translated from stand beside it."""
    story = _story(key, request.reader)
    found = get_object_or_404(StoryText.objects.select_related("story"), story=story, language=language)
    form = TextForm(request.POST or None, request=request, instance=found)
    origin = queries.text_in(story, story.language)
    page = FormPage(
        title=_("Write the story"),
        verb=_("Save the text"),
        done=_("The text is saved."),
        cancel=story.get_absolute_url(),
        template="publishing/text.html",
        context={
            "facts": [(fact, fact.words.get(language, "")) for fact in story.facts.all()],
            "origin": origin if origin and origin.language != language else None,
            "text": found,
        },
    )

    def do() -> StoryText:
        return commands.write_text(
            found, form.words, by=request.reader, expected_version=form.expected_version
        )

    return record_form(request, form, do, page, then=f"{story.get_absolute_url()}?language={language}")


@form_door
@recorder_required
def setting(request: Request, key: str) -> HttpResponse:
    """Contact and picture."""
    story = _story(key, request.reader)
    form = SettingForm(request.POST or None, request=request, instance=story)
    page = FormPage(
        title=_("Contact and picture"),
        verb=_("Save"),
        done=_("Contact and picture are saved."),
        cancel=story.get_absolute_url(),
    )

    def do() -> Story:
        return commands.change_story(
            story,
            contact=form.cleaned_data["contact"],
            picture=form.picture,
            picture_shows=form.cleaned_data["picture_shows"],
            by=request.reader,
            expected_version=form.expected_version,
        )

    return record_form(request, form, do, page)


@form_door
@recorder_required
def quote_new(request: Request, key: str) -> HttpResponse:
    """Quote somebody; the record says which title the person had."""
    story = _story(key, request.reader)
    form = QuoteForm(request.POST or None, request=request, initial={"language": story.language})
    page = FormPage(
        title=_("Quote somebody"),
        verb=_("Add the quote"),
        done=_("The quote is added, with the title of that day."),
        cancel=story.get_absolute_url(),
    )

    def do() -> Quote:
        told = form.cleaned_data
        return commands.add_quote(story, told["person"], told["language"], told["said"], by=request.reader)

    return record_form(request, form, do, page, then=story.get_absolute_url())


@require_POST
@recorder_required
def quote_translate(request: Request, key: str, quote: str) -> HttpResponse:
    """Say a quote in another language."""
    story = _story(key, request.reader)
    found = get_object_or_404(Quote.objects.select_related("story"), story=story, key=quote)
    language, words = request.POST.get("language", ""), request.POST.get("words", "")[:2000]
    return pressed(
        request,
        lambda: commands.translate_quote(found, language, words, by=request.reader),
        _("The quote is saved."),
        f"{story.get_absolute_url()}?language={language}",
    )


@require_POST
@recorder_required
def quote_remove(request: Request, key: str, quote: str) -> HttpResponse:
    """Take a quote out."""
    story = _story(key, request.reader)
    found = get_object_or_404(Quote.objects.select_related("story"), story=story, key=quote)
    return pressed(
        request,
        lambda: commands.remove_quote(found, by=request.reader),
        _("The quote is taken out."),
        story.get_absolute_url(),
    )


def _story(key: str, reader: Reader) -> Story:
    return get_object_or_404(queries.with_everything(Story.objects.all(), reader), key=key)
