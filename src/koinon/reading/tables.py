"""A list copied as a table: a line that names the columns, then one person a line, cells set apart by tabs or bars."""

import re
from collections.abc import Iterator
from dataclasses import replace

from koinon.reading import han
from koinon.reading.claims import PersonClaim, Place, PostClaim
from koinon.reading.names import HONORIFICS, WrittenName, read_name
from koinon.reading.posts import read_posts
from koinon.reading.titles import INTERPRETS, LEADS

WORDED = {
    "name": "name;names;full name;participant;participants;delegate;nom et prénom;nom et prénoms;nom;nombre;nombres;"
    "nombre y apellidos;nombre completo;姓名;名字",
    "family": "surname;last name;family name;apellido;apellidos;nom de famille;姓",
    "given": "given name;given names;first name;first names;forename;forenames;prénom;prénoms;nombre de pila;名",
    "honorific": "mr/ms;mr/mrs;mr./ms.;salutation;civilité;tratamiento;称谓;稱謂;称呼",
    "title": "title;position;positions;post;posts;function;job title;role;cargo;cargos;puesto;función;fonction;fonctions;"
    "poste;titre;qualité;职务;職務;职位;職位;头衔;"
    "单位及职务;工作单位及职务;单位职务;单位及职位;职务职称;单位及職務;職稱;职称;title and organisation;"
    "title and organization;position and institution;cargo e institución;titre et organisme",
    "body": "organisation;organization;institution;body;employer;affiliation;company;department;unit;city;entity;entidad;"
    "organismo;institución;organización;organisme;ville;ciudad;municipality;单位;單位;工作单位;部门;部門;所在单位;机构;機構;公司",
    "": "no;no.;n°;nº;#;number;número;numéro;gender;sex;sexo;sexe;remarks;remark;notes;note;email;e-mail;mail;phone;"
    "tel;telephone;country;país;pays;language;languages;passport;序号;序號;性别;性別;备注;備註;电话;邮箱;国籍;"
    "编号;排序;护照号;护照号码;出生日期;出生年月;联系方式;手机;"
    "passport no;passport no.;passport number;"
    "date of birth;dob;birth date;nationality;nacionalidad;pasaporte;fecha de nacimiento;"
    "nationalité;passeport;date de naissance;"
    "dietary requirements;diet;arrival;flight;room;hotel;m/f;interpreter;intérprete",
}
HEADINGS = {word: column for column, words in WORDED.items() for word in words.split(";")}
PART_OF_A_NAME = {"nom": "family", "nombre": "given", "nombres": "given", "name": "given", "names": "given"}
SET_APART = re.compile(r"[\t|、/，,;；]+|\s{2,}")
RULE = re.compile(r"[\s|:+=\-–—_]+")
FIRST_LINES = 4
BLANK = " ;\u3000\r"
"""What stands around the words of a cell; a hidden address is semicolons."""

Cells = list[Place]
Columns = dict[str, int]


def read_table(text: str, lines: list[Place]) -> list[PersonClaim] | None:
    """The people of a table in its order, or None where no line of the first few names its columns."""
    for at, line in enumerate(lines[:FIRST_LINES]):
        mark = "\t" if "\t" in text[slice(*line)] else "|"
        columns = _columns([text[slice(*cell)] for cell in _cells(text, line, mark)])
        if columns:
            rows = ((row, _cells(text, row, mark)) for row in lines[at + 1 :])
            return [person for row, cells in rows if (person := _person(text, row, cells, columns))]
    return None


def is_heading(line: str) -> bool:
    """Whether a line only names columns, rules a line, or says that a list follows."""
    plain = line.strip()
    words = [word.strip(" :：()（）").casefold() for word in SET_APART.split(plain) if word.strip()]
    return (
        plain.endswith((":", "：", "名单", "名單"))
        or RULE.fullmatch(line) is not None
        or (len(words) > 0 and 2 * sum(word in HEADINGS for word in words) > len(words))
    )


def _cells(text: str, line: Place, mark: str) -> Cells:
    """The places of the cells of a line, without the blanks around them."""
    begin, end = line
    if mark == "|":
        begin += len(text[begin:end]) - len(text[begin:end].lstrip(" |"))
        end = begin + len(text[begin:end].rstrip(" |"))
    cells = []
    for piece in text[begin:end].split(mark):
        blank = len(piece) - len(piece.lstrip(BLANK))
        cells.append((begin + blank, begin + max(blank, len(piece.rstrip(BLANK)))))
        begin += len(piece) + 1
    return cells


def _columns(headings: list[str]) -> Columns:
    """Which column is what; nothing unless two are named and one of them has names."""
    words = [heading.strip(" :：*").casefold() for heading in headings]
    named = [HEADINGS.get(word) for word in words]
    parts = {"family", "given"}.intersection(filter(None, named))
    if parts:
        named = [PART_OF_A_NAME.get(word, column) for word, column in zip(words, named, strict=True)]
    columns: Columns = {}
    for at, column in enumerate(named):
        if column:
            columns.setdefault(column, at)
    has_names = "name" in columns or "family" in columns
    return columns if has_names and len(columns) > 1 and len(named) - named.count(None) > 1 else {}


def _person(text: str, line: Place, cells: Cells, columns: Columns) -> PersonClaim | None:
    def cell(column: str) -> Place:
        at = columns.get(column, len(cells))
        return cells[at] if at < len(cells) else (line[1], line[1])

    name, written, honorific = _name(text, cell("name"), cell("family"), cell("given"))
    if not any(mark.isalpha() for mark in name):
        return None
    return PersonClaim(
        name=name,
        family=written.family,
        given=written.given,
        family_first=written.family_first,
        honorific=honorific or text[slice(*cell("honorific"))],
        posts=tuple(_posts(text, cell("title"), cell("body"))),
        interpreter=bool(INTERPRETS.search(text, *line)),
        leader=bool(LEADS.search(text, *line)),
        place=(line[0], line[1]),
    )


def _name(text: str, whole: Place, family: Place, given: Place) -> tuple[str, WrittenName, str]:
    """The name of a row, its parts, and the form of address before or behind it."""
    if family[0] < family[1]:
        parts = text[slice(*family)], text[slice(*given)]
        in_han = han.is_han(parts[0])
        first = in_han or family[0] < given[0]
        name = ("" if in_han else " ").join(parts if first else parts[::-1]).strip()
        return name, WrittenName(name, *parts, first), ""
    found = text[slice(*whole)]
    chinese = han.read_name(found)
    if chinese:
        return chinese
    address = HONORIFICS.match(found)
    name = found[address.end() :] if address else found
    return name, read_name(name), address.group().strip() if address else ""


def _posts(text: str, title: Place, body: Place) -> Iterator[PostClaim]:
    """The posts of a row: those of its title, of the body in its column where the title names none."""
    employer = text[slice(*body)]
    inside = text[slice(*title)]
    found = tuple(han.posts(inside, title[0])) if han.is_han(inside) else read_posts(inside, title[0])
    for post in found:
        place = (min(post.place[0], body[0]), max(post.place[1], body[1])) if employer else post.place
        yield replace(post, body=post.body or employer, place=post.place if post.body else place)
