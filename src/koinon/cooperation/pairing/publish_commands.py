"""Publishing a round: its pairs become agreements-to-be, which rest on the report that is signed with them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.cooperation.agreements.commands import new
from koinon.cooperation.agreements.models import Agreement, AgreementKind, Party, Theme
from koinon.cooperation.pairing.models import (
    AnswerChoice,
    CityAnswer,
    ProposedPair,
    Report,
    Round,
    RoundState,
)
from koinon.cooperation.pairing.naming import named_one, with_cities
from koinon.cooperation.pairing.permissions import can_run
from koinon.cooperation.pairing.proposal_commands import refuse_withdrawn
from koinon.cooperation.pairing.queries import silent
from koinon.cooperation.pairing.reporting import report_of, sign
from koinon.cooperation.pairing.round_commands import NotNow
from koinon.cooperation.programmes.models import Participation
from koinon.network.evidence.citations import Citation
from koinon.network.evidence.commands import WHOLE, citation_key
from koinon.network.evidence.documents import Document, DocumentKind
from koinon.network.people.audience import Audience
from koinon.network.people.permissions import refuse_unless
from koinon.network.people.readers import Reader
from koinon.platform.audit.commands import Act, act
from koinon.platform.audit.models import Record
from koinon.platform.audit.sealing import digest
from koinon.platform.dates import Day
from koinon.platform.errors import Refused
from koinon.platform.recording.keys import propose_key


class SaidNo(Refused):
    """A city said no, and nobody has said why the pair stands nevertheless."""


class NotAnswered(Refused):
    """Cities have not answered yet, and nobody has said that their answers are not waited for."""


def publish_pairs(round_: Round, *, by: Reader, moment: datetime, without: bool = False) -> None:
    """Publish the pairs: each becomes an agreement-to-be between the two, and the report is signed.

    ``without`` waits no longer for the cities that have not answered.
    """
    refuse_unless(can_run(by))
    if round_.state != RoundState.ASKED:
        raise NotNow(_("Pairs are published after the cities were asked."))
    refuse_withdrawn(round_)
    refuse_declined(round_)
    if not without:
        refuse_silent(round_)
    with act("publish_pairs", by=by.user) as doing:
        doing.about(round_)
        doing.change(round_, published_at=moment)
        made: list[Record] = []
        for pair in round_.proposed.standing().select_related("left", "right").order_by("id"):
            known = _on_record(round_, pair)
            doing.change(pair, agreement=known or _agreement(doing, round_, pair, made))
        body = report_of(round_, moment)
        signed = digest(body)
        report = Report(key=f"{round_.key}-report", round=round_, body=body, digest=signed, made_at=moment)
        report.signature = sign(signed)
        doing.create(report)
        _cite(doing, _document(doing, report), made, by=by, moment=moment)


def refuse_declined(round_: Round) -> None:
    """Refuse to publish what a city declined, unless a reason was given by hand."""
    declined = CityAnswer.objects.filter(pair__round=round_, pair__undone=False, pair__by_hand=False).exclude(
        choice=AnswerChoice.YES
    )
    told = ", ".join(str(one) for one in declined.select_related("profile__participation__body"))
    if told:
        raise SaidNo(
            _("Not agreed: %(answers)s. Undo the pair, or let it stand by hand with a reason.")
            % {"answers": told}
        )


def refuse_silent(round_: Round) -> None:
    """Refuse to publish over the head of a city that has not answered."""
    told = ", ".join(str(one.body.city or one.body) for one in silent(round_))
    if told:
        raise NotAnswered(
            _("No answer yet: %(cities)s. Wait for them, or say that you publish without their answers.")
            % {"cities": told}
        )


def _on_record(round_: Round, pair: ProposedPair) -> Agreement | None:
    """The pairing of these two in this edition that is on record already: none is made beside it."""
    rows = Agreement.objects.filter(kind=AgreementKind.PAIRING, edition=round_.edition_id)
    for end in (pair.left, pair.right):
        rows = rows.filter(parties__body=end.body_id)
    return rows.first()


def _agreement(doing: Act, round_: Round, pair: ProposedPair, made: list[Record]) -> Agreement:
    """The agreement-to-be of a pair: its parties and the themes they share; no act stands on it yet."""
    ends = list(with_cities(Participation.objects.filter(pk__in=(pair.left_id, pair.right_id))))
    ends.sort(key=lambda one: one.pk != pair.left_id)
    title = " – ".join(named_one(one).name for one in ends)
    values = {
        "title": f"{title}, {round_.edition.title}"[:254],
        "language": get_language() or "en",
        "kind": AgreementKind.PAIRING,
        "programme": round_.edition.programme,
        "edition": round_.edition,
        "audience": audience_of(round_),
    }
    agreement = doing.create(new(Agreement, values, values["title"]))
    made.append(agreement)
    for order, one in enumerate(ends, start=1):
        row = {"agreement": agreement, "body": one.body, "order": order}
        made.append(doing.create(new(Party, row, agreement.key, one.body.key)))
    for theme in themes_of(pair):
        key = propose_key(Theme, agreement.key, theme)
        doing.create(Theme(key=key, agreement=agreement, text=theme[:120]))
    return agreement


def audience_of(round_: Round) -> str:
    """What comes of a round is for the eyes the programme is for; where bodies are named, for the parties."""
    told = round_.edition.programme.audience
    return Audience.PARTIES if told == Audience.BODIES else told


def themes_of(pair: ProposedPair) -> list[str]:
    """What the two share or give each other, each theme once."""
    found = [
        term
        for part in pair.parts
        if part["criterion"] in ("needs", "interests")
        for term in (*part["left_terms"], *part["right_terms"])
    ]
    return list(dict.fromkeys(found))


def _document(doing: Act, report: Report) -> Document:
    """The report as a document on record, so that the agreements-to-be have a source."""
    round_ = report.round
    title = _("Signed report: %(round)s") % {"round": round_}
    document = Document(
        key=propose_key(Document, report.key),
        title=title[:254],
        kind=DocumentKind.REPORT,
        publisher=round_.edition.programme.run_by,
        published=Day.of(report.made_at.date()),
        language=get_language() or "en",
        audience=audience_of(round_),
        note=_("SHA-256 of what was signed: %(digest)s") % {"digest": report.digest},
    )
    return doing.create(document)


def _cite(doing: Act, document: Document, made: list[Record], *, by: Reader, moment: datetime) -> None:
    """Say of every row made that the report supports it."""
    doing.create_all(
        Citation(
            key=citation_key(document, row, "", WHOLE),
            document=document,
            locator_kind=WHOLE.kind,
            subject_kind=row.record_kind(),
            subject_id=row.pk,
            entered_by=by.user,
            entered_at=moment,
        )
        for row in made
    )
