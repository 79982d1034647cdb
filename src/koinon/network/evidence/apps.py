"""Documents, citations to a place in them, and the findings inbox."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "koinon.network.evidence"
    label = "evidence"

    def ready(self) -> None:
        from koinon.network.evidence import choosing, findings, receivers, succession_findings  # noqa: F401
        from koinon.network.evidence.companions import Source
        from koinon.network.evidence.documents import Document
        from koinon.network.evidence.queries import findings_badge, may_read_findings, may_read_history
        from koinon.network.evidence.titling import register
        from koinon.platform.recording import choices, companions
        from koinon.platform.ui import navigation

        navigation.register(_("Documents"), "evidence:documents", 70, place="more")
        navigation.register(
            _("Findings"), "evidence:findings", 80, badge=findings_badge, visible=may_read_findings
        )
        navigation.register(
            _("Recent changes"), "history:recent", 50, visible=may_read_history, place="account"
        )
        choices.register("document", Document, choosing.find_documents)
        companions.register(Source())
        register(Document)
