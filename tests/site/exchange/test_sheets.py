"""The workbook has a sheet for everything people record, and a column for every field of it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from koinon.platform.audit.models import Record
from koinon.platform.dates.fields import day_columns
from koinon.site.exchange.describing import describe
from koinon.site.exchange.sheets import Sheet, workbook

# Files travel with a backup, findings are worked out again, and countries are given.
NOT_IN_THE_WORKBOOK = {
    "evidence.DocumentVersion",
    "calls.EntryFile",
    "evidence.Finding",
    "places.Country",
    # Work under way: what the engine answered, what cities and guests said. It travels with a backup.
    # Judging under way, and its signed results: they travel with a backup.
    "awards.Allotment",
    "awards.Assignment",
    "awards.Conflict",
    "awards.Juror",
    "awards.Panel",
    "awards.Phase",
    "awards.Result",
    "awards.Review",
    "awards.JuryScore",
    "awards.Standing",
    "awards.Turn",
    # For the pair alone.
    "evaluation.Assessment",
    "evaluation.Side",
    # Signed, and named after people who may wish to be forgotten; certificates travel with a backup.
    "learning.Certificate",
    # They follow from using the site, and speak of people.
    "learning.Attempt",
    "learning.Enrolled",
    "learning.Enrolment",
    "grants.FrozenLine",
    # Handed in behind a signed link; the day it came stands with the scholarship.
    "grants.ScholarReport",
    "pairing.CityAnswer",
    "pairing.ProposedPair",
    "pairing.Report",
    "pairing.Scenario",
    "visits.Correction",
    # What was published stands on the facts of its day.
    "publishing.Quote",
    "publishing.Story",
    "publishing.StoryFact",
    "publishing.StoryText",
    "confirmations.Confirmation",
    "confirmations.Remark",
}
# Worked out from other columns, or belonging to whoever enters the row.
NOT_COLUMNS = {"id", "version", "folded", "spoken", "length_months", "account", "entered_by", "entered_at"}


def test_every_record_has_a_sheet() -> None:
    ours = [model for model in apps.get_models() if issubclass(model, Record)]
    without = {model._meta.label for model in ours} - {
        sheet.model._meta.label for sheet in workbook().values()
    }
    assert without == NOT_IN_THE_WORKBOOK


@pytest.mark.parametrize("sheet", workbook().values(), ids=lambda sheet: sheet.name)
def test_every_field_has_a_column(sheet: Sheet) -> None:
    stored = {name for column in sheet.columns.values() for name in column.stored}
    by_acts = {field.name for field in sheet.model._meta.concrete_fields if not field.editable}
    lacking = set(own_fields(sheet.model)) - set(sheet.columns) - stored - NOT_COLUMNS - by_acts
    assert not lacking


@pytest.mark.parametrize("sheet", workbook().values(), ids=lambda sheet: sheet.name)
def test_what_is_pointed_at_comes_first(sheet: Sheet) -> None:
    order = [one.model for one in workbook().values()]
    for column in sheet.columns.values():
        if column.target in order:
            assert order.index(column.target) <= order.index(sheet.model)


@pytest.mark.parametrize("sheet", workbook().values(), ids=lambda sheet: sheet.name)
def test_every_column_is_explained_and_identity_is_made_of_columns(sheet: Sheet) -> None:
    assert all(describe(sheet, column) for column in sheet.columns.values())
    assert {*sheet.identifying, *sheet.called.split(), *sheet.kept.split()} <= set(sheet.columns)
    assert all(set(names) <= set(sheet.columns) for names in sheet.unique)


def own_fields(model: type[models.Model]) -> Iterator[str]:
    days = {column for field in model._meta.private_fields for column in day_columns(field.name)}
    for field in (*model._meta.concrete_fields, *model._meta.private_fields):
        if field.name not in days:
            yield field.name
