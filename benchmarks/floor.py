"""The bare application: Django and Jinja2 without middleware, sign-in, permissions or languages.

What it serves is the least that such a page can cost on this machine: its own two tables, in the same
database file as the network under measurement, with as many rows. Run by gunicorn as ``benchmarks.floor:application``.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="none",
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": Path(os.environ["KOINON_HOME"]) / "koinon.sqlite3",
                "CONN_MAX_AGE": 600,
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                    "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
                },
            }
        },
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [Path(__file__).parent / "templates"],
            }
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

# The models need the settings above.
from django.db import connection, models

ROWS = 50


class Place(models.Model):
    """A city."""

    name = models.CharField(max_length=100)
    country = models.CharField(max_length=60)

    class Meta:
        app_label = "floor"
        db_table = "floor_place"


class Paper(models.Model):
    """An agreement."""

    title = models.CharField(max_length=254)
    status = models.CharField(max_length=20)
    starts = models.DateField()
    place = models.ForeignKey(Place, models.CASCADE)

    class Meta:
        app_label = "floor"
        db_table = "floor_paper"
        indexes = [models.Index(fields=["-starts", "-id"], name="floor_newest")]


def fill(size: int) -> None:
    """Both tables, from the agreements and cities that are there, told again until there are so many rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Place)
        editor.create_model(Paper)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO floor_place SELECT c.id, c.name, n.name FROM places_city c"
            " JOIN places_country n ON n.id = c.country_id"
        )
        cursor.execute(
            "WITH RECURSIVE again(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM again WHERE n < 10)"
            " INSERT INTO floor_paper (title, status, starts, place_id)"
            " SELECT title, kind, starts_earliest, 1 + id % (SELECT count(*) FROM floor_place)"
            " FROM again, agreements_agreement LIMIT %s",
            [size],
        )


def newest() -> list[dict[str, Any]]:
    """Fifty rows."""
    fields = ("id", "title", "status", "starts", "place__name", "place__country")
    return list(Paper._default_manager.order_by("-starts", "-id").values(*fields)[:ROWS])


def rows(request: HttpRequest) -> HttpResponse:
    """A list of fifty rows."""
    return page("list.html", {"rows": newest()})


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One row and ten others of the same place."""
    paper = Paper._default_manager.select_related("place").get(pk=pk)
    others = list(Paper._default_manager.filter(place=paper.place).values("id", "title", "starts")[:10])
    return page("detail.html", {"paper": paper, "others": others})


def as_json(request: HttpRequest) -> HttpResponse:
    """Fifty rows as JSON."""
    return HttpResponse(json.dumps(newest(), default=str), content_type="application/json")


def search(request: HttpRequest) -> HttpResponse:
    """The best fifty of the matches, straight from the search index that Koinon keeps."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.label, e.href FROM search_words JOIN search_searchentry e ON e.id = search_words.rowid"
            " WHERE search_words MATCH %s ORDER BY rank LIMIT 50",
            [request.GET["q"]],
        )
        found = cursor.fetchall()
    return HttpResponse(json.dumps(found), content_type="application/json")


def page(name: str, context: dict[str, Any]) -> HttpResponse:
    """A rendered page."""
    return HttpResponse(engines["jinja2"].get_template(name).render(context))


urlpatterns = [
    path("list", rows),
    path("detail/<int:pk>", detail),
    path("json", as_json),
    path("search", search),
]
application = get_wsgi_application()

if __name__ == "__main__":
    fill(int(sys.argv[1]))
