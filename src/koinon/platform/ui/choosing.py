"""Choosing a record by name: a field that offers what fits; without a script it takes a name or a key."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.http import JsonResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koinon.platform.errors import Refused

MOST = 12


@dataclass(frozen=True)
class Choice:
    """One line of the list: what is stored, what is read, and a hint that tells namesakes apart."""

    key: str
    label: str
    hint: str = ""


def answer(choices: Iterable[Choice]) -> JsonResponse:
    """What a `/choose/…/?q=` door sends to the text field."""
    return JsonResponse([asdict(choice) for choice in choices][:MOST], safe=False)


@dataclass(frozen=True)
class Typed:
    """What came from the browser: the words in the field and the key that goes with them."""

    text: str
    key: str


class ChooserWidget(forms.Widget):
    """A text field, and beside it a hidden key that the script keeps in step with the words."""

    def __init__(self, source: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.source = source

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        """The words and the key."""
        return Typed(str(data.get(name) or "").strip(), str(data.get(f"{name}-key") or "").strip())

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the field was not in the form at all."""
        return name not in data

    def format_value(self, value: Any) -> Any:
        """Left as it is: the field turns records into words and key."""
        return value

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The two inputs and the room for the list."""
        typed = value if isinstance(value, Typed) else Typed("", "")
        merged = self.build_attrs(self.attrs, attrs) | {"type": "text", "name": name, "value": typed.text}
        merged |= {"autocomplete": "off", "spellcheck": "false"}
        return format_html(
            '<span class="chooser" data-source="{}"><input{}>'
            '<input type="hidden" name="{}-key" value="{}"></span>',
            self.source,
            forms.utils.flatatt(merged),
            name,
            typed.key,
        )


@dataclass(frozen=True)
class Chooser:
    """How a field finds its records: the door for the script, by words, by key; and how it names them.

    `find` answers the candidates for words, the best first; where there is exactly one, it is meant.
    """

    source: str
    find: Callable[[str], Sequence[Any]]
    get: Callable[[str], Any | None]
    label: Callable[[Any], str] = str
    key: Callable[[Any], str] = lambda record: str(record.key)
    hint: Callable[[Any], str] = lambda record: ""


class ChooserField(forms.Field):
    """A record chosen by name: cleaned to the record, or to nothing.

    `create`, where given, makes what is missing from the words typed, or refuses. It is called while the form
    is checked, so a view that gives it checks and saves in one transaction, and rolls back where the form is
    not sound.
    """

    widget: ChooserWidget

    def __init__(
        self, chooser: Chooser, *, create: Callable[[str], Any] | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", ChooserWidget(chooser.source))
        super().__init__(**kwargs)
        self.chooser = chooser
        self.create = create

    def prepare_value(self, value: Any) -> Typed:
        """Words and key of a record, or what was typed."""
        if isinstance(value, Typed):
            return value
        if value is None or value == "":
            return Typed("", "")
        record = self.chooser.get(value) if isinstance(value, str) else value
        if record is None:
            return Typed("", "")
        return Typed(self.chooser.label(record), self.chooser.key(record))

    def to_python(self, value: Any) -> Any:
        """The record that the words, or the key that goes with them, mean."""
        typed = value if isinstance(value, Typed) else self.prepare_value(value)
        if not typed.text:
            return None
        return self._kept(typed) or self.chooser.get(typed.text) or self._found(typed.text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared by words: without a script the key stays behind when the words change."""
        return self.prepare_value(initial).text != (data.text if isinstance(data, Typed) else data or "")

    def _kept(self, typed: Typed) -> Any | None:
        # Without a script the hidden key is the old one, so it counts while the words say the same.
        record = self.chooser.get(typed.key) if typed.key else None
        return record if record is not None and self.chooser.label(record) == typed.text else None

    def _found(self, text: str) -> Any:
        candidates = list(self.chooser.find(text)[: MOST + 1])
        same = [one for one in candidates if text.casefold() in self._names(one)]
        if len(same or candidates) == 1:
            return (same or candidates)[0]
        if not candidates and self.create:
            return self._created(text, self.create)
        code = "doubtful" if candidates else "unknown"
        raise forms.ValidationError(self._doubt(text, same or candidates), code=code)

    def _names(self, record: Any) -> set[str]:
        """What means exactly this record: its label, and the name it was recorded under in whatever language."""
        own = (getattr(record, name, "") for name in ("name", "title"))
        return {self.chooser.label(record).casefold(), *(str(one).casefold() for one in own if one)}

    def _created(self, text: str, create: Callable[[str], Any]) -> Any:
        try:
            return create(text)
        except Refused as refused:
            raise forms.ValidationError(str(refused), code="refused") from refused

    def _doubt(self, text: str, candidates: Sequence[Any]) -> str:
        if not candidates:
            return _("Nothing is recorded under “%(text)s”.") % {"text": text}
        names = "; ".join(self._described(one) for one in candidates[:MOST])
        return _("“%(text)s” could be several: %(names)s. Write the one you mean, or its key.") % {
            "text": text,
            "names": names,
        }

    def _described(self, record: Any) -> str:
        hint = self.chooser.hint(record)
        inside = ", ".join(part for part in (hint, self.chooser.key(record)) if part)
        return f"{self.chooser.label(record)} ({inside})"
