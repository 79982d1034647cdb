"""Hubs and curricula over the machine interface."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories import make, make_agreement, make_body, make_commitment, make_document

from koinon.cooperation.learning.models import (
    Author,
    Curriculum,
    CurriculumText,
    Hub,
    HubPartner,
    HubWork,
    Lesson,
    Module,
    Output,
)


def a_hub(key: str = "hub") -> Hub:
    """A hub with a partner, an output, a promise and a published curriculum, and a draft beside it."""
    agreement = make_agreement("Hub", starts="2020", ends="2021", kind="hub")
    hub = make(Hub, key=key, title="Hub", body=make_body(), host=make_body(), agreement=agreement)
    make(HubPartner, hub=hub, body=make_body("University"))
    promise = make_commitment(agreement, title="Curricula", dues=["2020", "2021"])
    make(HubWork, hub=hub, work="curriculum", commitment=promise)
    told = {"hub": hub, "year": 2020, "audience": "public"}
    out = make(Curriculum, title="Parks", published_on=date(2020, 5, 4), **told)
    make(Curriculum, title="A secret draft", **told)
    make(Lesson, module=make(Module, curriculum=out, title="First"), title="Walk", minutes=45)
    make(Author, curriculum=out, body=make_body("Author"), side="network")
    make(CurriculumText, curriculum=out, language="fr", title="Parcs")
    study = {"title": "Study", "year": 2020, "document": make_document()}
    make(Output, hub=hub, published_on=date(2020, 6, 1), **study)
    make(Output, hub=hub, title="Draft study", year=2020, document=make_document())
    return hub


@pytest.mark.django_db
def test_a_hub_tells_what_is_owed_by_year(client: Client) -> None:
    hub = a_hub()
    told = client.get("/api/v1/hubs/hub?on=2020-12-31").json()
    assert [(one["year"], one["standing"], one["works"]) for one in told["owed"]] == [
        (2020, "open", ["curriculum"]),
        (2021, "open", ["curriculum"]),
    ]
    assert [one["title"] for one in told["outputs"]] == ["Study"]
    late = client.get("/api/v1/hubs/hub?on=2021-01-01").json()
    assert [one["standing"] for one in late["owed"]] == ["late", "open"]
    partner = hub.partners.get().body.key
    for asked in (f"partner={partner}", f"host={hub.host.key}", f"agreement={hub.agreement.key}"):
        assert client.get(f"/api/v1/hubs?{asked}").json()["count"] == 1
    assert client.get("/api/v1/hubs?partner=nobody").json()["count"] == 0


@pytest.mark.django_db
def test_curricula_are_told_once_published(client: Client) -> None:
    a_hub()
    told = client.get("/api/v1/curricula?hub=hub").json()
    assert [one["title"] for one in told["items"]] == ["Parks"]
    (one,) = told["items"]
    assert one["modules"][0]["lessons"][0]["minutes"] == 45
    assert (one["authors"][0]["body"]["name"], one["texts"][0]["language"], one["state"]) == (
        "Author",
        "fr",
        "published",
    )
    draft = Curriculum.objects.get(published_on=None)
    assert client.get(f"/api/v1/curricula/{draft.key}").status_code == 404
    assert client.get("/api/v1/curricula?language=fr&year=2020").json()["count"] == 1
    assert client.get("/api/v1/curricula?year=2021").json()["count"] == 0


@pytest.mark.django_db
def test_statements_do_not_grow(client: Client) -> None:
    pages = ("/api/v1/hubs", "/api/v1/curricula")

    def statements() -> list[int]:
        counts = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as asked:
                client.get(page, headers={"if-none-match": "other"})
            counts.append(len(asked))
        return counts

    a_hub()
    once = statements()
    a_hub("second")
    a_hub("third")
    assert statements() == once
