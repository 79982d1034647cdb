"""Values of findings in the reader's language: records by their names, lengths, units."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from tests import factories
from tests.factories import make

from koinon.network.events.models import Event
from koinon.network.evidence.rules import Unit, bare, kept, shown
from koinon.network.evidence.titles import Title
from koinon.network.people.models import Body, BodyName
from koinon.platform.dates.lengths import Length
from koinon.platform.recording.tongues import tell_all


@pytest.mark.django_db
def test_a_record_is_called_as_its_reader_calls_it() -> None:
    body = factories.make_body("Metropolis")
    make(BodyName, body=body, text="世界大都市协会", language="zh-Hans")
    tell_all()
    value = kept(Body.objects.get())
    with override("zh-hans"):
        assert shown(value) == "世界大都市协会"
    with override("en"):
        assert shown(value) == "Metropolis"


@pytest.mark.django_db
def test_a_titled_record_is_called_by_its_english_title_too() -> None:
    event = factories.make_event("Seminario de parques")
    make(Title, subject_kind="events.event", subject_id=event.pk, text="Seminar on parks", language="en")
    tell_all()
    value = kept(Event.objects.get())
    with override("en"):
        assert shown(value) == "Seminar on parks"
    assert bare({"event": value}) == bare({"event": "Seminario de parques"})


@pytest.mark.parametrize(
    ("months", "words", "english", "spanish"),
    [(36, "three years", "three years", "3 años"), (18, "", "1 year 6 months", "1 año 6 meses")],
)
def test_a_length(months: int, words: str, english: str, spanish: str) -> None:
    value = kept(Length(months, words))
    with override("en"):
        assert shown(value) == english
    with override("es"):
        assert shown(value) == spanish


def test_a_unit_follows_its_number() -> None:
    value = kept(Unit("persons", Decimal("21280000.0000")))
    with override("zh-hans"):
        assert shown(value) in ("人", "居民")
    with override("en"):
        assert shown(value) == "inhabitants"
