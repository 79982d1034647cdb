"""Names of countries beside those of CLDR: former, formal, everyday; and those that mean no one country."""

VARIANTS = {
    "AE": "UAE|Emirates|Emiratos Árabes|Émirats|阿联酋",
    "AX": "Aland Islands|Åland",
    "BA": "Bosnia|Bosnia-Herzegovina|Bosnia & Herzegovina",
    "BF": "Upper Volta",
    "BJ": "Dahomey",
    "BN": "Brunei Darussalam",
    "BO": "Plurinational State of Bolivia|Bolivia (Plurinational State of)",
    "BY": "Belorussia|Byelorussia|White Russia",
    "CD": "Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|"
    "Congo, Democratic Republic of the|Congo (Kinshasa)|Congo-Kinshasa|Zaire|"
    "República Democrática del Congo|République démocratique du Congo|刚果民主共和国|刚果（金）",
    "CG": "Republic of the Congo|Republic of Congo|Congo (Brazzaville)|Congo-Brazzaville|"
    "República del Congo|République du Congo|刚果共和国|刚果（布）",
    "CI": "Ivory Coast|Cote d'Ivoire|Costa de Marfil",
    "CN": "People's Republic of China|PR China|PRC|P.R. China|República Popular China|"
    "République populaire de Chine|中华人民共和国|Mainland China",
    "CV": "Cabo Verde|Cape Verde Islands",
    "CZ": "Czech Republic|The Czech Republic|República Checa|République tchèque|捷克共和国",
    "DE": "Federal Republic of Germany|West Germany|East Germany|German Democratic Republic|GDR|"
    "Deutschland|Alemania Federal",
    "FM": "Federated States of Micronesia|Micronesia (Federated States of)",
    "FK": "Falklands|Malvinas",
    "GB": "UK|U.K.|Great Britain|Britain|United Kingdom of Great Britain and Northern Ireland|"
    "Gran Bretaña|Grande-Bretagne|大不列颠|联合王国",
    "GE": "Georgia (country)|Republic of Georgia",
    "GM": "The Gambia",
    "GR": "Hellas|Hellenic Republic",
    "HK": "Hong Kong|Hongkong|Hong Kong SAR|Hong Kong, China|中国香港",
    "IE": "Republic of Ireland|Éire|Eire",
    "IR": "Islamic Republic of Iran|Persia|Iran (Islamic Republic of)",
    "KG": "Kirghizia|Kirgizstan|Kyrgyz Republic",
    "KP": "DPRK|Democratic People's Republic of Korea|North Korea|朝鲜民主主义人民共和国",
    "KR": "Republic of Korea|South Korea|ROK|Korea, Republic of|Korea (Republic of)|Korea, South|"
    "República de Corea|République de Corée|大韩民国",
    "LA": "Lao PDR|Lao People's Democratic Republic",
    "LK": "Ceylon",
    "MD": "Republic of Moldova|Moldavia",
    "MK": "Macedonia|FYROM|Republic of Macedonia|Republic of North Macedonia|"
    "Former Yugoslav Republic of Macedonia|Macedonia del Norte|Macédoine",
    "MM": "Burma|Birmania|Birmanie",
    "MO": "Macau|Macao|Macao, China|Macau SAR|中国澳门",
    "NL": "The Netherlands|Holland|Holanda|Hollande|Kingdom of the Netherlands",
    "PS": "Palestine|State of Palestine|Palestinian Territory|Palestinian Authority|Palestina",
    "RU": "Russian Federation|Federación Rusa|Federación de Rusia|Fédération de Russie",
    "SK": "Slovak Republic|República Eslovaca",
    "SR": "Surinam",
    "ST": "Sao Tome and Principe|São Tomé and Príncipe",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TH": "Siam",
    "TL": "East Timor",
    "TR": "Turkey|Turkiye|Republic of Turkey",
    "TW": "Taiwan, China|Chinese Taipei|Taiwan, Province of China|Republic of China|中国台湾|中华台北",
    "TZ": "United Republic of Tanzania|Tanganyika",
    "US": "USA|U.S.A.|U.S.|United States of America|the United States|EE.UU.|EEUU|EUA|"
    "Estados Unidos de América|États-Unis d'Amérique|美利坚合众国",
    "VA": "Vatican|Holy See",
    "VE": "Bolivarian Republic of Venezuela|Venezuela (Bolivarian Republic of)",
    "VN": "Viet Nam|Socialist Republic of Vietnam",
    "XK": "Republic of Kosovo|Kosova",
    "EH": "Sahrawi Arab Democratic Republic|Sahrawi Republic",
}

# Folded. They mean several countries, or none of today.
AMBIGUOUS = {
    *("congo", "kongo", "刚果", "korea", "corea", "coree", "america", "guiana", "timor", "borneo"),
    *("yugoslavia", "jugoslavia", "serbia and montenegro", "czechoslovakia", "soviet union", "ussr"),
    *("netherlands antilles", "virgin islands", "saint martin", "st martin", "channel islands"),
}

# Folded, with the code GeoNames gives the nation.
BRITISH = {
    "england": "ENG",
    "scotland": "SCT",
    "wales": "WLS",
    "northern ireland": "NIR",
    "inglaterra": "ENG",
    "escocia": "SCT",
    "gales": "WLS",
    "irlanda del norte": "NIR",
    "angleterre": "ENG",
    "ecosse": "SCT",
    "pays de galles": "WLS",
    "irlande du nord": "NIR",
    "英格兰": "ENG",
    "苏格兰": "SCT",
    "威尔士": "WLS",
    "北爱尔兰": "NIR",
}

# Lands with a code of their own, and the country they are named with.
OVERSEAS = {
    **dict.fromkeys(("BL", "GF", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "TF", "WF", "YT"), "FR"),
    **dict.fromkeys(("AS", "GU", "MP", "PR", "UM", "VI"), "US"),
    **dict.fromkeys(
        ("AI", "BM", "FK", "GG", "GI", "GS", "IM", "IO", "JE", "KY", "MS", "PN", "SH", "TC", "VG"), "GB"
    ),
    **dict.fromkeys(("AW", "BQ", "CW", "SX"), "NL"),
    **dict.fromkeys(("FO", "GL"), "DK"),
    **dict.fromkeys(("HK", "MO", "TW"), "CN"),
    **dict.fromkeys(("CC", "CX", "HM", "NF"), "AU"),
    **dict.fromkeys(("CK", "NU", "TK"), "NZ"),
    **dict.fromkeys(("BV", "SJ"), "NO"),
    "AX": "FI",
}
