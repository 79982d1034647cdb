"""A record is called by its name in the reader's language, at no cost, and the column follows every act."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests import factories
from tests.factories import make

from koinon.cooperation.agreements.models import AgreementTitle
from koinon.network.evidence.models import Title
from koinon.network.people.commands import record_person
from koinon.network.people.models import Body, BodyName, PersonName, PostTitle
from koinon.network.people.readers import SYSTEM
from koinon.network.places.models import CityName
from koinon.platform.audit.commands import act, undo
from koinon.platform.recording.tongues import tell_all

pytestmark = pytest.mark.django_db


def called(record: Body, language: str) -> str:
    record.refresh_from_db()
    with override(language):
        return str(record)


def test_the_column_follows_names_made_changed_removed_and_put_back() -> None:
    body = factories.make_body("Guangzhou Municipal People's Government")
    with act("x", by=None) as doing:
        name = doing.create(BodyName(key="n", body=body, text="广州市人民政府", language="zh-Hans"))
        doing.create(BodyName(key="m", body=body, text="Gobierno de Cantón", language="es"))
    assert called(body, "zh-hans") == "广州市人民政府"
    assert called(body, "es") == "Gobierno de Cantón"
    assert called(body, "en") == called(body, "fr") == "Guangzhou Municipal People's Government"
    with act("x", by=None) as doing:
        doing.change(name, text="广州市政府")
    assert called(body, "zh-hans") == "广州市政府"
    with act("x", by=None) as doing:
        doing.remove(name)
    assert called(body, "zh-hans") == body.name
    undo(doing.entry, by=None)
    assert called(body, "zh-hans") == "广州市政府"


def test_which_name_is_printed() -> None:
    body = factories.make_body("World Association")
    for kind, text in (("former", "旧名"), ("alias", "别名"), ("short", "简称"), ("acronym", "WA")):
        make(BodyName, body=body, text=text, kind=kind, language="zh-Hans")
    make(BodyName, body=body, text="過去的名", kind="official", language="zh-Hant", ends="1999")
    make(BodyName, body=body, text="World Association of the Major Cities", kind="official", language="en")
    tell_all()
    assert called(body, "zh-hans") == "简称"
    assert called(body, "en") == "World Association"  # the record is kept in English


def test_a_name_in_chinese_only_has_a_translation_for_others() -> None:
    body = factories.make_body("成都大学")
    make(BodyName, body=body, text="Chengdu University", language="en")
    tell_all()
    assert called(body, "en") == "Chengdu University"
    assert called(body, "fr") == "成都大学"


def test_undoing_what_made_a_record_with_its_names() -> None:
    with act("import", by=None) as doing:
        body = doing.create(Body(key="b", name="Metropolis"))
        doing.create(BodyName(key="n", body=body, text="世界大都市协会", language="zh-Hans"))
    assert called(body, "zh-hans") == "世界大都市协会"
    undo(doing.entry, by=None)
    assert not Body.objects.filter(key="b").exists()


def test_a_change_of_the_record_keeps_what_it_is_called() -> None:
    person = record_person({"name": "Wen Guohui", "family": "Wen"}, by=SYSTEM, on=date(2026, 1, 1))
    with act("x", by=None) as doing:
        doing.create(PersonName(key="n", person=person, text="温国辉", language="zh-Hans", kind="official"))
    with act("x", by=None) as doing:
        doing.change(person, note="as it was in memory before its name")
    person.refresh_from_db()
    with override("zh-hans"):
        assert (str(person), person.display()) == ("温国辉", "温国辉")
    assert person.display().startswith("WEN")


@pytest.fixture
def everything(home_network: Body) -> None:
    """One of everything that has a Chinese name."""
    city = factories.make_city("Guangzhou", key="guangzhou")
    make(CityName, city=city, text="广州", language="zh-Hans")
    body = factories.make_body("Guangzhou Government", key="government", kind="government", city=city)
    make(BodyName, body=body, text="广州市人民政府", language="zh-Hans")
    make(BodyName, body=home_network, text="世界大都市协会", language="zh-Hans")
    factories.make_membership(body, home_network)
    mayor = factories.make_person("Wen Guohui", key="mayor")
    make(PersonName, person=mayor, text="温国辉", language="zh-Hans", kind="official")
    post = factories.make_post("Mayor", body=body)
    make(PostTitle, post=post, text="广州市市长", language="zh-Hans")
    factories.make_role(person=mayor, post=post)
    agreement = factories.make_agreement("Memorandum", key="mou", parties=[body, home_network], ends="..")
    make(AgreementTitle, agreement=agreement, text="谅解备忘录", language="zh-Hans")
    factories.make_act(agreement)
    for record in (
        factories.make_event("Seminar", key="seminar", host=body, city=city),
        factories.make_meeting(title="Board", key="board", body=home_network),
        factories.make_programme("Cooperation", key="programme"),
        factories.make_document("Note", key="note", publisher=body),
    ):
        about = {"subject_kind": record.record_kind(), "subject_id": record.pk}
        make(Title, **about, text=f"题目{record.title}", language="zh-Hans")
    tell_all()


PAGES = {
    "/cities/": ["广州"],
    "/bodies/": ["广州市人民政府", "世界大都市协会"],
    "/people/": ["温国辉", "广州市市长"],
    "/members/": ["广州市人民政府", "广州"],
    "/agreements/": ["谅解备忘录", "广州市人民政府", "世界大都市协会"],
    "/agreements/mou/": ["谅解备忘录", "广州市人民政府"],
    "/cities/guangzhou/": ["广州市人民政府", "温国辉", "广州市市长", "谅解备忘录"],
    "/bodies/government/": ["广州市人民政府", "温国辉", "谅解备忘录", "题目Seminar"],
    "/people/mayor/": ["温国辉", "广州市市长", "广州市人民政府"],
    "/": ["世界大都市协会", "谅解备忘录"],
    "/map/": ["广州"],
    "/events/": ["题目Seminar"],
    "/meetings/": ["题目Board"],
    "/programmes/": ["题目Cooperation"],
    "/evidence/documents/": ["题目Note"],
    "/events/seminar/": ["题目Seminar", "Seminar"],
}


@pytest.mark.parametrize("address", PAGES)
def test_names_on_pages_in_as_many_statements_as_in_english(
    address: str, everything: None, client: Client
) -> None:
    counts = []
    for language in ("en", "zh-Hans"):
        with override("en"):  # a request leaves its language behind
            client.get(address, headers={"accept-language": language})
        with override("en"), CaptureQueriesContext(connection) as asked:
            page = client.get(address, headers={"accept-language": language}).content.decode()
        counts.append(len(asked))
        told = page.partition("<main")[2].partition("</main>")[0]
        for name in PAGES[address]:
            assert (name in told) or language == "en", name
    assert counts[0] == counts[1]
