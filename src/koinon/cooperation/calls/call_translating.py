"""Putting a call into another language: all its words in one act, side by side with the original."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from koinon.cooperation.calls.call_commands import refuse_cancelled
from koinon.cooperation.calls.call_wording import OWN, Group
from koinon.cooperation.calls.models import Call, CallLanguage, CallText, Criterion, FormField, Prize
from koinon.cooperation.calls.permissions import can_run
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key

Words = Mapping[str, str]


class OwnLanguage(Refused):
    """The call is written in that language itself."""


class WordsForm(forms.Form):
    """A field for each text, beside the original."""

    def __init__(self, *args: Any, groups: Iterable[Group], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            for line in group.lines:
                attrs: dict[str, Any] = {"lang": language}
                rows = min(12, max(3, len(line.original) // 60))
                widget: forms.Widget = (
                    forms.Textarea({**attrs, "rows": rows}) if line.long else forms.TextInput(attrs)
                )
                self.fields[line.name] = forms.CharField(
                    label=capfirst(line.label),
                    required=False,
                    initial=line.told,
                    widget=widget,
                    max_length=20_000 if line.long else 200 if line.name == "call-title" else 400,
                )

    def clean(self) -> dict[str, str]:
        """Words of a call without its title would stand under a title nobody can read."""
        told: dict[str, str] = super().clean() or self.cleaned_data
        if any(told.get(f"call-{name}") for name in OWN) and not told.get("call-title"):
            self.add_error("call-title", _("Put the title into this language too."))
        return told


def translate_call(call: Call, language: str, words: Words, *, by: Reader) -> None:
    """Keep a call's words in a language: the names are those of the lines of ``call_wording``."""
    refuse_unless(can_run(by))
    refuse_cancelled(call)
    if language == call.language or language not in CallLanguage.values:
        raise OwnLanguage(_("The call itself is written in this language."))
    with act("translate_call", by=by.user, note=CallLanguage(language).label) as doing:
        doing.about(call)
        _own(doing, call, language, words)
        for category in call.categories.all():
            told = words.get(f"category-{category.pk}", "")
            doing.change(category, texts=_with(category.texts, language, told))
        for criterion in call.criteria.all():
            doing.change(criterion, texts=_with(criterion.texts, language, _of_criterion(criterion, words)))
        for prize in call.prizes.all():
            doing.change(prize, texts=_with(prize.texts, language, _of_prize(prize, words)))
        for field in call.fields.all():
            doing.change(field, texts=_with(field.texts, language, _of_question(field, words)))


def _own(doing: Act, call: Call, language: str, words: Words) -> None:
    told: dict[str, Any] = {name: words.get(f"call-{name}", "") for name in OWN}
    there = CallText.objects.filter(call=call, language=language).first()
    if there is not None and not any(told.values()):
        doing.remove(there)
    elif there is not None:
        doing.change(there, **told)
    elif any(told.values()):
        doing.create(
            CallText(call=call, language=language, key=propose_key(CallText, call.key, language), **told)
        )


def _with(texts: Mapping[str, Any], language: str, told: Any) -> dict[str, Any]:
    """The texts with those of one language set anew, or left out where there are none."""
    others = {name: value for name, value in texts.items() if name != language}
    return others | {language: told} if told else others


def _of_criterion(one: Criterion, words: Words) -> dict[str, Any]:
    anchors = {points: words.get(f"criterion-{one.pk}-anchor-{points}", "") for points in one.anchors}
    told = {name: words.get(f"criterion-{one.pk}-{name}", "") for name in ("title", "words")}
    found: dict[str, Any] = {name: text for name, text in told.items() if text}
    if any(anchors.values()):
        found["anchors"] = {points: text for points, text in anchors.items() if text}
    return found


def _of_prize(one: Prize, words: Words) -> dict[str, Any]:
    told = {name: words.get(f"prize-{one.pk}-{name}", "") for name in ("title", "in_kind")}
    return {name: text for name, text in told.items() if text}


def _of_question(one: FormField, words: Words) -> dict[str, Any]:
    options = [words.get(f"question-{one.pk}-option-{place}", "") for place in range(len(one.options))]
    told = {name: words.get(f"question-{one.pk}-{name}", "") for name in ("label", "help")}
    found: dict[str, Any] = {name: text for name, text in told.items() if text}
    return found | ({"options": options} if any(options) else {})
