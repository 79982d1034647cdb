"""Addresses of papers."""

from django.urls import path

from koinon.site.briefings import board_views, money_line_views, pair_views, plan_views, renewal_views, views

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
    path("events/<str:key>/plates.pdf", views.plates, name="plates"),
]
