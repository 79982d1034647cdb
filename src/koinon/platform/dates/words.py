"""The words of dates in English, Spanish, French and Chinese, as ``fold`` leaves them: small, no accents."""

import re
import unicodedata
from functools import lru_cache

from babel import Locale


def listed(text: str) -> tuple[str, ...]:
    """The words of a table, parted by upright strokes."""
    return tuple(" ".join(word.split()) for word in text.split("|"))


EXAMPLES = {
    "en": ("14 October 2016", "summer 2020"),
    "zh": ("2016年10月14日", "2020年夏"),
    "es": ("14 de octubre de 2016", "verano de 2020"),
    "fr": ("14 octobre 2016", "été 2020"),
}
PERIOD_EXAMPLES = {
    "en": ("2021–2023", "since 1993"),
    "zh": ("2021年至2023年", "1993年至今"),
    "es": ("2021–2023", "desde 1993"),
    "fr": ("2021–2023", "depuis 1993"),
}

UNKNOWN_WORDS = frozenset(
    listed("""
    ? | ?? | unknown | date unknown | dates unknown | not known | n.d | undated | no date | not recorded
    | desconocido | desconocida | fecha desconocida | fechas desconocidas | sin fecha | s.f | no consta
    | inconnu | inconnue | date inconnue | dates inconnues | sans date | s.d | non date | non datee
    | 不详 | 不詳 | 未知 | 不明 | 日期不详 | 日期未知 | 无日期 | 未注明日期
    | 起止日期不详
    """)
)
TODAY_WORDS = frozenset(listed("today | hoy | aujourd'hui | ce jour | 今天 | 今日"))
"""After a dash these say that something still goes on; alone they mean a day, and which one only the clock knows."""
OPEN_WORDS = frozenset(
    listed("""
    open | still | still open | present | the present | today | to date | now | current | currently | ongoing
    | in force | still in force | until now | to the present | open-ended
    | abierto | abierta | aun abierto | presente | el presente | la actualidad | actualidad | actualmente
    | hoy | vigente | en curso | hasta hoy | hasta la fecha | en vigor
    | ouvert | ouverte | toujours ouvert | present | le present | aujourd'hui | a ce jour | actuel
    | actuellement | ce jour | en cours | toujours en cours
    | 至今 | 迄今 | 今 | 现在 | 現在 | 目前 | 进行中 | 持续 | 持续至今 | 仍在进行 | 当前 | 现任
    """)
)

SEASONS = {
    "21": listed("spring | primavera | printemps | 春 | 春季 | 春天"),
    "22": listed("summer | verano | ete | 夏 | 夏季 | 夏天"),
    "23": listed("autumn | fall | otono | automne | 秋 | 秋季 | 秋天"),
    "24": listed("winter | invierno | hiver | 冬 | 冬季 | 冬天"),
}
PARTS = {
    "beginning": listed("""
        beginning | start | comienzo | comienzos | inicio | inicios | principio | principios | debut
        | 年初 | 月初 | 初
        """),
    "early": listed("early | 上旬"),
    "mid": listed("mid | middle | mediados | mi | milieu | 中旬 | 年中 | 月中 | 中期 | 中"),
    "late": listed("late | finales | 下旬 | 后期 | 末期"),
    "end": listed("end | fin | fines | final | 年底 | 年末 | 月底 | 月末 | 底 | 末"),
    "h1": listed("""
        h1 | first half | 1st half | primer semestre | primera mitad | premier semestre | 1er semestre
        | 上半年
        """),
    "h2": listed("""
        h2 | second half | 2nd half | segundo semestre | segunda mitad | second semestre | 2e semestre
        | 下半年
        """),
    "q1": listed("""
        q1 | t1 | first quarter | 1st quarter | primer trimestre | premier trimestre | 1er trimestre
        | 第一季度 | 一季度
        """),
    "q2": listed("""
        q2 | t2 | second quarter | 2nd quarter | segundo trimestre | deuxieme trimestre | 2e trimestre
        | 第二季度 | 二季度
        """),
    "q3": listed("""
        q3 | t3 | third quarter | 3rd quarter | tercer trimestre | troisieme trimestre | 3e trimestre
        | 第三季度 | 三季度
        """),
    "q4": listed("""
        q4 | t4 | fourth quarter | 4th quarter | cuarto trimestre | quatrieme trimestre | 4e trimestre
        | 第四季度 | 四季度
        """),
}

ABOUT = listed("""
    about | around | circa | ca. | c. | ca | approximately | approx. | approx | roughly | some time in
    | sometime in | hacia el | hacia | alrededor del | alrededor de | cerca de | aproximadamente | sobre
    | vers le | vers | environ | autour du | autour de | aux alentours de | aux environs de
    | 大约 | 大約 | 约 | 約 | 大概在 | 大概
    """)
ABOUT_AFTER = listed("""
    前后 | 前後 | 左右 | or so | or thereabouts | approximately | environ | aproximadamente | ~
    """)
PERHAPS = listed("""
    perhaps | maybe | possibly | probably | presumably | quizas | quiza | tal vez | posiblemente
    | probablemente | acaso | peut-etre | probablement | possiblement | sans doute
    | 可能是 | 可能在 | 可能 | 或许 | 或許 | 也许 | 也許
    """)
PERHAPS_AFTER = listed("? | (?) | (uncertain) | (incierto) | (incertain) | (不确定) | probably | perhaps")
BEFORE = listed("""
    before | prior to | earlier than | until before | antes del | antes de | anterior al | anterior a
    | avant le | avant la | avant l' | avant
    """)
BEFORE_AFTER = listed("以前 | 之前 | 前")
AFTER = listed("""
    after | later than | despues del | despues de | posterior al | posterior a | tras el | tras
    | apres le | apres la | apres l' | apres
    """)
AFTER_AFTER = listed("之后 | 之後 | 以后 | 以後 | 后 | 後")
BY = listed("""
    by | no later than | not later than | not after | on or before | at the latest by | up to the end of
    | a mas tardar en | a mas tardar el | a mas tardar | no mas tarde del | no mas tarde de
    | au plus tard le | au plus tard en | au plus tard | d'ici au | d'ici a | d'ici
    | 不迟于 | 不晚于 | 最迟在 | 最迟 | 最晚
    """)
BY_AFTER = listed("""
    or earlier | or before | at the latest | o antes | a mas tardar | ou avant | au plus tard
    | 或以前 | 或之前 | 或更早
    """)
NOT_BEFORE = listed("""
    not before | no earlier than | not earlier than | on or after | no antes del | no antes de
    | au plus tot le | au plus tot en | au plus tot | pas avant le | pas avant | 不早于 | 最早在 | 最早
    """)
NOT_BEFORE_AFTER = listed("""
    or later | or after | at the earliest | o despues | o mas tarde | como pronto | ou plus tard | ou apres
    | au plus tot | 或以后 | 或之后 | 或更晚
    """)
SINCE = listed("""
    ever since | since | desde el | desde la | desde | depuis le | depuis la | depuis l' | depuis
    """)
STILL_OPEN = listed("""
    and onwards | onwards | onward | to date | to the present | and after | and later | ongoing | still open
    | still going | en adelante | hasta hoy | hasta la fecha | vigente | en curso | toujours en cours
    | a ce jour | en cours | 以来 | 以來 | 至今 | 迄今
    """)
END_UNKNOWN = listed("""
    end unknown | fin desconocido | final desconocido | fin inconnue
    | 结束日期不详 | 结束时间不详 | 结束不详 | 止于不详
    """)
START_UNKNOWN = listed("""
    start unknown | inicio desconocido | debut inconnu | 开始日期不详 | 开始时间不详 | 起始不详 | 开始不详
    """)
FROM = listed("""
    commencing in | commencing on | commencing | commences in | commences on | commences | commenced in
    | commenced on | commenced | commence | starting from | starting in | starting on | starting | starts in
    | starts on | starts | started in | started on | started | beginning in | beginning on | beginning from
    | begins in | begins on | begins | began in | began on | began | with effect from | effective from
    | effective | as from | as of | from
    | a partir del | a partir de | a contar del | a contar de | con inicio en | inicio en | con efecto desde
    | a partir du | a partir d' | a compter du | a compter de | a compter d' | des le | des
    | 自从 | 自從 | 自 | 从 | 從
    """)
FROM_AFTER = listed("开始 | 開始 | 起始 | 起")
UNTIL = listed("""
    until the end of | until | till | through to | through | up to | ended in | ended on | ended | ending in
    | ending on | ending | ends in | ends on | ends | to | hasta el | hasta la | hasta | al
    | jusqu'au | jusqu'en | jusqu'a la | jusqu'a | 直到 | 直至 | 截至 | 截止到 | 至 | 到
    """)
UNTIL_AFTER = listed("为止 | 為止 | 止 | 结束 | 結束")
BETWEEN = listed("""
    between | entre le | entre la | entre el | entre | from | desde el | desde | del | de | du
    | 自 | 从 | 從 | 介于
    """)
BETWEEN_AFTER = listed("之间 | 之間 | 间 | 間 | 期间 | 期間")
SEPARATING_WORDS = listed("""
    through to | through | to | until | till | and | hasta el | hasta la | hasta | al | a | y el | y | e
    | jusqu'au | jusqu'en | jusqu'a | au | et le | et la | et
    """)
SEPARATING_SIGNS = listed("– | -- | 至 | 到 | 和 | 与 | 與 | - | /")
DECADES = frozenset(listed("decade | decada | decennie | annees | anos"))
FILLERS = frozenset(
    listed("""
    the | of | in | on | at | day | date | year | month | a | al | de | del | el | la | los | las | en | dia
    | mes | ano | au | aux | le | l | d | du | des | an | annee | mois | jour | am
    """)
)


def fold(text: str) -> str:
    """Small letters without accents, plain digits, one kind of space, dash and apostrophe."""
    text = re.sub(r"[～〜—―]+", "–", text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    text = re.sub(r"[‐‑−]", "-", text.replace("’", "'").replace("`", "'"))
    text = " ".join(text.split())
    if has_chinese(text):
        text = re.sub(r"(?<=[^a-z]) | (?=[^a-z])", "", text)
    return text.strip(" ,;。，；").rstrip(".")


def has_chinese(text: str) -> bool:
    """Whether any sign is a Chinese character."""
    return any("\u3007" <= sign <= "\u9fff" for sign in text)


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Names of months, whole and short, of English, Spanish and French, and what people write besides."""
    names = {"sep": 9, "set": 9, "setiembre": 9, "juill": 7, "fev": 2, "sept": 9}
    for code in ("en", "es", "fr"):
        for width in ("wide", "abbreviated"):
            for number, name in Locale.parse(code).months["format"][width].items():
                names[fold(name)] = number
    return names


@lru_cache(maxsize=1)
def weekdays() -> frozenset[str]:
    """Names of the days of the week, which add nothing to a date and are passed over."""
    names = {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"}
    for code in ("en", "es", "fr"):
        names |= {fold(name) for name in Locale.parse(code).days["format"]["wide"].values()}
    return frozenset(names - months().keys())


def prefix(*tables: tuple[str, ...]) -> re.Pattern[str]:
    """Matches a text that begins with one of the words; the group ``rest`` is what follows."""
    beginnings = "|".join(re.escape(word) + whole(word[-1], "(?![a-z])") for word in longest_first(*tables))
    return re.compile(rf"(?:{beginnings})[ ,:]*(?P<rest>.+)", re.DOTALL)


def suffix(*tables: tuple[str, ...]) -> re.Pattern[str]:
    """Matches a text that ends with one of the words; the group ``rest`` is what goes before."""
    endings = "|".join(whole(word[0], "(?<![a-z])") + re.escape(word) for word in longest_first(*tables))
    return re.compile(rf"(?P<rest>.+?)[ ,]*(?:{endings})", re.DOTALL)


def longest_first(*tables: tuple[str, ...]) -> list[str]:
    """The words of the tables, so ordered that none is hidden by a shorter one."""
    return sorted({word for table in tables for word in table}, key=lambda word: (-len(word), word))


def whole(edge: str, condition: str) -> str:
    """The condition that a word in letters stands alone; signs and Chinese need none."""
    return condition if "a" <= edge <= "z" else ""
