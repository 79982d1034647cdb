"""The machine interface, version 1: read access to the record, described by OpenAPI."""

from ninja import NinjaAPI

import koinon
from koinon.site.api import deferring, problems  # noqa: F401 (deferring: before the first schema is written)
from koinon.site.api.v1 import (
    agreements,
    bodies,
    calls,
    certificates,
    cities,
    commitments,
    confirmations,
    curricula,
    documents,
    entries,
    events,
    findings,
    governance,
    grants,
    hubs,
    memberships,
    news,
    pairing,
    people,
    plans,
    practices,
    programmes,
    renewals,
    roles,
)

api = NinjaAPI(
    title="Koinon",
    version=koinon.__version__,
    description=(
        "The dated, sourced record of a city network. Every list takes `limit` and `offset` and answers "
        '`{"items": […], "count": n}`; `on=YYYY-MM-DD` tells the record as of a day, and each dated item says '
        "whether it `holds`: yes, possibly or no. Public records need no token; a token in the header "
        "`Authorization: Bearer …` opens what its account may see. Errors are problem documents (RFC 9457)."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_extra={
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{}, {"token": []}],
    },
)
problems.register(api)
for tag, room in (
    ("places", cities.router),
    ("people", bodies.router),
    ("people", people.router),
    ("people", roles.router),
    ("members", memberships.router),
    ("agreements", agreements.router),
    ("agreements", commitments.router),
    ("agreements", renewals.router),
    ("agreements", confirmations.router),
    ("governance", governance.router),
    ("events", events.router),
    ("programmes", programmes.router),
    ("pairing", pairing.router),
    ("plans", plans.router),
    ("calls", calls.router),
    ("calls", entries.router),
    ("practices", practices.router),
    ("grants", grants.router),
    ("learning", hubs.router),
    ("learning", curricula.router),
    ("learning", certificates.router),
    ("evidence", documents.router),
    ("evidence", findings.router),
    ("news", news.router),
):
    api.add_router("", room, tags=[tag])
