"""The regions of the world of the United Nations' standard M49, and the countries in each.

M49 lists no Taiwan and no Kosovo; they stand where their neighbours do, because cities there have twins.
"""

from typing import NamedTuple


class Part(NamedTuple):
    """A region: its code, its English name, the code of the region it is part of, its countries' codes."""

    code: str
    name: str
    parent: str
    countries: tuple[str, ...]


def _part(code: str, name: str, parent: str = "", countries: str = "") -> Part:
    return Part(code, name, parent, tuple(countries.split()))


PARTS = (
    _part("002", "Africa"),
    _part("015", "Northern Africa", "002", "DZ EG EH LY MA SD TN"),
    _part("202", "Sub-Saharan Africa", "002"),
    _part(
        "014", "Eastern Africa", "202", "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW"
    ),
    _part("017", "Middle Africa", "202", "AO CD CF CG CM GA GQ ST TD"),
    _part("018", "Southern Africa", "202", "BW LS NA SZ ZA"),
    _part("011", "Western Africa", "202", "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG"),
    _part("019", "Americas"),
    _part("419", "Latin America and the Caribbean", "019"),
    _part(
        "029",
        "Caribbean",
        "419",
        "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    ),
    _part("013", "Central America", "419", "BZ CR GT HN MX NI PA SV"),
    _part("005", "South America", "419", "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"),
    _part("021", "Northern America", "019", "BM CA GL PM US"),
    _part("010", "Antarctica", "", "AQ"),
    _part("142", "Asia"),
    _part("143", "Central Asia", "142", "KG KZ TJ TM UZ"),
    _part("030", "Eastern Asia", "142", "CN HK JP KP KR MN MO TW"),
    _part("035", "South-eastern Asia", "142", "BN ID KH LA MM MY PH SG TH TL VN"),
    _part("034", "Southern Asia", "142", "AF BD BT IN IR LK MV NP PK"),
    _part("145", "Western Asia", "142", "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"),
    _part("150", "Europe"),
    _part("151", "Eastern Europe", "150", "BG BY CZ HU MD PL RO RU SK UA"),
    _part("154", "Northern Europe", "150", "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"),
    _part("039", "Southern Europe", "150", "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK"),
    _part("155", "Western Europe", "150", "AT BE CH DE FR LI LU MC NL"),
    _part("009", "Oceania"),
    _part("053", "Australia and New Zealand", "009", "AU CC CX HM NF NZ"),
    _part("054", "Melanesia", "009", "FJ NC PG SB VU"),
    _part("057", "Micronesia", "009", "FM GU KI MH MP NR PW UM"),
    _part("061", "Polynesia", "009", "AS CK NU PF PN TK TO TV WF WS"),
)


def region_key(code: str) -> str:
    """The key under which a region of M49 is recorded."""
    return f"m49-{code}"


def region_of(alpha2: str) -> str:
    """The code of the smallest region a country lies in, or nothing.

    >>> region_of("CN")
    '030'
    """
    return _regions.get(alpha2.upper(), "")


_regions = {alpha2: part.code for part in PARTS for alpha2 in part.countries}
