"""Reading days as people type them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.platform.dates import Day, Unreadable
from koinon.platform.dates.days import NotInCalendar
from koinon.platform.dates.lengths import months_in
from koinon.platform.dates.periods import read_span
from koinon.platform.dates.spans import Backwards

READ = {
    "": "? | unknown | date unknown | n.d. | 不详 | inconnu | Desconocido | ??",
    "..": "open | still open | present | 至今 | en curso | en cours",
    "2016": "2016 | in 2016 | en 2016 | 2016年 | the year 2016 | 二〇一六年",
    "2016-10": """
        2016-10 | Oct 2016 | October 2016 | oct. 2016 | 10/2016 | 2016年10月 | 2016 年 10 月
        | octubre de 2016 | OCTOBRE 2016 | 二〇一六年十月 | ２０１６年１０月 | 2016年10月份
        """,
    "2016-10-14": """
        2016-10-14 | 14 October 2016 | 14/10/2016 | 14.10.2016 | 14-10-2016 | 2016/10/14 | 14 Oct 2016
        | October 14 2016 | Friday 14 October 2016 | the 14th of October 2016 | 2016年10月14日
        | 2016年10月14日（星期五） | 14 de octubre de 2016 | el 14 de octubre del 2016
        | le 14 octobre 2016 | vendredi 14 octobre 2016 | 二〇一六年十月十四日 | 2016-10-14T00:00:00
        | 2016-10-14 00:00:00
        """,
    "2015-05-01": "1er mai 2015 | 1º de mayo de 2015 | 1st May 2015 | 2015-5-1",
    "2016-10-04": "4/10/2016",
    "2015-08": "août 2015 | aout 2015 | ago. 2015 | Aug 2015",
    "2016-09": "Sept 2016 | sep 2016 | set. 2016 | sept. 2016 | septiembre 2016 | setiembre de 2016",
    "2020-22": """
        summer 2020 | the summer of 2020 | verano de 2020 | été 2020 | l’été 2020 | 2020年夏
        | 2020年夏季
        """,
    "2020-23": "autumn 2020 | fall 2020 | otoño de 2020 | automne 2020 | 2020年秋天",
    "2019-24": "winter 2019 | winter 2019/20 | winter 2019–2020 | hiver 2019",
    "2018-07-11/2018-07-20": "mid-July 2018 | mi-juillet 2018 | mediados de julio de 2018 | 2018年7月中旬",
    "2018-02-21/2018-02-28": "late February 2018 | end of February 2018 | 2018年2月底 | fin février 2018",
    "../2014-12-31": "before 2015 | antes de 2015 | avant 2015 | 2015年以前 | 2015年之前",
    "2016-01-01/..": "after 2015 | después de 2015 | après 2015 | 2015年之后",
    "../2023": "by 2023 | no later than 2023 | au plus tard en 2023 | 不迟于2023年 | 2023 at the latest",
    "2016/..": "2016 or later | not before 2016 | 不早于2016年",
    "../2018-12": "by the end of 2018",
    "1993~": """
        about 1993 | c. 1993 | circa 1993 | ca 1993 | c.1993 | vers 1993 | hacia 1993 | 约1993年
        | 1993年前后 | 1993~
        """,
    "1993?": "1993? | perhaps 1993 | peut-être 1993 | quizás 1993 | 可能1993年",
    "1993%": "perhaps about 1993 | 1993~? | 1993%",
    "2016-01/2016-04": "early 2016",
    "2018-11/2018-12": "end of 2018 | fin 2018 | a fines de 2018 | 2018年底 | 2018年年底",
    "199X": "1990s | the 1990s | 1990's | 1990年代 | 20世纪90年代 | années 1990 | los años 1990 | 199x",
    "1990/1993": "early 1990s",
    "2015-05/2015-11": """
        between May and November 2015 | May to November 2015 | entre mayo y noviembre de 2015
        | entre mai et novembre 2015 | 2015年5月至11月 | 2015-05/2015-11
        """,
    "2021/2023": """
        2021–2023 | 2021-2023 | 2021—2023 | 2021～2023年 | between 2021 and 2023 | 2021–23
        | de 2021 a 2023
        """,
    "2016-10-14/2016-10-17": """
        14–17 October 2016 | du 14 au 17 octobre 2016 | del 14 al 17 de octubre de 2016
        | 2016年10月14日至17日 | October 14-17 2016
        """,
    "2020-07/2020-09": "Q3 2020 | third quarter of 2020 | 2020年第三季度",
    "2019-01/2019-06": "first half of 2019 | 2019年上半年 | 1er semestre 2019",
    "2020-05/2020-09": "about summer 2020",
    "1993": "since 1993 | depuis 1993 | desde 1993 | 1993年以来",
    "2017-01": """
        commencing January 2017 | à partir de janvier 2017 | a partir de enero de 2017 | 自2017年1月起
        """,
    "2014": "until 2014 | jusqu’en 2014 | hasta 2014",
}


@pytest.mark.parametrize(
    ("text", "edtf"), [(text, edtf) for edtf, listed in READ.items() for text in listed.split("|")]
)
def test_reads(text: str, edtf: str) -> None:
    assert Day.read(text.strip()) == Day(edtf)


def test_commas_are_punctuation() -> None:
    assert Day.read("October 14, 2016") == Day.read("Friday, 14 October, 2016") == Day("2016-10-14")


def test_keeps_the_words_that_were_typed() -> None:
    assert Day.read("  Summer   2020 ").words == "Summer 2020"
    assert Day.read("2016-10-14").words == ""
    assert Day.read("   ") == Day("")


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2015",
        "2015-02-30",
        "13/13/2015",
        "10/14/2016",
        "32 May 2016",
        "2016年13月",
        "0000",
        "29/2/2015",
    ],
)
def test_what_is_not_in_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(NotInCalendar, match="day comes first"):
        Day.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "12",
        "May",
        "99999",
        "between",
        "14 Okt 2016",
        "14/10/16",
        "2016 2017",
        "since",
        "90s",
        "?!",
        "today",
        "Hoy",
        "aujourd’hui",
        "2016-1X",
    ],
)
def test_what_says_too_little_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"is not a date we can read. Write for example"):
        Day.read(text)


def test_examples_are_in_the_language_of_the_reader() -> None:
    with pytest.raises(Unreadable, match="2016年10月14日"):
        Day.read("随便", "zh-hans")
    with pytest.raises(Unreadable, match="14 de octubre de 2016"):
        Day.read("nada", "es")


def test_a_long_text_is_refused_and_quoted_in_part() -> None:
    with pytest.raises(Unreadable) as refused:
        Day.read("1993 " * 100_000)
    assert len(str(refused.value)) < 200


VOCABULARY = (
    "2016 14 10 3 May octubre août summer 2020-22 1990s since until before after by about c. perhaps ?",
    "~ - – / .. to and between from a y et au , ( ) unknown open early mid end years months two for X ' .",
    "年 月 日 至 前后 以前 二〇一六年 十四 三年 半",
)
sentences = st.lists(st.sampled_from(" ".join(VOCABULARY).split()), max_size=12).flatmap(
    lambda parts: st.sampled_from(("", " ")).map(lambda gap: gap.join(parts))
)


@given(st.one_of(st.text(max_size=260), sentences))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        day = Day.read(text)
    except Unreadable:
        return
    assert day.earliest <= day.latest


@given(st.one_of(st.text(max_size=260), sentences))
def test_any_text_is_read_as_a_period_or_refused(text: str) -> None:
    try:
        span = read_span(text)
    except (Unreadable, Backwards):
        return
    assert span.starts.earliest <= span.ends.latest


PIECES = (
    "c.;–;-;a ; and ;between ;perhaps ;about ;1 year ;,;以前;前后;? ;since ;2016 ;2016-;二;十;to to ;from ",
    "';[2016;{;1990s ;before ;or later ;X;~;about c. ;2016 to ;2016年;mid-;until ",
)


@pytest.mark.parametrize("piece", ";".join(PIECES).split(";"))
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 240)[:240]
    began = time.process_time()
    for read in (Day.read, read_span, months_in):
        try:
            read(text)
        except (Unreadable, Backwards):
            continue
    assert time.process_time() - began < 0.5
