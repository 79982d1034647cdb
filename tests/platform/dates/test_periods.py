"""Reading periods and lengths as people write them."""

import pytest

from koinon.platform.dates import Backwards, Day, Span
from koinon.platform.dates.days import NotAPeriod
from koinon.platform.dates.spans import length_in_months

READ = {
    ("2021", "2023"): """
        2021–2023 | 2021-2023 | from 2021 to 2023 | de 2021 à 2023 | desde 2021 hasta 2023
        | 2021年至2023年 | 2021-23 | between 2021 and 2023 | 2021/2023
        """,
    ("1993", ".."): """
        since 1993 | 1993– | 1993 – present | from 1993 onwards | depuis 1993 | desde 1993 | 1993年至今
        | 自1993年以来 | 1993 to date | since 1993, still open | 1993/..
        """,
    ("2017-01", ""): """
        commencing January 2017 | from January 2017 | from January 2017 until unknown | 2017-01/
        | à partir de janvier 2017 | a partir de enero de 2017 | 自2017年1月起
        | from January 2017, end unknown | 1/2017 – ?
        """,
    ("2017-01", "2018-12"): """
        two years from January 2017 | January 2017 for two years | 24 months from January 2017
        | two-year period commencing January 2017 | deux ans à compter de janvier 2017
        | dos años desde enero de 2017 | 2017年1月起两年 | 自2017年1月起，为期两年
        | January 2017 – December 2018 | 2017-01 - 2018-12
        """,
    ("2021-07-15", "2024-07-14"): """
        three years from 15 July 2021 | 15 July 2021 for a period of three (3) years
        | trois ans à compter du 15 juillet 2021 | 从2021年7月15日起三年 | 2021-07-15 – 2024-07-14
        """,
    ("2016-10-14", "2016-10-17"): """
        14–17 October 2016 | 14 to 17 October 2016 | 2016年10月14日至17日 | du 14 au 17 octobre 2016
        | del 14 al 17 de octubre de 2016 | October 14–17, 2016
        """,
    ("2015-05", "2015-11"): """
        May–November 2015 | from May to November 2015 | 2015年5月至11月 | entre mai et novembre 2015
        """,
    ("", "2014"): "until 2014 | – 2014 | ? – 2014 | jusqu'en 2014 | hasta 2014 | 截至2014年 | ../2014",
    ("2014", ""): "from 2014 until unknown | 2014 – unknown",
    ("2016", "2016"): "2016 | in 2016",
    ("2020-22", "2021-21"): "summer 2020 – spring 2021 | verano de 2020 – primavera de 2021",
    ("../2014-12-31", "2019"): "before 2015 – 2019",
    ("1993~", ".."): "since about 1993 | about 1993 – today",
    ("", ""): "unknown | dates unknown | ? – ?",
    ("2015-05-01", "2015-06-01"): """
        2015-05-01 to 2015-06-01 | 2015-05-01 - 2015-06-01 | 1/5/2015 - 1/6/2015
        """,
}


CASES = [(text.strip(), *pair) for pair, listed in READ.items() for text in listed.split("|")]


@pytest.mark.parametrize(("text", "starts", "ends"), CASES)
def test_reads(text: str, starts: str, ends: str) -> None:
    assert Span.read(text) == Span(Day(starts), Day(ends))


@pytest.mark.parametrize("text", ["hello", "two years", "open", "–", "from to", "since open", "2014 – x"])
def test_refuses_in_plain_words(text: str) -> None:
    with pytest.raises(NotAPeriod, match="2021–2023"):
        Span.read(text)


def test_refuses_what_runs_backwards() -> None:
    with pytest.raises(Backwards, match=r"The end \(2014\) lies before the start \(2020\)"):
        Span.read("2020–2014")


LENGTHS = {
    36: "three years | 三年 | trois ans | tres años | a term of 3 years",
    24: "a two-year period | two (2) years | twenty-four months | 两年",
    30: "两年半 | 2 years and a half",
    18: "18 months | a year and a half | un an et demi | 1 year and 6 months | 18个月 | dix-huit mois",
    12: "十二个月 | un año | 一年",
    6: "half a year | 半年",
    None: "no length | 2017年1月 | 第三年 | January 2017 | 二〇一六年 | 2016",
}


@pytest.mark.parametrize(
    ("words", "months"),
    [(words, months) for months, listed in LENGTHS.items() for words in listed.split("|")],
)
def test_lengths(words: str, months: int | None) -> None:
    assert length_in_months(words) == months
