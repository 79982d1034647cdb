"""Lists as people write them: numbered, bulleted, tables out of a mail, cards, names turned round, four languages."""

from time import process_time

import pytest

from koinon.reading.claims import DelegationClaim
from koinon.reading.delegations import read_delegation
from koinon.reading.names import read_name

Posts = list[tuple[str, str]]


def names(claim: DelegationClaim) -> list[str]:
    return [person.name for person in claim.people]


def posts_of(text: str) -> list[Posts]:
    """The posts of everybody in turn."""
    return [[(post.title, post.body) for post in person.posts] for person in read_delegation(text).people]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "Member of the Standing Committee and Secretary General, CPC Port Committee",
            [("Member of the Standing Committee", "CPC Port Committee"), ("Secretary General", "CPC Port Committee")],
        ),
        (
            "Secretary General and Member of the Standing Committee, CPC Port Committee",
            [("Secretary General", "CPC Port Committee"), ("Member of the Standing Committee", "CPC Port Committee")],
        ),
        (
            "Member, Standing Committee, CPC Port Committee; Secretary General, CPC Port Committee",
            [("Member, Standing Committee", "CPC Port Committee"), ("Secretary General", "CPC Port Committee")],
        ),
        (
            "Member of the Standing Committee & Executive Vice Mayor",
            [("Member of the Standing Committee", ""), ("Executive Vice Mayor", "")],
        ),
        (
            "Standing Committee Member and Vice Mayor, Port Municipal Government",
            [("Standing Committee Member", ""), ("Vice Mayor", "Port Municipal Government")],
        ),
        ("Head of Office, City of Ulm", [("Head of Office", "City of Ulm")]),
        ("Director and Chief Engineer, Water Company", [("Director", "Water Company"), ("Chief Engineer", "Water Company")]),
        (
            "Adjointe au maire chargée de la culture, Ville de Bron",
            [("Adjointe au maire chargée de la culture", "Ville de Bron")],
        ),
        ("Concejala de Cultura y Turismo", [("Concejala de Cultura y Turismo", "")]),
        ("Directeur général des services", [("Directeur général des services", "")]),
        ("Teniente de Alcalde, Ayuntamiento de Soria", [("Teniente de Alcalde", "Ayuntamiento de Soria")]),
        ("Maire de Bron, Président de la Métropole de Bron", [("Maire", "Bron"), ("Président", "Métropole de Bron")]),
        ("Interpreter, Foreign Affairs Office", [("Interpreter", "Foreign Affairs Office")]),
    ],
)  # fmt: skip
def test_what_follows_a_name_is_cut_into_posts_and_bodies(written: str, read: Posts) -> None:
    assert posts_of(f"1. Mr. LI Bo, {written}\n2. Ms. Ada Puig, Deputy Mayor of Bron") == [
        read,
        [("Deputy Mayor", "Bron")],
    ]


def test_a_committee_is_never_a_body_of_its_own() -> None:
    for college in ("Standing Committee", "Executive Board", "Steering Group"):
        (read,) = posts_of(f"1. Mr. LI Bo, Member of the {college}")
        assert read == [(f"Member of the {college}", "")]


def test_a_table_with_columns_in_any_order() -> None:
    text = (
        "Organisation\tPosition\tName\n"
        "Port Municipal Government\tVice Mayor\tMr. WANG Lei\n"
        "Port Foreign Affairs Office\tDirector and Party Secretary\tZHAO Min\n"
        "City of Gdynia\tinterpreter\tDr. Jan Kowalski\n"
    )
    claim = read_delegation(text)
    assert names(claim) == ["WANG Lei", "ZHAO Min", "Jan Kowalski"]
    assert [person.honorific for person in claim.people] == ["Mr.", "", "Dr."]
    assert [person.interpreter for person in claim.people] == [False, False, True]
    assert posts_of(text)[1] == [
        ("Director", "Port Foreign Affairs Office"),
        ("Party Secretary", "Port Foreign Affairs Office"),
    ]
    assert claim.unread == ()


def test_a_table_with_the_parts_of_the_name_in_columns() -> None:
    spanish = read_delegation(
        "Nombre\tApellidos\tCargo\nAna\tRuiz Gil\tAlcaldesa de Soria\nPau\tFerrer\tConcejal\n"
    )
    assert [(person.name, person.family, person.given) for person in spanish.people] == [
        ("Ana Ruiz Gil", "Ruiz Gil", "Ana"),
        ("Pau Ferrer", "Ferrer", "Pau"),
    ]
    french = read_delegation(
        "Nom\tPrénom\tFonction\nPETIT\tGérard\tMaire de Bron\nDUPONT\tClaire\tInterprète\n"
    )
    assert [(person.family, person.given) for person in french.people] == [
        ("PETIT", "Gérard"),
        ("DUPONT", "Claire"),
    ]


def test_a_table_of_bars_and_one_without_a_heading() -> None:
    barred = "| Name | Position | City |\n| --- | --- | --- |\n| Mr. LI Bo | Mayor | Port |\n| WU Mei | Director | Bron |\n"
    assert posts_of(barred) == [[("Mayor", "Port")], [("Director", "Bron")]]
    bare = "1\tMr. LI Bo\tMayor\tCity of Port\n2\tWU Mei\tDirector\tBureau of Commerce\n"
    assert posts_of(bare) == [[("Mayor", "City of Port")], [("Director", "Bureau of Commerce")]]


def test_a_row_without_a_name_is_given_back() -> None:
    text = "Name\tTitle\nMr. LI Bo\tMayor\n\tdriver\nMs. WU Mei\tDirector\n"
    claim = read_delegation(text)
    assert names(claim) == ["LI Bo", "WU Mei"]
    assert [text[slice(*place)] for place in claim.unread] == ["\tdriver"]


def test_chinese_tables_lists_and_lines_under_a_name() -> None:
    table = "姓名\t单位\t职务\n陈大文\t港口市人民政府\t副市长\n王强\t港口市外事办公室\t翻译\n"
    assert posts_of(table) == [[("副市长", "港口市人民政府")], [("翻译", "港口市外事办公室")]]
    listed = (
        "代表团名单\n姓名、职务\n1. 陈大文 市委常委、秘书长\n2. 王强 市商务局副局长兼招商办主任\n3. 赵敏 翻译"
    )
    assert posts_of(listed) == [
        [("常委", "市委"), ("秘书长", "市委")],
        [("副局长", "市商务局"), ("主任", "招商办")],
        [("翻译", "")],
    ]
    assert read_delegation(listed).unread == ()
    under = "陈大文先生（团长）\n港口市人民政府副市长\n\n李小红女士\n港口市外事办公室主任\n\n王强先生\n港口市商务局局长"
    assert posts_of(under) == [
        [("副市长", "港口市人民政府")],
        [("主任", "港口市外事办公室")],
        [("局长", "港口市商务局")],
    ]
    assert names(read_delegation(under)) == ["陈大文", "李小红", "王强"]


def test_cards_with_labels() -> None:
    text = (
        "Name: Mr. LI Bo\nTitle: Mayor\nOrganisation: City of Port\n\n"
        "Name: Ms. WU Mei\nPosition: Director\nOrganization: Port Office\n"
    )
    assert posts_of(text) == [[("Mayor", "City of Port")], [("Director", "Port Office")]]


def test_labels_before_the_name_say_who_leads_and_who_interprets() -> None:
    text = (
        "Head of delegation: Mr. LI Bo, Mayor of Port\nMembers:\nMr. HU Jun\nDeputy Director\nPort Bureau of Commerce\n"
        "Interpreter: Ms. SUN Wei\n"
    )
    claim = read_delegation(text)
    assert [(person.name, person.leader, person.interpreter) for person in claim.people] == [
        ("LI Bo", True, False),
        ("HU Jun", False, False),
        ("SUN Wei", False, True),
    ]
    assert posts_of(text)[1] == [("Deputy Director", "Port Bureau of Commerce")]


def test_forms_of_address_stand_before_or_behind() -> None:
    text = (
        "• D. Carlos Martínez, Alcalde de Soria\n• WU Mei (Ms.), Director, City of Port\n"
        "• NOWAK, Zofia – Deputy Mayor of Gdynia\n• Mme Anne Le Goff, traductrice\n"
    )
    claim = read_delegation(text)
    assert [(person.honorific, person.name) for person in claim.people] == [
        ("D.", "Carlos Martínez"),
        ("Ms", "WU Mei"),
        ("", "NOWAK Zofia"),
        ("Mme", "Anne Le Goff"),
    ]
    assert (claim.people[2].family, claim.people[2].given) == ("Nowak", "Zofia")


@pytest.mark.parametrize(
    "word", ["Interpreter", "intérprete", "interprète", "translator", "traductora", "翻译", "传译"]
)
def test_the_interpreter_is_marked_in_four_languages(word: str) -> None:
    claim = read_delegation(
        f"1. Mr. LI Bo, Mayor of Port\n2. Ms. WU Mei ({word})\n3. Ms. Ada Puig, Deputy Mayor of Bron"
    )
    assert [person.name for person in claim.people if person.interpreter] == ["WU Mei"]


def test_thirty_people_are_read_in_well_under_a_second() -> None:
    told = "Member of the Standing Committee and Deputy Director, Office of Culture, Sport and Tourism of Port {0}; Adviser"
    lines = (f"{number}. Mr. LI Bo{chr(97 + number % 26)}, {told.format(number)}" for number in range(1, 31))
    text = "\n".join(lines)
    began = process_time()
    assert len(read_delegation(text).people) == 30
    assert process_time() - began < 1


MAIL = """Dear Sofia,

please find below the delegation of Chengdu:
1. Mr. Wang Fengchao (王凤朝), Mayor of Chengdu
2. Ms. Li Hua, Director of the Foreign Affairs Office of Chengdu
3. Ms. Chen Jing, interpreter
Best regards, Liu
Liu Mei
Foreign Affairs Office
"""


def test_greeting_closing_and_signature_are_nobody_on_the_list() -> None:
    read = read_delegation(MAIL)
    assert [one.name for one in read.people] == ["Wang Fengchao", "Li Hua", "Chen Jing"]
    assert [post.title for one in read.people for post in one.posts] == ["Mayor", "Director", "interpreter"]
    assert [MAIL[slice(*line)] for line in read.unread] == []
    for around in (
        "Estimada Ana:\n\n{}\n\nSaludos cordiales,\nLuis",
        "Cher Monsieur Paul Roux,\n\n{}\n\nCordialement,\nLuc",
        "尊敬的李女士：\n\n{}\n\n此致\n敬礼\n刘梅",
    ):
        told = read_delegation(
            around.format("1. Ana Ruiz, Mayor of Port\n2. Ben Cole, Director, Port Office")
        )
        assert [one.name for one in told.people] == ["Ana Ruiz", "Ben Cole"]


@pytest.mark.parametrize(
    ("written", "family", "given"),
    [
        ("Wang Fengchao", "Wang", "Fengchao"),
        ("Li Hua", "Li", "Hua"),
        ("Ouyang Xiu", "Ouyang", "Xiu"),
        ("Jing Chen", "Chen", "Jing"),
        ("Lin Manuel", "Manuel", "Lin"),
        ("Ada Long", "Long", "Ada"),
        ("Long Bennett", "Bennett", "Long"),
    ],
)
def test_a_chinese_surname_before_pinyin_is_the_familys(written: str, family: str, given: str) -> None:
    read = read_name(written)
    assert (read.family, read.given) == (family, given)


EVERYDAY = [
    (
        ("From: Zhang Min <zm@port.example>\nSubject: Re: list\n\nDear Ana,\n\nour list:\n\n"
        "1. Mr. LIU Bo, Deputy Secretary of the CPC Port Committee and Mayor of Port (Head of delegation)\n"
        "2. Ms. LI Na, Project Officer, Division of Europe, Foreign Affairs Office of Port (interpreter)\n\n"
        "Best regards,\n\nZhang Min\nDirector, Division of Europe\n"),
        ["LIU Bo", "LI Na"],
        [
            [("Deputy Secretary", "CPC Port Committee"), ("Mayor", "Port")],
            [("Project Officer", "Division of Europe, Foreign Affairs Office of Port")],
        ],
    ),
    (
        ("> 1) Mrs Awa Sow, President of the Port Region\n> 2) Mr Ali Ba, Director of Cooperation,\n"
        ">    Port Region, ali@port.example, +222 45 25 10 00"),
        ["Awa Sow", "Ali Ba"],
        [[("President", "Port Region")], [("Director of Cooperation", "Port Region")]],
    ),
    (
        "Deputy Mayor Ms. Zofia Lis\nCity Architect Piotr Gil\nSpokesperson: Anna Maria Kos\nInterpreter: Mr. Jan Li",
        ["Zofia Lis", "Piotr Gil", "Anna Maria Kos", "Jan Li"],
        [[("Deputy Mayor", "")], [("City Architect", "")], [("Spokesperson", "")], [("Interpreter", "")]],
    ),
    (
        "• M. Luc d'ARC, PhD, Maire de Bron\n• Mme le Professeur Anne L'HÔTE, Présidente de l'Université de Bron",
        ["Luc d'ARC", "Anne L'HÔTE"],
        [[("Maire", "Bron")], [("Présidente", "Université de Bron")]],
    ),
    (
        ("La delegación, encabezada por el alcalde Luis Gil, está integrada por Ana Ruiz, secretaria de Planeación de la "
        "Alcaldía de Soria, y Eva Sol, intérprete."),
        ["Luis Gil", "Ana Ruiz", "Eva Sol"],
        [[("alcalde", "")], [("secretaria de Planeación", "Alcaldía de Soria")], [("intérprete", "")]],
    ),
    (
        "CHEN Guo     Secretary General    CPC Port Committee\r\nLI Na     Interpreter    Foreign Office\r\n",
        ["CHEN Guo", "LI Na"],
        [[("Secretary General", "CPC Port Committee")], [("Interpreter", "Foreign Office")]],
    ),
    (
        "一、刘佳晨　中共港口市委副书记、市长（团长）\n２．李　娜（女）　港口市外办科员（翻译）\n三、蒋万安市长",
        ["刘佳晨", "李娜", "蒋万安"],
        [[("副书记", "中共港口市委"), ("市长", "港口市")], [("科员", "港口市外办")], [("市长", "")]],
    ),
    (
        "以港口市委常委、秘书长陈国为团长的代表团，成员包括：市商务委主任曹志聪、翻译谢水斌。",
        ["陈国", "曹志聪", "谢水斌"],
        [[("常委", "港口市委"), ("秘书长", "港口市委")], [("主任", "市商务委")], [("翻译", "")]],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "people", "held"), EVERYDAY)
def test_lists_as_they_come_in_the_mail(text: str, people: list[str], held: list[Posts]) -> None:
    claim = read_delegation(text)
    assert names(claim) == people
    assert posts_of(text) == held
    assert claim.unread == ()


@pytest.mark.parametrize("gap", [" " * 20_000, "\t" * 20_000, " ," * 10_000, " |" * 10_000, "-" * 20_000])
def test_a_line_of_blanks_or_marks_holds_nobody_up(gap: str) -> None:
    claim = read_delegation(f"1. Mr. John Smith, Mayor of Port{gap}\n2. Ms. Ada Puig, Deputy Mayor of Port")
    assert names(claim) == ["John Smith", "Ada Puig"]


def test_a_name_in_two_scripts_is_one_person_with_two_names() -> None:
    claim = read_delegation(
        "陈国 CHEN Guo 港口市委秘书长 Secretary General, CPC Port Committee\n2) Jiang Bin (江斌), Director, Port FAO (翻译)"
    )
    assert [(one.name, one.other_name, one.interpreter) for one in claim.people] == [
        ("CHEN Guo", "陈国", False),
        ("Jiang Bin", "江斌", True),
    ]
    assert [post.body for one in claim.people for post in one.posts] == ["CPC Port Committee", "Port FAO"]
