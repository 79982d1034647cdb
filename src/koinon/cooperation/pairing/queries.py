"""What rounds tell: the list, how far a round is, who has sent, which themes want for offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from koinon.cooperation.pairing.models import (
    CityAnswer,
    Profile,
    ProposedPair,
    Report,
    Round,
    RoundRule,
    RoundState,
    RoundWeight,
    Scenario,
    terms,
)
from koinon.cooperation.pairing.naming import Named, Names, named_one, names_of, side_name
from koinon.cooperation.pairing.readiness import side_of
from koinon.cooperation.programmes.models import Participation
from koinon.network.people.readers import Reader
from koinon.platform.folding import fold

Step = tuple[str, str]
ORDER = [state.value for state in RoundState]


def rounds(reader: Reader) -> QuerySet[Round]:
    """The rounds a reader may see, the latest first, with how many cities were called and how many sent."""
    present = Q(profiles__withdrawn_at=None)
    return (
        Round.objects.visible_to(reader)
        .select_related("edition__programme")
        .annotate(
            cities=Count("profiles", filter=present, distinct=True),
            sent=Count("profiles", filter=present & Q(profiles__sent_at__isnull=False), distinct=True),
        )
        .order_by("-edition__starts_earliest", "-id")
    )


def steps_of(round_: Round, called: int, sent: int) -> list[Step]:
    """The way of a round, from the call to the pairs, and where it stands."""
    at = ORDER.index(round_.state.value)
    stages = [
        (_("Call"), 0),
        (_("Profiles %(sent)s / %(called)s") % {"sent": sent, "called": called}, 1),
        (_("Weights frozen"), 1),
        (_("Solve and explain"), 2),
        (_("Ask the cities"), 3),
        (_("Publish"), 4),
    ]
    now = {0: 0, 1: 1, 2: 3, 3: 4, 4: 4, 5: 6}[at]
    return [
        (words, "done" if n < now else ("now" if n == now else "next"))
        for n, (words, _at) in enumerate(stages)
    ]


# Coverage


@dataclass(frozen=True, slots=True)
class Called:
    """A city on the coverage board: where it stands, what it has done, but not what it wrote."""

    profile: Profile
    named: Named
    side: str

    def by_name(self) -> str:
        """Its place in a list, accents left aside."""
        return fold(self.named.name)

    @property
    def standing(self) -> tuple[str, str]:
        """In a word, with a tone."""
        profile = self.profile
        if profile.withdrawn_at:
            return _("withdrawn"), "no"
        if profile.sent_at and not profile.is_empty:
            return _("sent"), "yes"
        if profile.is_empty:
            return _("empty"), "possibly"
        return (_("draft"), "possibly") if profile.saved_at else (_("not opened"), "plain")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme and how many cities want it, offer it, and are interested in it."""

    words: str
    needs: int
    offers: int
    interests: int

    @property
    def is_short(self) -> bool:
        """Whether more cities want it than offer it."""
        return self.needs > self.offers


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who was called, and how the themes are covered: counts, and no city's words."""

    called: list[Called]
    themes: list[Theme] = field(default_factory=list)

    @property
    def present(self) -> list[Called]:
        return [one for one in self.called if not one.profile.withdrawn_at]

    @property
    def sent(self) -> int:
        return sum(1 for one in self.present if one.profile.sent_at)

    def sides(self, round_: Round) -> list[tuple[str, list[Called]]]:
        """The board by sides, those on neither last."""
        titles = {
            "left": side_name(round_.left_side) or _("All cities"),
            "right": side_name(round_.right_side),
            "": _("On neither side"),
        }
        return [
            (title, found)
            for side, title in titles.items()
            if (found := sorted((one for one in self.called if one.side == side), key=Called.by_name))
        ]


def coverage(round_: Round) -> Coverage:
    """The coverage board of a round: two statements. It counts terms and never says who wrote which."""
    rows = (
        Profile.objects.filter(round=round_)
        .select_related("participation__body__city__country")
        .prefetch_related("participation__body__city__names")
        .order_by("participation__side", "participation__body__name", "id")
    )
    called = [Called(row, named_one(row.participation), side_of(round_, row)) for row in rows]
    return Coverage(called, themes(one.profile for one in called if not one.profile.withdrawn_at))


def themes(profiles: Iterable[Profile]) -> list[Theme]:
    """Every theme named, those that most lack offers first."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("needs", "offers", "interests")}
    words: dict[str, str] = {}
    for profile in profiles:
        for name, counter in counts.items():
            for term in terms(getattr(profile, name)):
                words.setdefault(term.casefold(), term)
                counter[term.casefold()] += 1
    found = [Theme(said, *(counts[name][key] for name in counts)) for key, said in words.items()]
    return sorted(found, key=lambda one: (one.offers - one.needs, -one.needs, one.words))


# A round


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round as whoever runs it sees it."""

    round: Round
    steps: list[Step]
    called: int
    sent: int
    weights: list[RoundWeight]
    rules: list[RoundRule]
    scenarios: list[Scenario]
    pairs: list[ProposedPair]
    names: Names

    @property
    def best(self) -> Scenario | None:
        """The scenario to be shown: the chosen one, or the first that was solved."""
        solved = [one for one in self.scenarios if one.is_solved]
        return next((one for one in solved if one.pk == self.round.chosen_id), solved[0] if solved else None)


def counts_of(round_: Round) -> tuple[int, int]:
    """How many cities are in the round, and how many have sent: one statement."""
    told = Profile.objects.filter(round=round_, withdrawn_at=None).aggregate(
        called=Count("pk"), sent=Count("pk", filter=Q(sent_at__isnull=False))
    )
    return told["called"], told["sent"]


def round_page(round_: Round) -> RoundPage:
    """What the page of a round shows to those who run it: seven statements."""
    called, sent = counts_of(round_)
    return RoundPage(
        round_,
        steps_of(round_, called, sent),
        called,
        sent,
        list(round_.weights.order_by("id")),
        list(round_.rules.select_related("left", "right").order_by("id")),
        list(round_.scenarios.defer("answer", "rules", "changes").order_by("id")),
        list(round_.proposed.select_related("left", "right").order_by("id")),
        names_of(round_),
    )


# What a city sees


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A round as one of its cities sees it: its profile, and its proposals once it is asked."""

    profile: Profile
    pairs: list[ProposedPair]
    answers: dict[int, CityAnswer]
    names: Names

    @property
    def is_waited_for(self) -> bool:
        """Whether a proposal has no answer of this city yet."""
        return any(pair.pk not in self.answers for pair in self.pairs)

    def partner(self, pair: ProposedPair) -> str:
        """The other end of a pair."""
        mine = self.profile.participation_id
        return str(self.names[pair.right.key if pair.left_id == mine else pair.left.key])


def own_profiles(round_: Round, reader: Reader) -> list[Profile]:
    """The profiles of the reader's own cities in the round."""
    rows = Profile.objects.filter(
        round=round_, participation__body__in=reader.bodies, round__opened_at__isnull=False
    )
    return list(rows.select_related("round", "participation__body"))


def own_page(profile: Profile, reader: Reader) -> OwnPage:
    """What a city sees of a round: its own, and nothing of the others: four statements."""
    mine = Q(left=profile.participation_id) | Q(right=profile.participation_id)
    asked = profile.round.asked_at is not None
    rows = ProposedPair.objects.filter(mine, round=profile.round_id, undone=False)
    pairs = list(rows.select_related("left", "right", "round")) if asked else []
    answers = CityAnswer.objects.filter(pair__in=pairs, profile=profile).select_related("other")
    return OwnPage(profile, pairs, {one.pair_id: one for one in answers}, names_of(profile.round))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A city's profile whose round waits for it: to be sent while the call is open, or to answer once asked."""

    profile: Profile

    @property
    def is_call(self) -> bool:
        """Whether the profile is still to be sent; otherwise an answer is awaited."""
        return self.profile.round.frozen_at is None

    @property
    def due(self) -> date | None:
        """By when, as announced."""
        round_ = self.profile.round
        return round_.call_closes if self.is_call else round_.consult_by


def waiting_for(bodies: frozenset[int]) -> QuerySet[Profile]:
    """The profiles of these bodies in a call that is open and not sent, or with a proposal not answered."""
    unsent = Q(round__opened_at__isnull=False, round__frozen_at=None, sent_at=None)
    mine = Q(left=OuterRef("participation")) | Q(right=OuterRef("participation"))
    answered = CityAnswer.objects.filter(pair=OuterRef("pk"), profile=OuterRef(OuterRef("pk")))
    open_pairs = ProposedPair.objects.filter(mine, ~Exists(answered), round=OuterRef("round"), undone=False)
    asked = Q(round__asked_at__isnull=False, round__published_at=None) & Exists(open_pairs)
    rows = Profile.objects.filter(unsent | asked, participation__body__in=bodies, withdrawn_at=None)
    return rows.select_related("round__edition", "participation__body__city").order_by("id")


# What everybody sees


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A published round: its pairs, what was weighed, and the report."""

    round: Round
    pairs: list[ProposedPair]
    weights: list[RoundWeight]
    rules: list[RoundRule]
    report: Report | None
    names: Names


def published_page(round_: Round, reader: Reader) -> PublishedPage:
    """A published round as the reader may see it: six statements."""
    pairs = ProposedPair.objects.visible_to(reader).filter(round=round_)
    return PublishedPage(
        round_,
        list(pairs.select_related("left", "right", "agreement").order_by(F("undone"), "id")),
        list(round_.weights.filter(weight__gt=0).order_by("-weight", "id")),
        list(RoundRule.objects.visible_to(reader).filter(round=round_).select_related("left", "right")),
        Report.objects.filter(round=round_).first(),
        names_of(round_),
    )


# Answers


def answers_of(round_: Round) -> dict[tuple[int, int], CityAnswer]:
    """Every answer, by pair and by participation: one statement."""
    rows = CityAnswer.objects.filter(pair__round=round_).select_related("profile", "other")
    return {(one.pair_id, one.profile.participation_id): one for one in rows}


def silent(round_: Round) -> list[Participation]:
    """Who has not answered about a pair that stands and was not made by hand, each once: two statements."""
    told = set(CityAnswer.objects.filter(pair__round=round_).values_list("pair", "profile__participation"))
    pairs = round_.proposed.standing().filter(by_hand=False).order_by("id")
    rows = pairs.select_related("left__body__city", "right__body__city")
    ends = ((pair.pk, end) for pair in rows for end in (pair.left, pair.right))
    return list(dict.fromkeys(end for pair, end in ends if (pair, end.pk) not in told))


def answered_count(round_: Round) -> tuple[int, int]:
    """How many answers about standing pairs are in, and how many there can be: one statement."""
    told = ProposedPair.objects.filter(round=round_, undone=False).aggregate(
        pairs=Count("pk", distinct=True), answers=Count("answers")
    )
    return told["answers"], 2 * told["pairs"]


def callable_participations(round_: Round) -> QuerySet[Participation]:
    """The participants of the edition not yet called, with their bodies."""
    rows = Participation.objects.filter(edition=round_.edition_id).exclude(profiles__round=round_)
    return rows.select_related("body").order_by("side", "body__name")


def is_late(round_: Round, on: date) -> bool:
    """Whether the call should have closed and profiles are still open."""
    return bool(round_.call_closes and round_.call_closes < on and not round_.frozen_at)
