"""The dry run: what would be created, changed, matched and doubted, and every wrong cell by its place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from tests import factories
from tests.site.exchange.books import dry_run, reasons, settled, xlsx

from koinon.network.people.models import BodyIdentifier, Person, Role
from koinon.network.places.models import CityName, Country
from koinon.site.exchange.opening import open_bytes
from koinon.site.exchange.planning import plan
from koinon.site.exchange.plans import Plan

pytestmark = pytest.mark.django_db

BODIES = "key,name,kind,ends\nmetropolis,Metropolis,network,open\n"
POSTS = "key,body,title,seats\npresident,metropolis,President,1\n"
PEOPLE = "key,name\ndenis,Denis Coderre\nada,Ada Lovelace\n"


def actions(found: Plan) -> dict[str, str]:
    return {row.key: row.action for row in found.rows}


def test_an_empty_record_takes_in_everything() -> None:
    found = dry_run(
        bodies=BODIES,
        posts=POSTS,
        people=PEOPLE,
        roles="key,person,post,of,starts,ends\nr,denis,president,metropolis,2014,2017\n",
    )
    assert found.totals == {"create": 5, "change": 0, "match": 0, "doubt": 0, "error": 0}
    assert found.can_be_applied
    assert not Person.objects.exists()


def test_what_is_on_record_is_matched_and_what_differs_is_changed_field_by_field() -> None:
    factories.make_person("Denis Coderre", key="denis", given="Denis", family="Coderre")
    factories.make_person("Ada Lovelace", key="ada", given="Ada", family="Lovelace")
    found = dry_run(people="key,name,family\ndenis,Denis Coderre,Coderre\nada,Ada Lovelace,King\n")
    assert actions(found) == {"denis": "match", "ada": "change"}
    (difference,) = found.rows[1].differences
    assert (difference.field, difference.before, difference.after) == ("family", "Lovelace", "King")


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_cell_empties() -> None:
    factories.make_person("Ada Lovelace", key="ada", honorific="Lady", audience="members")
    assert actions(dry_run(people="key,name\nada,Ada Lovelace\n")) == {"ada": "match"}
    found = dry_run(people="key,name,honorific,audience\nada,Ada Lovelace,,\n")
    assert [(one.field, one.after) for one in found.rows[0].differences] == [("honorific", "")]


def test_every_wrong_cell_is_named_by_sheet_row_and_column() -> None:
    found = dry_run(
        bodies=BODIES,
        people="name,key,died\nDenis Coderre,denis,\n,ada,\nEve,eve,2016-02-31\n",
        posts="key,body,title,seats\npresident,metropolys,President,one\n",
    )
    assert [place for place, _reason in reasons(found)] == [
        "people!A3",
        "people!C4",
        "posts!B2",
        "posts!D2",
    ] or sorted(place for place, _reason in reasons(found)) == [
        "people!A3",
        "people!C4",
        "posts!B2",
        "posts!D2",
    ]
    by_place = dict(reasons(found))
    assert "must be filled" in by_place["people!A3"]
    assert "not a date" in by_place["people!C4"]
    assert "did you mean “metropolis”" in by_place["posts!B2"]
    assert "whole number" in by_place["posts!D2"]
    assert not found.can_be_applied


def test_the_reasons_are_in_the_readers_language() -> None:
    with override("en"):
        english = dry_run(posts="key,body,title,seats\np,nobody,P,one\n")
    assert "whole number" in english.wrong[1].reason


@pytest.mark.parametrize(
    ("country", "said"),
    [
        ("XX", "such as CN"),
        ("Frankreich", "such as CN"),
        ("中国", "“CN”"),
        ("Spain", "did you mean “ES”"),
        ("Chnia", "did you mean “CN”"),
    ],
)
def test_an_unknown_country(country: str, said: str) -> None:
    for key, name in (("es", "Spain"), ("cn", "China")):
        factories.make_country(key, name=name) if not known(key) else None
    found = dry_run(bodies=f"key,name,country\nm,M,{country}\n")
    assert said in found.wrong[0].reason


def known(key: str) -> bool:
    return Country.objects.filter(key=key).exists()


def test_unknown_sheets_and_columns_with_what_was_meant() -> None:
    found = dry_run(rolse="key\nx\n", people="key,naem,name\nx,X,X\n", zzz="key\nx\n")
    assert reasons(found) == [
        ("rolse", "There is no sheet “rolse”; did you mean “roles”?"),
        ("people!B1", "The sheet “people” has no column “naem”; did you mean “name”?"),
        ("zzz", "There is no sheet “zzz”. The template shows the sheets there are."),
    ]


def test_a_wrong_workbook_altogether() -> None:
    found = plan(open_bytes(xlsx(Budget=[["Quarter", "Euro"], ["I", 5]]), "budget.xlsx"))
    assert "no sheet “Budget”" in found.wrong[0].reason
    assert plan(open_bytes(xlsx(people=[]), "empty.xlsx")).wrong


def test_a_column_twice_and_a_column_without_a_header() -> None:
    found = dry_run(people="key,name,name,\nx,X,X,stray\n")
    assert [reason for _place, reason in reasons(found)][:2] == [
        "The column “name” stands twice.",
        "This column has no header.",
    ]


def test_cells_that_hold_no_value_are_wrong() -> None:
    content = xlsx(people=[["key", "name"], ["ada", "=1+1"], ["bob", "#N/A"]])
    assert [place for place, _reason in reasons(plan(open_bytes(content, "n.xlsx")))] == [
        "people!B2",
        "people!B3",
    ]


def test_rows_keep_the_numbers_they_have_on_the_screen() -> None:
    found = plan(open_bytes(xlsx(people=[[], ["key", "name"], [], ["x", None], ["y", "Y"]]), "n.xlsx"))
    assert reasons(found)[0][0] == "people!B4"
    assert [row.number for row in found.rows] == [4, 5]


def test_the_same_key_twice_and_the_same_thing_twice() -> None:
    found = dry_run(people="key,name\nada,Ada\nada,Ada L\n,Bob\n,Bob\n")
    assert [place for place, _reason in reasons(found)] == ["people!A3", "people!B5"]
    assert "Row 2 says the same" in found.wrong[0].reason


def test_a_row_without_a_key_gets_one_made_of_what_tells_it_apart_and_matches_itself() -> None:
    city = factories.make_city("Guangzhou", key="guangzhou")
    factories.make(CityName, key="odd", city=city, text="广州", language="zh", kind="short")
    found = dry_run(
        city_names="city,text,language,kind\nguangzhou,广州,zh,short\nguangzhou,Canton,en,former\n"
    )
    assert actions(found) == {"odd": "match", "guangzhou-en-former-canton": "create"}


def test_a_person_of_the_same_name_is_doubted_until_somebody_chooses() -> None:
    factories.make_person("Zhang Wei", key="zhang-wei", note="of Chengdu")
    sheet = "name,note\nZhang Wei,of Guangzhou\n"
    found = dry_run(people=sheet)
    assert (found.totals["doubt"], found.can_be_applied) == (1, False)
    assert [one.answer for one in found.doubts[0].candidates] == ["zhang-wei", "new"]
    assert actions(settled("people:2", "new", people=sheet)) == {"zhang-wei-2": "create"}
    assert actions(settled("people:2", "zhang-wei", people=sheet)) == {"zhang-wei": "change"}
    assert actions(dry_run(people="name,note\nZhang Wei,of Chengdu\n")) == {"zhang-wei": "match"}


def test_a_role_that_overlaps_in_a_post_of_one_seat() -> None:
    post = factories.make_post("President", key="president", body=factories.make_body(key="metropolis"))
    factories.make_role(post=post, person=factories.make_person(key="denis"), starts="2014", ends="2017")
    roles = "key,person,post,starts,ends,acting\nr,ada,president,{},{},{}\n"
    for told, wrong in (
        (("2016-05", "2018", "no"), 1),
        (("2016-05", "2018", "yes"), 0),
        (("2017", "2018", "no"), 0),
    ):
        found = dry_run(people="key,name\nada,Ada\n", roles=roles.format(*told))
        assert len(found.wrong) == wrong, told
    assert (
        "held by"
        in dry_run(people="key,name\nada,Ada\n", roles=roles.format("2016", "2018", "no")).wrong[0].reason
    )


def test_death_and_the_end_of_a_body_free_a_seat() -> None:
    """As the seats by hand: an end that nobody wrote into the role itself counts all the same."""
    gone = factories.make_body(key="gone", ends="2015")
    post = factories.make_post("President", key="president", body=factories.make_body(key="metropolis"))
    factories.make_role(post=post, holder=gone, starts="2014", ends="..")
    roles = "key,person,holder,post,starts,ends\nr,ada,,president,2016,2018\n"
    assert not dry_run(people="key,name\nada,Ada\n", roles=roles).wrong
    both = roles + "s,bob,,president,2019,..\nt,eve,,president,2020-05,..\n"
    living = "key,name,died\nada,Ada,\neve,Eve,\nbob,Bob,"
    assert len(dry_run(people=living + "\n", roles=both).wrong) == 2
    assert not dry_run(people=living + "2020-02\n", roles=both).wrong
    # The workbook may also take an end back.
    bodies = "key,name,ends\ngone,Gone,open\n"
    assert len(dry_run(bodies=bodies, people="key,name\nada,Ada\n", roles=roles).wrong) == 1


def test_a_role_is_in_the_body_of_its_post() -> None:
    factories.make_post(
        "President", key="president", body=factories.make_body(key="metropolis"), for_bodies=True
    )
    factories.make_body(key="other")
    sheets = {"people": "key,name\nada,Ada\n"}
    found = dry_run(**sheets, roles="key,person,post,of\nr,ada,president,other\n")
    assert [reason for _place, reason in reasons(found)] == [
        "The post “president” is in the body “metropolis”.",
        "The post “president” is reserved to bodies.",
    ]
    filled = dry_run(roles="key,holder,post\nr,other,president\n")
    assert filled.rows[0].values["of"] == "metropolis"


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"roles": "key,person,holder,of,title\nr,,,m,T\n"}, "Fill either “person” or “holder”"),
        ({"roles": "key,holder,of\nr,m,m\n"}, "Fill “post” or “title”"),
        ({"memberships": "key,body,network\nx,m,m\n"}, "must differ"),
        (
            {"people": "key,name\nx,X\n", "bodies": "key,name,starts,ends\nb,B,2020,2019\n"},
            "lies before the start",
        ),
        ({"bodies": "key,name,parent\na,A,b\nb,B,a\n"}, "in a circle"),
        ({"bodies": "key,name,parent\na,A,zzz\n"}, "no key of “bodies”"),
        ({"citations": "document,subject\nd,people\n"}, "no key of “documents”"),
        ({"documents": "key,title\nd,D\n", "citations": "document,subject\nd,m\n"}, "sheet and the key"),
        (
            {"documents": "key,title\nd,D\n", "citations": "document,subject,field\nd,bodies:m,nmae\n"},
            "no column",
        ),
        ({"body_identifiers": "body,scheme,value\nm,wikidata,Q1\nm,wikidata,Q1\n"}, "says the same"),
        ({"body_identifiers": "key,body,scheme,value\na,m,ror,1\nb,n,ror,1\n"}, "has the same scheme, value"),
    ],
)
def test_what_cannot_be(sheets: dict[str, str], said: str) -> None:
    factories.make_body("M", key="m")
    factories.make_body("N", key="n")
    assert said in " ".join(reason for _place, reason in reasons(dry_run(**sheets)))


def test_what_is_unique_may_move_within_one_workbook() -> None:
    body = factories.make_body("M", key="m")
    factories.make(BodyIdentifier, key="a", body=body, scheme="ror", value="1")
    factories.make(BodyIdentifier, key="b", body=body, scheme="ror", value="2")
    found = dry_run(body_identifiers="key,body,scheme,value\na,m,ror,2\nb,m,ror,3\n")
    assert actions(found) == {"a": "change", "b": "change"}


def test_a_city_needs_only_its_name_and_country() -> None:
    found = dry_run(cities="key,name,country\nguangzhou,Guangzhou,cn\n")
    values = found.rows[0].values
    assert (values["geonames_id"], values["time_zone"], values["division"]) == (
        1809858,
        "Asia/Shanghai",
        "Guangdong",
    )
    assert found.rows[0].key == "guangzhou"


def test_a_city_that_could_be_several_is_doubted_with_candidates() -> None:
    sheet = "name,country\nSuzhou,CN\n"
    found = dry_run(cities=sheet)
    assert found.totals["doubt"] == 1
    assert len(found.doubts[0].candidates) >= 3  # two places and "none of these"
    chosen = found.doubts[0].candidates[0]
    found = settled("cities:2", chosen.answer, cities=sheet)
    assert (found.totals["create"], found.rows[0].values["geonames_id"]) == (1, int(chosen.answer))
    assert settled("cities:2", "none", cities=sheet).rows[0].values["latitude"] is None
    assert dry_run(cities="name,country,division\nSuzhou,CN,Jiangsu\n").totals["create"] == 1


def test_a_time_zone_that_no_clock_knows() -> None:
    found = dry_run(events="title,starts,time_zone\nT,2020,Mars/Phobos\nU,2020,Europe/Madrid\n")
    assert [(one.place, one.reason) for one in found.wrong] == [
        ("events!C2", "There is no such time zone. Write one like Europe/Madrid.")
    ]


def test_a_city_with_the_number_of_another_country() -> None:
    found = dry_run(cities="key,name,country,geonames_id\nx,Guangzhou,ES,1809858\n")
    assert "GeoNames 1809858 is Guangzhou in CN" in found.wrong[0].reason


def test_a_city_on_record_is_not_asked_about_again() -> None:
    factories.make_city("Suzhou", key="suzhou", latitude=31.3, longitude=120.6, time_zone="Asia/Shanghai")
    assert actions(dry_run(cities="key,name,country\nsuzhou,Suzhou,CN\n")) == {"suzhou": "match"}


def statements(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_as_many_statements_for_one_row_as_for_a_thousand() -> None:
    def sheets(rows: int) -> dict[str, str]:
        people = "key,name\n" + "".join(f"p{n},Person {n}\n" for n in range(rows))
        roles = "person,title,of,starts\n" + "".join(f"p{n},Member,m,2020\n" for n in range(rows))
        return {"bodies": "key,name\nm,M\n", "people": people, "roles": roles}

    factories.make_role(person=factories.make_person(key="p0"))
    one = statements(lambda: dry_run(**sheets(1)))
    assert statements(lambda: dry_run(**sheets(1000))) == one
    assert one <= 12


def test_the_digest_is_the_same_until_the_record_changes() -> None:
    person = factories.make_person("Ada", key="ada")
    sheet = "key,name,note\nada,Ada,new\n"
    before = dry_run(people=sheet).digest
    assert dry_run(people=sheet).digest == before
    Person.objects.filter(pk=person.pk).update(version=2)
    assert dry_run(people=sheet).digest != before
    assert not Role.objects.exists()
