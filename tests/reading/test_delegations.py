"""Lists of delegations as they are pasted: people, posts, interpreter, and the places they were read from."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.project.delegation_command import main
from koinon.reading.claims import DelegationClaim
from koinon.reading.delegations import read_delegation

RUNNING = (
    "We had the pleasure to welcome a delegation from the Lodz City Hall. It was made up of Ms. NOWAK Zofia, Member of "
    "the Executive Committee of the Lodz Region and Deputy Mayor of Lodz; Mr. WÓJCIK Jan, Director, Office of Culture, "
    "Sport and Tourism of Lodz, Mr. LI Na, Interpreter, Foreign Affairs Office of Lodz.\n\n"
    "The new Secretary General, Mr Pau Ferrer, thanked them."
)
LINES = """Dear colleagues,

our delegation:

1. Mr. Tomasz Nowak, Mayor of Kraków and President of the Union of Polish Towns
2. Ms Ada Puig – Deputy Mayor of Sabadell
3. Gérard Petit, Maire de Bron, Président de la Métropole de Bron
4. Sra. Ana Ruiz, Directora de Relaciones Internacionales del Ayuntamiento de Soria
5. LIU Yang (Interpreter)
6. Prof. Dr. Jan van der Berg\tDeputy Director\tCity of Breda

Best regards,
Anna
"""
CHINESE = """市代表团名单：
团长：王小明  中共某市委常委、秘书长
李建国先生，某市商务局局长
3、张丽，某市文化局副局长
某市外事办公室翻译 陈晓
欧阳娜（某市外办副主任）
"""


def posts(claim: DelegationClaim, name: str) -> list[tuple[str, str]]:
    [person] = [person for person in claim.people if person.name == name]
    return [(post.title, post.body) for post in person.posts]


def test_running_text_gives_the_list_and_leaves_out_the_host() -> None:
    claim = read_delegation(RUNNING)
    assert [person.name for person in claim.people] == ["NOWAK Zofia", "WÓJCIK Jan", "LI Na"]
    assert [person.name for person in claim.mentioned] == ["Pau Ferrer"]
    assert claim.visitor == "Lodz City Hall"


def test_two_posts_at_once_are_two() -> None:
    assert posts(read_delegation(RUNNING), "NOWAK Zofia") == [
        ("Member of the Executive Committee", "Lodz Region"),
        ("Deputy Mayor", "Lodz"),
    ]


def test_a_college_named_before_its_body_is_of_that_body() -> None:
    claim = read_delegation(
        "1. Mr. LI Bo, Member of the Standing Committee and Secretary General, Party of Port"
    )
    assert posts(claim, "LI Bo") == [
        ("Member of the Standing Committee", "Party of Port"),
        ("Secretary General", "Party of Port"),
    ]


def test_commas_and_an_and_inside_a_body_stay_inside() -> None:
    assert posts(read_delegation(RUNNING), "WÓJCIK Jan") == [
        ("Director", "Office of Culture, Sport and Tourism of Lodz")
    ]


def test_capitals_tell_the_family_name() -> None:
    first = read_delegation(RUNNING).people[0]
    assert (first.family, first.given, first.family_first, first.honorific) == ("Nowak", "Zofia", True, "Ms.")


@pytest.mark.parametrize(
    ("line", "name", "honorific"),
    [
        ("Ms. HE Yun 何云, Director, City of Port", "HE Yun", "Ms."),
        ("HE Yun, Director, UN Office", "HE Yun", ""),
        ("HE Mr. WANG Li, Mayor, City of Port", "WANG Li", "HE Mr."),
        ("HE John SMITH, Ambassador, Embassy of Port", "John SMITH", "HE"),
        ("H.E. Ms. LI Na, Mayor, City of Port", "LI Na", "H.E. Ms."),
    ],
)
def test_he_is_a_surname_unless_it_says_excellency(line: str, name: str, honorific: str) -> None:
    (person,) = read_delegation(f"1. {line}\n").people
    assert (person.name, person.honorific) == (name, honorific)


def test_the_interpreter_is_known_in_three_languages() -> None:
    assert [p.name for p in read_delegation(RUNNING).people if p.interpreter] == ["LI Na"]
    assert [p.name for p in read_delegation(LINES).people if p.interpreter] == ["LIU Yang"]
    assert [p.name for p in read_delegation(CHINESE).people if p.interpreter] == ["陈晓"]


def test_numbered_lines_with_and_without_forms_of_address() -> None:
    claim = read_delegation(LINES)
    assert [person.name for person in claim.people] == [
        "Tomasz Nowak",
        "Ada Puig",
        "Gérard Petit",
        "Ana Ruiz",
        "LIU Yang",
        "Jan van der Berg",
    ]
    assert posts(claim, "Gérard Petit") == [("Maire", "Bron"), ("Président", "Métropole de Bron")]
    assert posts(claim, "Ana Ruiz") == [("Directora de Relaciones Internacionales", "Ayuntamiento de Soria")]
    assert posts(claim, "Jan van der Berg") == [("Deputy Director", "City of Breda")]
    assert claim.people[5].family == "van der Berg"


def test_chinese_lines_with_the_name_first_or_last() -> None:
    claim = read_delegation(CHINESE)
    assert [person.name for person in claim.people] == ["王小明", "李建国", "张丽", "陈晓", "欧阳娜"]
    assert posts(claim, "王小明") == [("常委", "中共某市委"), ("秘书长", "中共某市委")]
    assert [(p.family, p.given) for p in claim.people][-1] == ("欧阳", "娜")
    assert [person.name for person in claim.people if person.leader] == ["王小明"]


def test_a_line_of_the_list_that_says_nothing_readable_is_given_back() -> None:
    text = "1. Mr. Tomasz Nowak, Mayor of Kraków\n2. two drivers\n3. Ms Ada Puig, Deputy Mayor of Sabadell"
    claim = read_delegation(text)
    assert [text[slice(*place)] for place in claim.unread] == ["2. two drivers"]


@given(st.text(alphabet=st.sampled_from("Mr. CHENguo,;\n陈国先生、主任 Director of-–()1"), max_size=120))
def test_every_place_lies_in_the_text_and_nothing_is_made_up(text: str) -> None:
    claim = read_delegation(text)
    for person in (*claim.people, *claim.mentioned):
        assert (
            person.name in text[slice(*person.place)]
            or person.place[0] <= text.find(person.name) < person.place[1]
        )
        for post in person.posts:
            assert text[slice(*post.place)].startswith(post.title) or post.title in text[slice(*post.place)]


@given(st.permutations(["Ada Puig", "Gérard Petit", "Jan Wójcik", "Ana Ruiz"]))
def test_the_order_is_the_order_of_the_list(names: list[str]) -> None:
    text = "\n".join(f"{number}. {name}, Deputy Mayor of Bron" for number, name in enumerate(names, 1))
    assert [person.name for person in read_delegation(text).people] == names


def test_the_command_prints_what_was_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.txt"
    file.write_text(LINES, encoding="utf-8")
    assert main([str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [person["order"] for person in found["people"]] == [1, 2, 3, 4, 5, 6]
    assert found["people"][4]["interpreter"] is True
    start, end = found["people"][0]["posts"][0]["span"]
    assert LINES[start:end] == "Mayor of Kraków"


def test_the_command_says_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "missing.txt")]) == 2
    (tmp_path / "latin.txt").write_bytes(b"M\xe1laga")
    assert main([str(tmp_path / "latin.txt")]) == 2
    assert "UTF-8" in capsys.readouterr().err
