"""The way from an agreement to how the pair is doing, drawn for those whose affair it is and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from koinon.cooperation.agreements.models import Agreement, AgreementKind
from koinon.cooperation.evaluation.queries import pairs
from koinon.network.people.doors import Request
from koinon.platform.ui.addresses import link_from
from koinon.platform.ui.beside import Action


def on_agreement(request: Request, agreement: Agreement) -> Iterator[Action]:
    """One statement, and only on the page of a pairing for a reader who works somewhere."""
    if agreement.kind != AgreementKind.PAIRING or not (
        request.reader.bodies or request.reader.is_secretariat
    ):
        return
    if pairs(request.reader).filter(pk=agreement.pk).exists():
        yield Action(_("How the pair is doing"), link_from(request, "evaluation:pair", key=agreement.key))
