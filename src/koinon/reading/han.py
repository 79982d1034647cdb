"""Lists in Chinese: 陈国先生，中共广州市委常委、秘书长."""

import re
from collections.abc import Iterator

from koinon.reading.claims import PersonClaim, Place, PostClaim
from koinon.reading.names import WrittenName
from koinon.reading.titles import INTERPRETS, LEADS

SURNAMES = frozenset(
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾萧蕭肖田董潘袁"
    "蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付方邹鄒熊白孟秦邱江尹薛闫阎"
    "段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温詹欧區区岑麦麥关關伍游凌霍翁骆駱甘柯"
)
COMPOUND = frozenset(["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "皇甫", "东方", "東方"])
ADDRESS = "先生|女士|小姐|同志|教授|博士"
SEPARATOR = re.compile(r"[\s，,：:；;\t|（(]+")
NAME = re.compile(rf"^([\u4e00-\u9fff]{{2,4}}?|[\u4e00-\u9fff]{{1,6}}·[\u4e00-\u9fff·]{{1,12}})({ADDRESS})?$")
POST = re.compile(
    r"(常务副|第一副|副|代理|代|助理)?(常委|秘书长|秘書長|主任|局长|局長|市长|市長|区长|區長|县长|省长|省長|处长|處長|科长|司长|厅长|廳長|"
    r"书记|書記|委员|委員|会长|會長|院长|院長|校长|校長|董事长|董事長|总经理|總經理|经理|經理|主席|总监|總監|顾问|顧問|专员|專員|"
    r"干部|幹部|参赞|參贊|领事|領事|总领事|大使|代表|团长|團長|巡视员|调研员|研究员|教授|工程师|翻译|翻譯|秘书|秘書)$"
)


def is_han(text: str) -> bool:
    """Whether a line is mostly in Chinese characters."""
    letters = [mark for mark in text if mark.isalpha()]
    return bool(letters) and sum("\u4e00" <= mark <= "\u9fff" for mark in letters) * 2 > len(letters)


def read_line(line: str, start: int) -> PersonClaim | None:
    """The person on one line, or None; the name stands first or last, its parts known by the surname."""
    pieces = list(_pieces(line))
    for at in (*(0, -1)[: len(pieces)], *range(1, len(pieces) - 1)):
        found = NAME.match(line[slice(*pieces[at])])
        if found and _is_name(found.group(1)):
            rest = [place for place in pieces if place != pieces[at]]
            return _person(line, start, (found.group(1), found.group(2) or ""), (pieces[at], rest))
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
    return _posts(text, start, list(_pieces(text)))


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


def _person(line: str, start: int, named: tuple[str, str], places: tuple[Place, list[Place]]) -> PersonClaim:
    name, address = named
    family, given = _parts(name)
    posts = tuple(_posts(line, start, places[1]))
    first, last = min([places[0], *places[1]])[0], max([places[0], *places[1]])[1]
    return PersonClaim(
        name=name,
        family=family,
        given=given,
        family_first=True,
        honorific=address,
        posts=posts,
        interpreter=bool(INTERPRETS.search(line)),
        leader=bool(LEADS.search(line)),
        place=(start + first, start + last),
    )


def _posts(line: str, start: int, places: list[Place]) -> Iterator[PostClaim]:
    body = ""
    for begin, end in places:
        for found in re.finditer(r"[^、；;兼/）)]+", line[begin:end]):
            text = found.group()
            post = POST.search(text)
            cut = post.start() if post else len(text)
            body = text[:cut] or body
            title = text[cut:]
            if title and not LEADS.fullmatch(title):
                yield PostClaim(title, body, (start + begin + found.start(), start + begin + found.end()))
