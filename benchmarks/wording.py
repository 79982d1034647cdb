"""The words of a generated network: names in two scripts, topics, and titles made of them."""

from koinon.platform.folding import has_han

GIVEN = (
    "Agnès", "Octavi", "Denis", "María", "João", "Anna", "Pierre", "Fatima", "Kofi", "Ingrid", "Søren", "Lucía",
    "Tomasz", "Ayşe", "Giulia", "Marek", "Noor", "Éloïse", "Diego", "Chinwe",
)  # fmt: skip
FAMILY = (
    "Bickart", "Varga", "Okafor", "Müller", "García", "Silva", "Kowalski", "Diallo", "Nguyen", "Rossi", "Lindqvist",
    "Haddad", "Mwangi", "Fernández", "Petrov", "Lefèvre", "Yılmaz", "Santos", "Andersen",
)  # fmt: skip
HAN_FAMILY, HAN_GIVEN = "陈王李张刘杨赵黄周吴徐孙", "国明华建文志伟芳丽强军平东海燕玲"
TITLES = ("Deputy Mayor", "Director of International Affairs", "Focal point", "Adviser")
TOPICS = (
    "urban mobility", "clean water", "climate resilience", "affordable housing", "waste and recycling",
    "heritage", "public space", "digital services", "air quality", "youth exchange", "food markets",
    "innovation districts", "ageing well", "flood protection", "port cities", "renewable energy", "公共交通", "城市更新",
)  # fmt: skip
MANNERS = (
    "cooperation in", "exchange on", "joint research on", "training for", "shared standards of", "a pilot in",
    "a learning hub on",
)  # fmt: skip
AGREEMENT_KINDS = ("mou", "pairing", "twinning", "letter", "alliance")


def is_han(text: str) -> bool:
    """Whether every sign is Chinese."""
    return all("\u4e00" <= sign <= "\u9fff" for sign in text) and has_han(text)


def name(number: int) -> tuple[str, str, str, str]:
    """Given name, family name, order and language of a person."""
    if number % 4 == 0:
        second = HAN_GIVEN[number // 7 % len(HAN_GIVEN)]
        given = HAN_GIVEN[number // 3 % len(HAN_GIVEN)] + second
        return given, HAN_FAMILY[number // 4 % len(HAN_FAMILY)], "family", "zh-Hans"
    given = f"{GIVEN[number % len(GIVEN)]} {syllables(number)}"
    return given, FAMILY[number // 5 % len(FAMILY)], "given", "en"


def syllables(number: int) -> str:
    """A middle name, to tell people apart."""
    sounds = ("ba", "lo", "mi", "ru", "se", "ta", "ve", "no", "ki", "du")
    return "".join(sounds[int(digit)] for digit in str(number)).capitalize()


def topic(number: int) -> str:
    """A subject of cooperation."""
    return f"{MANNERS[number % len(MANNERS)]} {TOPICS[number // 3 % len(TOPICS)]}"


def title(number: int, beginning: str) -> str:
    """The title of an agreement, an event or a document."""
    return f"{beginning} {topic(number)} ({syllables(number)})"
