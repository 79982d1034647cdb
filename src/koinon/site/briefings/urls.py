"""Addresses of papers."""

from django.urls import path

from koinon.platform.ui.late import Late
from koinon.site.briefings import (
    board_views,
    entry_views,
    jury_views,
    laureate_views,
    money_line_views,
    pair_views,
    plan_views,
    renewal_views,
    views,
)

# It brings the craft of badges with it.
certificate_views = Late("koinon.site.briefings.certificate_views")

app_name = "briefings"
urlpatterns = [
    path("bodies/<str:key>.pdf", views.briefing, name="body"),
    path("visits/<str:key>.pdf", views.visit, name="visit"),
    path("visits/<str:key>/programme.pdf", views.programme, name="visit-programme"),
    path("visits/<str:key>/report.pdf", views.report, name="visit-report"),
    path("visits/<str:key>/invitation.pdf", views.invitation, name="visit-invitation"),
    path("pairing/<str:key>.pdf", views.pairing, name="pairing-report"),
    path("pairing/<str:key>.json", views.pairing_json, name="pairing-report-json"),
    path("pairing/<str:key>/verify/", views.verify, name="pairing-verify"),
    path("money-lines/<str:key>.pdf", money_line_views.money_line, name="money-line"),
    path("money-lines/<str:key>.json", money_line_views.money_line_json, name="money-line-json"),
    path("renewals/<str:key>.pdf", renewal_views.dossier, name="renewal-dossier"),
    path("plans/<str:key>.pdf", plan_views.plan, name="plan"),
    path("plans/<str:key>/report.pdf", plan_views.report, name="plan-report"),
    path("plans/<str:key>/glance.pdf", plan_views.pair, name="plan-glance"),
    path("measures/<str:key>/glance.pdf", plan_views.measure, name="measure-glance"),
    path("bodies/<str:key>/glance.pdf", plan_views.body, name="body-glance"),
    path("editions/<str:key>/glance.pdf", plan_views.edition, name="edition-glance"),
    path("meetings/<str:key>/notice.pdf", board_views.notice, name="meeting-notice"),
    path("meetings/<str:key>/pack.pdf", board_views.pack, name="meeting-pack"),
    path("meetings/<str:key>/minutes.pdf", board_views.minutes, name="meeting-minutes"),
    path("pairs/<str:key>.pdf", pair_views.pair, name="pair"),
    path("panels/<str:key>.pdf", jury_views.report, name="jury-report"),
    path("entries/<str:key>.pdf", entry_views.entry, name="entry"),
    path("entries/link/<str:token>.pdf", entry_views.entry_by_link, name="entry-by-link"),
    path("laureates/<str:key>.pdf", laureate_views.certificate, name="laureate"),
    path("events/<str:key>/plates.pdf", views.plates, name="plates"),
    path("certificates/<str:token>.pdf", certificate_views.certificate, name="certificate"),
    path("certificates/<str:token>.png", certificate_views.picture, name="certificate-png"),
]
