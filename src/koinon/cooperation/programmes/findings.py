"""What the rules of this room notice: codes of one agenda that a source credits to another."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.cooperation.programmes.models import AgendaAlignment, ProgrammeAlignment, Vocabulary
from koinon.network.evidence.rules import Proposal, Value, rule


def stated(alignment: AgendaAlignment) -> Value:
    """The agenda, or one code of it, as a value of a finding."""
    if not alignment.code:
        return Vocabulary(alignment.vocabulary).label
    return f"{alignment.vocabulary.upper()} {alignment.code}"


@rule(
    "programme-misattributed",
    title=_("A goal credited to another agenda"),
    headline=_("%(stated)s of the %(credited)s?"),
    words=_(
        "The source credits “%(stated)s” to “%(credited)s”. These are separate agendas: on record it stands "
        "under %(own)s."
    ),
)
def find_misattributed_programmes(on: date) -> Iterator[Proposal]:
    """The alignments of programmes that their source credits to an agenda they are not of. One statement."""
    credited = ProgrammeAlignment.objects.exclude(attributed_to="").select_related("programme")
    for alignment in credited:
        if alignment.is_misattributed:
            yield Proposal(
                "programme-misattributed",
                (alignment.programme, alignment),
                {
                    "stated": stated(alignment),
                    "credited": alignment.attributed_to,
                    "own": Vocabulary(alignment.vocabulary).label,
                },
                alignment.programme.audience,
            )
