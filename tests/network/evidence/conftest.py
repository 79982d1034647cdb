"""What the tests of evidence share: a moment, and the cast by name."""

from datetime import UTC, datetime

import pytest

from koinon.network.people.readers import Reader

MOMENT = datetime(2022, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def moment() -> datetime:
    """The moment at which everything here is done."""
    return MOMENT


@pytest.fixture(params=["secretariat", "coordinator", "deputy", "other_officer", "stranger", "public"])
def anybody(request: pytest.FixtureRequest, db: None) -> Reader:
    """Each of the cast in turn."""
    reader: Reader = request.getfixturevalue(request.param)
    return reader


@pytest.fixture(params=["coordinator", "deputy", "other_officer", "stranger", "public"])
def outsider(request: pytest.FixtureRequest, db: None) -> Reader:
    """Each of the cast who may not record."""
    reader: Reader = request.getfixturevalue(request.param)
    return reader
