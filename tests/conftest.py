"""The cast: a coordinator, her deputy, another city's officer, the secretariat, a stranger, and the public.

Each comes with just what makes them who they are, so that a page at one row stays a page at one row.
"""

import gc
from collections.abc import Callable, Iterator
from inspect import signature
from time import monotonic

import pytest
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import timezone
from hypothesis import settings

from koinon.network.members.models import HomeNetwork
from koinon.network.members.queries import reader_for
from koinon.network.people.models import Body, Function
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.ui.asof import EARLIEST_YEAR
from koinon.site.portal import years

from . import factories
from .grouped import refuse_forgotten_orders

# How fast things are is measured in benchmarks/, not on a machine that is busy with other tests.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
DATABASE = {"db", "transactional_db"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what opens the database is made: pytest-django lets nothing else near it."""
    if connection.vendor == "sqlite":
        return
    made: list[pytest.Item] = []
    alike: list[pytest.Item] = []
    for item in items:
        (made if _opens_database(item) or item.get_closest_marker("journey") else alike).append(item)
    config.hook.pytest_deselected(items=alike)
    items[:] = made


def _opens_database(item: pytest.Item) -> bool:
    """Whether it says so, or may ask for it late."""
    asked = DATABASE & set(getattr(item, "fixturenames", ()))
    late = "request" in signature(item.obj).parameters  # type: ignore[attr-defined]
    told = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return bool(asked) or late or told or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: the collector of garbage need not go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def reader_with_post(name: str, body: Body, function: Function) -> Reader:
    """A signed-in person who holds a post of this function in the body since 2000."""
    person = factories.make_person(name, account=factories.make_user())
    post = factories.make_post(function.label, body=body, function=function, seats=9)
    factories.make_role(person=person, post=post)
    return reader_for(person.account, timezone.localdate())


@pytest.fixture
def home_network(db: None) -> Body:
    """The network this register is kept for."""
    body = factories.make_body("Metropolis", key="metropolis", kind="network")
    factories.make(HomeNetwork, body=body)
    return body


@pytest.fixture
def guangzhou(home_network: Body) -> Body:
    """A member: the city government that the coordinator and her deputy work for."""
    city = factories.make_city("Guangzhou", key="guangzhou")
    body = factories.make_body("Guangzhou Municipal People's Government", kind="government", city=city)
    factories.make_membership(body, home_network)
    return body


@pytest.fixture
def guangzhou_office(guangzhou: Body) -> Body:
    """Its Foreign Affairs Office."""
    return factories.make_body("Guangzhou Foreign Affairs Office", kind="office", parent=guangzhou)


@pytest.fixture
def chengdu(home_network: Body) -> Body:
    """Another member."""
    city = factories.make_city("Chengdu", key="chengdu")
    body = factories.make_body("Chengdu Municipal People's Government", kind="government", city=city)
    factories.make_membership(body, home_network)
    return body


@pytest.fixture
def secretariat(home_network: Body) -> Reader:
    """An officer of the network's secretariat: may see and record everything."""
    body = factories.make_body("Secretariat General", kind="secretariat", parent=home_network)
    return reader_with_post("Sofia Secretary", body, Function.SECRETARIAT)


@pytest.fixture
def coordinator(guangzhou_office: Body) -> Reader:
    """The focal point in Guangzhou's Foreign Affairs Office."""
    return reader_with_post("Cai Coordinator", guangzhou_office, Function.FOCAL_POINT)


@pytest.fixture
def deputy(guangzhou_office: Body) -> Reader:
    """Her deputy, in the same office."""
    return reader_with_post("Ding Deputy", guangzhou_office, Function.FOCAL_POINT)


@pytest.fixture
def other_officer(chengdu: Body) -> Reader:
    """The officer of another member city."""
    return reader_with_post("Olga Other", chengdu, Function.FOCAL_POINT)


@pytest.fixture
def stranger(db: None) -> Reader:
    """Somebody with an account and no role."""
    return reader_for(factories.make_user("stranger@example.org"), timezone.localdate())


@pytest.fixture(autouse=True, scope="session")
def order_is_never_forgotten() -> Iterator[None]:
    """Wherever a test leads, no list comes in an order that only SQLite keeps."""
    with pytest.MonkeyPatch.context() as patch:
        refuse_forgotten_orders(patch)
        yield


@pytest.fixture(autouse=True)
def first_year_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process looks it up every ten minutes: the test that came first then would count a statement more."""
    monkeypatch.setattr(years, "_known", (monotonic(), EARLIEST_YEAR))


@pytest.fixture
def public() -> Reader:
    """Nobody in particular."""
    return PUBLIC


@pytest.fixture
def client_of() -> Callable[[Reader], Client]:
    """A test client signed in as the reader; the public is not signed in."""

    def signed_in(reader: Reader) -> Client:
        client = Client()
        if reader.user:
            client.force_login(reader.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
