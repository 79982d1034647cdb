"""Every list finds what is typed without accents, in another script or by pinyin, as the search box does."""

import pytest
from django.core.management import call_command
from django.test import Client
from tests import factories
from tests.factories import make

from koinon.network.people.models import Body, BodyName, PersonName
from koinon.network.places.models import CityName

pytestmark = pytest.mark.django_db

# Where, what is shown there, and what is typed for it.
LISTS = {
    "/cities/": ("Málaga", ["malaga", "mala", "malajia"]),
    "/bodies/": ("Ayuntamiento", ["malaga", "malajia", "ayuntamiento malaga"]),
    "/people/": ("Agnès", ["agnes", "perez agnes", "aniesi"]),
    "/members/": ("Ayuntamiento", ["malaga", "malajia"]),
    "/agreements/": ("Cooperación", ["cooperacion", "malaga"]),
    "/agreements/commitments/": ("Formación", ["formacion", "cooperacion"]),
    "/meetings/": ("Sesión", ["sesion", "malaga"]),
    "/meetings/decisions/": ("Decisión", ["decision"]),
    "/events/": ("Reunión", ["reunion", "malaga"]),
    "/programmes/": ("Educación", ["educacion"]),
    "/evidence/documents/": ("Declaración", ["declaracion", "malaga"]),
    "/api/v1/cities": ("Málaga", ["malaga"]),
    "/api/v1/bodies": ("Ayuntamiento", ["malaga", "malajia"]),
    "/api/v1/people": ("Agnès", ["agnes"]),
    "/api/v1/agreements": ("Cooperación", ["cooperacion"]),
    "/api/v1/documents": ("Declaración", ["declaracion"]),
}


@pytest.fixture
def recorded(home_network: Body) -> None:
    """One record of every kind whose name is written with accents."""
    city = factories.make_city("Málaga", key="town", country=factories.make_country("es"))
    make(CityName, city=city, text="马拉加", language="zh-Hans")
    body = factories.make_body("Ayuntamiento de Málaga", key="council", kind="government", city=city)
    make(BodyName, body=body, text="马拉加市政府", language="zh-Hans")
    person = factories.make_person("Agnès Pérez", key="she")
    make(PersonName, person=person, text="阿涅斯", language="zh-Hans")
    factories.make_membership(body, home_network)
    agreement = factories.make_agreement("Acuerdo de Cooperación", parties=[body])
    factories.make_commitment(agreement, title="Formación", debtors=[body], dues=["2018"])
    meeting = factories.make_meeting(title="Sesión plenaria", body=body)
    factories.make_decision(factories.make_item(meeting), title="Decisión final")
    factories.make_event("Reunión anual", city=city)
    factories.make_programme("Educación")
    factories.make_document("Declaración", publisher=body)
    call_command("reindex", verbosity=0)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_by_its_words(address: str, recorded: None, client: Client) -> None:
    name, words = LISTS[address]
    for typed in words:
        assert name in client.get(address, {"q": typed, "words": typed}).content.decode(), typed
    for unknown in ("zzzz", "!!!"):
        assert name not in client.get(address, {"q": unknown, "words": unknown}).content.decode(), unknown
