"""Lists in Chinese: 陈国先生，中共广州市委常委、秘书长."""

import re
from collections.abc import Iterator
from dataclasses import replace

from koinon.reading.claims import PersonClaim, Place, PostClaim
from koinon.reading.names import WrittenName
from koinon.reading.titles import INTERPRETS, LEADS

SURNAMES = frozenset(
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾萧蕭肖田董潘袁"
    "蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱江尹薛闫阎"
    "段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温詹欧區区岑麦麥关關伍游凌霍翁骆駱甘柯"
    "常牛樊殷施洪聂聶倪章鲁魯葛俞尚冼岳池柳苗项項祝左柴童颜顏梅盛季阮蓝藍包费費单單房芦仇卓车車裴涂鲍鮑路安谷申屈曲祁耿焦辛"
    "管翟佟米景齐齊解饶饒滕艾冷沙敖邢卞尤邝鄺巫虞符庞龐纪紀习習栾欒楚戚宁寧简簡"
)
COMPOUND = frozenset(["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "皇甫", "东方", "東方"])
ADDRESS = "先生|女士|小姐|同志|教授|博士"
SEX = re.compile(
    r"(?<![\s（(，,、])[\s（(，,、]*(?:性别[:：]?)?[男女](?:性)?[\s）)]*(?=$|[\s，,、；;）)])|[（(](?:男|女)[)）]"
)
JOURNEY = re.compile(r"[（(](?:代表团)?(?:团长|團長|副团长|副團長|翻译|翻譯|秘书长|随团翻译|随行翻译)[)）]")
PADDED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \t\u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
TOWN = re.compile(r"(?:中共)?(.{1,12}?[市区區县縣省州镇])(?:委|委员会|委員會)$")
OF_A_TOWN = re.compile(r"[市区區县縣省州镇][长長]$")
CLAUSE = re.compile(
    r"(?:以|由|包括|成员有|成员为|分别是|以及|及|和)?([^，,、；;：:。\s（）()]+?)"
    r"(?=[，,、；;：:。\s（）()]|为团长|率团|率领|带领|等|$)"
)
LED = re.compile(r"为团长|率团|率领|带领|[（(]团长")
SEPARATOR = re.compile(r"[\s，,：:；;\t|（(]+")
NAME = re.compile(rf"^([\u4e00-\u9fff]{{2,4}}?|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff·]{{1,12}})({ADDRESS})?$")
POST = re.compile(
    r"(党委|党组)?(常务副|第一副|副|代理|代|总|總|高级|首席|助理|正|一级|二级)?(常委|秘书长|秘書長|主任|局长|局長|市长|市長|区长|區長|县长|省长|省長|处长|處長|科长|司长|厅长|廳長|"
    r"书记|書記|委员|委員|会长|會長|院长|院長|校长|校長|董事长|董事長|总经理|總經理|经理|經理|主席|总监|總監|顾问|顧問|专员|專員|"
    r"干部|幹部|科员|科員|记者|記者|主管|总裁|總裁|馆长|館長|队长|隊長|台长|台長|社长|社長|所长|所長|站长|股长|组长|組長|部长|部長|州长|州長|镇长|"
    r"乡长|行长|行長|理事长|理事長|理事|监事|董事|首席|规划师|規劃師|设计师|設計師|建筑师|讲师|講師|博士|学者|學者|助理|随员|隨員|职员|職員|官员|官員|专家|專家|"
    r"负责人|負責人|联络员|聯絡員|摄影师|司机|主播|编辑|編輯|总编|總編|参赞|參贊|领事|領事|总领事|大使|代表|团长|團長|巡视员|调研员|研究员|教授|工程师|翻译|翻譯|秘书|秘書)$"
)


POST_ANYWHERE = re.compile(POST.pattern.removesuffix("$"))
ADDRESSES = re.compile(ADDRESS)


def is_han(text: str) -> bool:
    """Whether a line is mostly in Chinese characters."""
    letters = [mark for mark in text if mark.isalpha()]
    return bool(letters) and sum("\u4e00" <= mark <= "\u9fff" for mark in letters) * 2 > len(letters)


def read_line(line: str, start: int) -> PersonClaim | None:
    """The person on one line, or None; the name stands first or last, its parts known by the surname."""
    told = _without_asides(line)
    padded = PADDED.search(told)
    if padded and padded.group(1) in SURNAMES:
        named, rest = ("".join(padded.groups()), ""), _around(told, padded.span())
        return _person((line, told), start, named, (padded.span(), rest))
    pieces = list(_pieces(told))
    for at in (*(0, -1)[: len(pieces)], *range(1, len(pieces) - 1)):
        found = NAME.match(told[slice(*pieces[at])])
        if found and _is_name(found.group(1)):
            rest = [place for place in pieces if place != pieces[at]]
            return _person((line, told), start, (found.group(1), found.group(2) or ""), (pieces[at], rest))
    return _before_its_post(told, start, pieces)


def _before_its_post(line: str, start: int, pieces: list[Place]) -> PersonClaim | None:
    """ "蒋万安市长": a name that its post follows at once."""
    for at, (begin, end) in enumerate(pieces):
        post = POST.search(line[begin:end])
        name = line[begin : begin + post.start()] if post else ""
        if 2 <= len(name) <= 3 and _is_name(name):
            places = [*pieces[:at], (begin + len(name), end), *pieces[at + 1 :]]
            return _person((line, line), start, (name, ""), ((begin, begin + len(name)), places))
    return None


def _without_asides(line: str) -> str:
    """The line without the sex, and without what in brackets is said of the journey beside a post."""
    told = SEX.sub(_hidden, line)
    return JOURNEY.sub(_hidden, told) if POST_ANYWHERE.search(JOURNEY.sub("", told)) else told


def _hidden(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _around(line: str, place: Place) -> list[Place]:
    """The pieces of a line before and behind a place."""
    before = list(_pieces(line[: place[0]]))
    return before + [(begin + place[1], end + place[1]) for begin, end in _pieces(line[place[1] :])]


def read_sentence(line: str, start: int) -> list[PersonClaim]:
    """ "市商务委主任曹志聪、番禺区委办公室主任梁伟成": everybody whose name follows a post at once."""
    people, waiting = [], []
    for found in CLAUSE.finditer(line):
        cut = _name_behind_a_post(found.group(1))
        waiting.append((found.start(1), found.start(1) + (cut or len(found.group(1)))))
        if cut:
            begin, end = found.start(1) + cut, found.end(1)
            told = [place for place in waiting if POST.search(line[slice(*place)])]
            person = _person((line[: end + 3], line), start, (line[begin:end], ""), ((begin, end), told))
            people.append(replace(person, interpreter=_interprets(line, told), leader=_leads(line, end)))
            waiting = []
        elif not POST.search(found.group(1)):
            waiting = []
    return people


def _interprets(line: str, places: list[Place]) -> bool:
    return any(INTERPRETS.search(line, *place) for place in places)


def _leads(line: str, end: int) -> bool:
    return LED.match(line, end) is not None


def _name_behind_a_post(clause: str) -> int | None:
    """Where in "广州市商务委主任曹志聪" the name begins."""
    for length in (2, 3, 4):
        name, before = clause[-length:], clause[:-length]
        if (
            before
            and _is_name(name)
            and POST.search(before)
            and (length < len("欧阳文静") or name[:2] in COMPOUND)
        ):
            return len(before)
    return None


def read_name(cell: str) -> tuple[str, WrittenName, str] | None:
    """A name that stands alone, its parts and the form of address behind it; None if it is no Chinese name."""
    found = NAME.match(cell.strip())
    if found is None or not _is_name(found.group(1)):
        return None
    name = found.group(1)
    return name, WrittenName(name, *_parts(name), family_first=True), found.group(2) or ""


def posts(text: str, start: int) -> Iterator[PostClaim]:
    """The posts that a text names, which begins at character ``start`` of the whole."""
    return iter(_posts(text, start, list(_pieces(text))))


def _parts(name: str) -> tuple[str, str]:
    """Family and given name; a name with a dot in it is left whole."""
    cut = 2 if name[:2] in COMPOUND else 1
    return ("", "") if "·" in name else (name[:cut], name[cut:])


def _pieces(line: str) -> Iterator[Place]:
    begin = 0
    for found in SEPARATOR.finditer(line):
        if found.start() > begin:
            yield begin, found.start()
        begin = found.end()
    if begin < len(line):
        yield begin, len(line)


def _is_name(name: str) -> bool:
    return (name[0] in SURNAMES or name[:2] in COMPOUND or "·" in name) and not POST.search(name)


def _person(
    lines: tuple[str, str], start: int, named: tuple[str, str], places: tuple[Place, list[Place]]
) -> PersonClaim:
    """Of a line as written and as it is read; what names no known post is kept as it stands."""
    (line, told), (name, address) = lines, named
    family, given = _parts(name)
    found = tuple(_posts(told, start, places[1])) or tuple(
        PostClaim(told[begin:end], "", (start + begin, start + end))
        for begin, end in places[1]
        if not LEADS.fullmatch(told[begin:end].strip("）) ")) and not ADDRESSES.fullmatch(told[begin:end])
    )
    first, last = min([places[0], *places[1]])[0], max([places[0], *places[1]])[1]
    return PersonClaim(
        name=name,
        family=family,
        given=given,
        family_first=True,
        honorific=address,
        posts=found,
        interpreter=bool(INTERPRETS.search(line)),
        leader=bool(LEADS.search(line)),
        place=(start + first, start + last),
    )


def _posts(line: str, start: int, places: list[Place]) -> list[PostClaim]:
    """A post has the body before it in its piece or in the piece before; where there is none, that of the next."""
    body, found = "", list[PostClaim]()
    for begin, end in places:
        for piece in re.finditer(r"[^、；;兼/）)]+", line[begin:end]):
            text = piece.group()
            post = POST.search(text)
            cut = post.start() if post else len(text)
            own, title = text[:cut], text[cut:]
            body = own or _town(body, title)
            if title and not LEADS.fullmatch(title):
                place = (start + begin + piece.start(), start + begin + piece.end())
                found.append(PostClaim(title, body, place))
            elif not title and found and not found[-1].body:
                found[-1] = replace(found[-1], body=own.strip())
    return found


def _town(body: str, title: str) -> str:
    """A 市长 named behind a post in the 中共某市委 is that of the 某市."""
    of = TOWN.search(body) if OF_A_TOWN.search(title) else None
    return of.group(1) if of else body
