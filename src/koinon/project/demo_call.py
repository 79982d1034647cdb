"""A call of the demonstration that is open from today: whoever looks around can enter, in four languages."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from koinon.cooperation.calls import call_commands, call_parts
from koinon.cooperation.calls.call_translating import translate_call
from koinon.cooperation.calls.models import Call, CallKind, Criterion, FieldKind, FormField
from koinon.network.people.models import Body
from koinon.network.people.readers import SYSTEM
from koinon.project.demo_accounts import cited

CALL = "example-open-call"
DAYS, QUESTION_DAYS = 45, 30

# Title, summary, rules: English first, then the other three languages.
TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Cities Lab on shade in the street (example)",
        "summary": "An invented call, open from today: five cities try out shade for a summer and compare.",
        "rules": "One entry a city. Five cities are chosen. What is tried out is told to everybody afterwards.",
    },
    "zh-Hans": {
        "title": "街道遮阴城市实验室（示例）",
        "summary": "虚构的征集，自今日开放：五座城市在一个夏季试行遮阴措施并相互比较。",
        "rules": "每城限报一份。选出五座城市。试行结果事后向所有人公布。",
    },
    "es": {
        "title": "Laboratorio de ciudades: sombra en la calle (ejemplo)",
        "summary": "Una convocatoria inventada, abierta desde hoy: cinco ciudades prueban la sombra un verano y comparan.",
        "rules": "Una candidatura por ciudad. Se eligen cinco. Lo probado se cuenta después a todos.",
    },
    "fr": {
        "title": "Laboratoire de villes : de l’ombre dans la rue (exemple)",
        "summary": "Un appel inventé, ouvert dès aujourd’hui : cinq villes essaient l’ombre un été et comparent.",
        "rules": "Une candidature par ville. Cinq villes sont choisies. Les essais sont racontés à tous ensuite.",
    },
}
LANGUAGES = tuple(TEXTS)
NEED = ("Need", "需求", "Necesidad", "Besoin")
NEED_WORDS = (
    "How much the street needs it.",
    "该街道的需要程度。",
    "Cuánto lo necesita la calle.",
    "Combien la rue en a besoin.",
)
# The kind of each question, its limit, whether it must be answered; its label and its options language by language.
QUESTIONS: tuple[tuple[FieldKind, int | None, bool, tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = (
    (
        FieldKind.TEXT, 1200, True,
        ("Where is it too hot, and for whom?", "哪里过热？受影响的是谁？",
         "¿Dónde hace demasiado calor, y para quién?", "Où fait-il trop chaud, et pour qui ?"),
        (),
    ),
    (
        FieldKind.CHOICE, None, True,
        ("What you would try first", "首先想尝试的措施", "Lo que probaría primero", "Ce que vous essaieriez d’abord"),
        (("Trees", "Sails and roofs", "Light surfaces"), ("树木", "遮阳帆与棚", "浅色铺面"),
         ("Árboles", "Toldos y cubiertas", "Superficies claras"), ("Arbres", "Voiles et toits", "Surfaces claires")),
    ),
    (
        FieldKind.SDG, 3, True,
        ("Goals it serves", "所服务的目标", "Objetivos a los que sirve", "Objectifs servis"),
        (),
    ),
    (
        FieldKind.TABLE, 4, False,
        ("What you measure already", "已在测量的内容", "Lo que ya mide", "Ce que vous mesurez déjà"),
        (("What", "Since when"), ("内容", "始于"), ("Qué", "Desde cuándo"), ("Quoi", "Depuis quand")),
    ),
    (
        FieldKind.FILE, 5, False,
        ("A plan or a picture of the street", "街道平面图或照片",
         "Un plano o una foto de la calle", "Un plan ou une photo de la rue"),
        (),
    ),
)  # fmt: skip


def play(moment: datetime) -> Iterator[str]:
    """Open the call where it is not on record yet; the office of the example award runs it."""
    office = Body.objects.filter(key="example-award-office").first()
    if office is None or Call.objects.filter(key=CALL).exists():
        return
    with transaction.atomic():
        announce(office, moment)
    yield f"{CALL}: open for entries for {DAYS} days"


def announce(office: Body, moment: datetime) -> None:
    """The call with its form, put into three more languages."""
    today = moment.date()
    values = {
        "key": CALL, "code": "EXAMPLE-LAB", "kind": CallKind.LAB, "run_by": office, **TEXTS["en"],
        "opens_on": today, "closes_at": moment + timedelta(DAYS), "questions_until": today + timedelta(QUESTION_DAYS),
    }  # fmt: skip
    call = cited(call_commands.record_call(values, by=SYSTEM), moment)
    told = {"title": NEED[0], "words": NEED_WORDS[0], "weight": 1, "top": 5}
    need = call_parts.add_part(Criterion, call, told, by=SYSTEM)
    fields = [call_parts.add_part(FormField, call, asked(*one), by=SYSTEM) for one in QUESTIONS]
    for place, language in enumerate(LANGUAGES):
        if place:
            words = {f"call-{name}": text for name, text in TEXTS[language].items()}
            words[f"criterion-{need.pk}-title"] = NEED[place]
            words[f"criterion-{need.pk}-words"] = NEED_WORDS[place]
            for field, (_kind, _limit, _must, labels, options) in zip(fields, QUESTIONS, strict=True):
                words[f"question-{field.pk}-label"] = labels[place]
                for number, text in enumerate(options[place] if options else ()):
                    words[f"question-{field.pk}-option-{number}"] = text
            translate_call(call, language, words, by=SYSTEM)
    call_commands.open_call(call, by=SYSTEM, moment=moment)


def asked(
    kind: FieldKind,
    limit: int | None,
    required: bool,
    labels: tuple[str, ...],
    options: tuple[tuple[str, ...], ...],
) -> dict[str, Any]:
    """One question in English, as the form keeps it."""
    return {
        "kind": kind,
        "limit": limit,
        "required": required,
        "label": labels[0],
        "options": list(options[0]) if options else [],
    }
