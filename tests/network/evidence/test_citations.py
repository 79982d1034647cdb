"""Citations, and the superscripts a page makes of them."""

from datetime import datetime

import pytest
from tests import factories

from koinon.network.evidence.citations import Place
from koinon.network.evidence.commands import change_citation, cite, remove_citation
from koinon.network.evidence.models import Citation
from koinon.network.evidence.queries import marks
from koinon.network.people.models import Audience
from koinon.network.people.readers import PUBLIC, Reader
from koinon.platform.audit.commands import act, undo
from koinon.platform.audit.models import Entry
from koinon.platform.errors import NotAllowed


@pytest.mark.parametrize(
    ("words", "kind", "locator", "shown"),
    [
        ("§ 3", "paragraph", "3", "§ 3"),
        ("paragraph 3", "paragraph", "3", "§ 3"),
        ("3", "paragraph", "3", "§ 3"),
        ("第3段", "paragraph", "3", "§ 3"),
        ("p. 4", "page", "4", "p. 4"),
        ("pp. 4-5", "page", "4-5", "p. 4–5"),
        ("120–180", "characters", "120–180", "chars 120–180"),
        ("chars 120-180", "characters", "120-180", "chars 120–180"),
        ("  ", "whole", "", ""),
    ],
)
def test_a_place_is_read_as_people_write_it(words: str, kind: str, locator: str, shown: str) -> None:
    place = Place.read(words)
    assert (place.kind, place.locator, str(place)) == (kind, locator, shown)


def test_citing_a_field(secretariat: Reader, moment: datetime) -> None:
    role, document = factories.make_role(), factories.make_document("A note")
    made = cite(document, role, field="starts", place=Place.read("§ 3"), by=secretariat, moment=moment)
    kept = Citation.objects.get()
    assert made == kept
    assert (kept.subject_kind, kept.subject_id, kept.field) == ("people.role", role.pk, "starts")
    assert (str(kept), kept.strength, kept.entered_by) == ("A note, § 3", "stated", secretariat.user)
    assert kept.entered_at == moment
    assert Entry.objects.get().verb == "cite"


def test_citing_the_same_twice_leaves_one(secretariat: Reader, moment: datetime) -> None:
    role, document = factories.make_role(), factories.make_document()
    for _time in range(2):
        cite(document, role, place=Place.read("p. 4"), by=secretariat, moment=moment)
    cite(document, role, place=Place.read("p. 5"), by=secretariat, moment=moment)
    assert sorted(Citation.objects.values_list("locator", flat=True)) == ["4", "5"]


def test_a_body_can_be_cited_though_it_has_a_kind_of_its_own(secretariat: Reader, moment: datetime) -> None:
    cite(factories.make_document(), factories.make_body(), by=secretariat, moment=moment)
    assert Citation.objects.get().subject_kind == "people.body"


def test_changing_and_taking_back(secretariat: Reader) -> None:
    citation = factories.make_citation(factories.make_role())
    change_citation(citation, {"locator_kind": "page", "locator": "9"}, by=secretariat)
    assert str(Citation.objects.get().place) == "p. 9"
    remove_citation(citation, by=secretariat)
    assert not Citation.objects.exists()


def test_nobody_else_cites(outsider: Reader, moment: datetime) -> None:
    role, document = factories.make_role(), factories.make_document()
    citation = factories.make_citation(role)
    with pytest.raises(NotAllowed):
        cite(document, role, by=outsider, moment=moment)
    with pytest.raises(NotAllowed):
        change_citation(citation, {"locator": "1"}, by=outsider)
    with pytest.raises(NotAllowed):
        remove_citation(citation, by=outsider)
    assert Citation.objects.count() == 1


# Marks


def test_documents_are_numbered_in_the_order_of_their_first_mark(db: None) -> None:
    first, second = factories.make_role(), factories.make_role()
    note, minutes = (
        factories.make_document("A note"),
        factories.make_document("Minutes", published="2016-10-14"),
    )
    factories.make_citation(first, document=note, locator_kind="paragraph", locator="2")
    factories.make_citation(second, document=minutes)
    factories.make_citation(second, document=note, field="starts")

    sources = marks([first, second, None], PUBLIC)
    assert [one.number for one in sources.marks(second)] == [1]
    assert [one.number for one in sources.marks(first)] == [2]
    assert [one.number for one in sources.marks(second, "starts")] == [2]
    assert sources.marks(second, "ends") == []
    assert [one.number for one in sources.every(second)] == [1, 2]
    assert [(one.number, one.title, one.note) for one in sources.documents] == [
        (1, "Minutes", "14 October 2016"),
        (2, "A note", "date unknown"),
    ]


def test_a_mark_says_where_how_who_and_when(db: None) -> None:
    role = factories.make_role()
    citation = factories.make_citation(
        role,
        document=factories.make_document("A note", key="a-note"),
        locator_kind="paragraph",
        locator="2",
        strength="inferred",
    )
    (mark,) = marks([role], PUBLIC).marks(role)
    assert mark.href == f"/evidence/documents/a-note/?mark={citation.key}#mark"
    assert mark.title == "A note, § 2 (inferred); entered by the system on 5 Jan 2026"


def test_two_places_in_one_document_make_one_mark(db: None) -> None:
    role, document = factories.make_role(), factories.make_document("A note")
    for locator in "24":
        factories.make_citation(role, document=document, locator_kind="page", locator=locator)
    (mark,) = marks([role], PUBLIC).marks(role)
    assert "p. 2" in mark.title
    assert "p. 4" in mark.title


def test_who_entered_it_is_told_to_the_secretariat_and_hidden_from_others(
    secretariat: Reader, coordinator: Reader
) -> None:
    role, user = factories.make_role(), factories.make_user("clerk@example.org")
    factories.make_citation(role, entered_by=user)
    told = {who: marks([role], who).marks(role)[0].title for who in (secretariat, coordinator, PUBLIC)}
    assert "clerk@example.org" in told[secretariat]
    assert "clerk" not in told[coordinator]
    assert "entered by the secretariat" in told[PUBLIC]

    factories.make_person("Clara Clerk", account=user)
    assert "entered by Clara Clerk" in marks([role], PUBLIC).marks(role)[0].title


def test_a_document_one_may_not_see_leaves_no_mark(secretariat: Reader, outsider: Reader) -> None:
    role = factories.make_role()
    factories.make_citation(role, document=factories.make_document(audience=Audience.SECRETARIAT))
    assert marks([role], outsider).every(role) == []
    assert marks([role], outsider).documents == []
    assert len(marks([role], secretariat).every(role)) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_one_statement_for_a_page_of_any_length(
    db: None, rows: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    shown = [factories.make_role() for _row in range(rows)]
    for role in shown:
        factories.make_citation(role, entered_by=factories.make_user())
    with django_assert_num_queries(1):  # type: ignore[operator]
        sources = marks(shown, PUBLIC)
        assert [len(sources.marks(role)) for role in shown] == [1] * rows
        assert len(sources.documents) == rows


def test_no_statement_for_an_empty_page(db: None, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert marks([], PUBLIC).documents == []


# Removing and merging what is cited


def test_removing_a_record_removes_its_citations_and_undo_brings_both_back(db: None) -> None:
    role = factories.make_role()
    citation = factories.make_citation(role)
    with act("remove_role", by=None) as doing:
        doing.remove(role)
    assert not Citation.objects.exists()
    undo(doing.entry, by=None)
    assert Citation.objects.get() == citation


def test_merging_two_people_keeps_every_citation_once(secretariat: Reader) -> None:
    from datetime import date

    from koinon.network.people.merging import merge_people

    stays, goes = factories.make_person("Agnès Bickart"), factories.make_person("Agnès Charlotte Bickart")
    shared, only = factories.make_document(), factories.make_document()
    for person in (stays, goes):
        factories.make_citation(person, document=shared)
    factories.make_citation(goes, document=only)
    merge = merge_people(stays, goes, by=secretariat, on=date(2022, 6, 1))
    about = Citation.objects.filter(subject_kind="people.person")
    assert set(about.values_list("document", "subject_id")) == {(shared.pk, stays.pk), (only.pk, stays.pk)}
    undo(merge.entry, by=None)
    assert about.filter(subject_id=goes.pk).count() == 2
