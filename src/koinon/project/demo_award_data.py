"""What the example cycle of an award is made of: everything in it is invented, and says so."""

from dataclasses import dataclass

EXAMPLE = "(example)"
JURY, CALL = "example-award-jury", "example-award"
CRITERIA = (
    ("Innovation", "What is new about it, for this city and for others.", 40),
    ("Effect", "What it changed, and how one knows.", 35),
    ("Use to others", "Whether another city could do the same.", 25),
)
ANCHORS = {"0": "nothing told", "3": "told, with gaps", "5": "told and shown"}


@dataclass(frozen=True, slots=True)
class City:
    """An invented city that enters, the country it is put in, and its entry."""

    name: str
    country: str
    language: str
    title: str
    words: str
    goals: tuple[str, ...]
    scores: tuple[tuple[int, int, int], ...]
    """What the first jurors who score it give, by criterion."""

    @property
    def key(self) -> str:
        return f"example-city-{self.name.lower()}"


CITIES = (
    City("Aldermoor", "GB", "en", "A library of tools in every district",
         "Neighbours borrow drills, ladders and sewing machines. Nine branches lend 400 things a month.",
         ("11", "12"), ((5, 4, 5), (4, 4, 5), (5, 5, 4))),
    City("Belmira", "PT", "en", "Night buses drawn by those who ride them",
         "Cleaners, nurses and students drew the routes in six workshops; riders at night doubled in a year.",
         ("11", "5"), ((4, 5, 4), (4, 4, 4), (5, 4, 4))),
    City("Cerrolar", "MX", "es", "Escuelas que enfrían su barrio",
         "Doce patios escolares con árboles y agua, abiertos por la tarde: tres grados menos en verano.",
         ("13", "11"), ((5, 5, 5), (4, 5, 5), (5, 4, 5))),
    City("Drevna", "BG", "en", "One counter for newcomers",
         "Papers, school places and courses at one desk, in five languages.",
         ("10", "16"), ((3, 3, 4), (2, 3, 3), (4, 3, 3))),
    City("Eskvar", "SE", "en", "Waste heat from a data centre warms a swimming hall",
         "The hall needs no gas any more. The contract is public, so that others can copy it.",
         ("7", "9"), ((4, 5, 3), (4, 4, 4), (3, 4, 4))),
    City("Fontaval", "FR", "fr", "Le budget que les enfants décident",
         "Trente mille euros par an, discutés et votés par les enfants des écoles primaires.",
         ("16", "4"), ((5, 1, 2), (2, 2, 5), (3, 5, 1))),
    City("Gulmara", "KE", "en", "Water meters that speak",
         "A message tells a household of a leak within an hour; the utility loses a third less.",
         ("6", "9"), ((4, 4, 4), (3, 4, 3), (4, 3, 4))),
    City("Harukawa", "JP", "en", "Empty houses lent to first-time parents",
         "The city mends the roof, the family the rest. Forty houses are lived in again.",
         ("11", "1"), ((3, 4, 3), (3, 3, 3), (4, 4, 3))),
    City("Isenfurt", "DE", "en", "Repair counts as waste avoided",
         "Workshops are paid by the kilogram that is not thrown away.",
         ("12",), ((2, 3, 2), (3, 2, 2), (2, 2, 3))),
    City("Jinghu", "CN", "zh-Hans", "让老厂房成为社区食堂",
         "三座旧厂房改为食堂，老人每餐八元，年轻人按市价付费。",
         ("11", "2"), ((4, 4, 5), (5, 4, 4), (4, 5, 4))),
    City("Kaldara", "TR", "en", "Streets closed for play on Sundays",
         "Each Sunday other streets are closed; the neighbours bring the barriers.",
         ("3", "11"), ((3, 2, 4), (3, 3, 3), (2, 3, 3))),
    City("Limanova", "CL", "es", "Un mapa de ruido hecho a pie",
         "Doscientas personas midieron el ruido; el plan de tráfico siguió su mapa.",
         ("3", "11"), ((3, 3, 3), (4, 3, 3), (3, 3, 4))),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """An invented juror: what he or she reads, the country, and a role that ties to an entry."""

    key: str
    given: str
    languages: str
    country: str
    chair: bool = False
    worked_for: str = ""
    since: str = ""
    until: str = ""


SEATS = (
    Seat("example-chair", "Wanda", "en, fr, es, zh-Hans", "CA", chair=True),
    Seat(
        "example-juror",
        "Jomo",
        "en, zh-Hans, es, fr",
        "KE",
        worked_for="Gulmara",
        since="2021-02",
        until="2024-06",
    ),
    Seat(
        "example-juror-3",
        "Rosalía",
        "en, es, fr, zh-Hans",
        "ES",
        worked_for="Cerrolar",
        since="2022",
        until="2022",
    ),
    Seat("example-juror-4", "Tomoko", "en, zh-Hans, fr, es", "JP"),
    Seat("example-juror-5", "Bastien", "fr, en, es", "FR"),
)
WHY_OVERRIDDEN = "One lecture, paid as a guest; nothing to do with schools or with the entry."
WHY_FORWARD = "The scores lie far apart because it is told too shortly; the panel wants to hear more of it."
WHY_DISAGREE = "I find it told better than the panel does."
