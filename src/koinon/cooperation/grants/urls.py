"""Addresses of grants."""

from django.urls import path

from koinon.cooperation.grants import (
    line_views,
    prize_views,
    recording_views,
    report_views,
    scholarship_views,
    views,
)

app_name = "grants"
urlpatterns = [
    path("", views.grants, name="grants"),
    path("new/", recording_views.grant_new, name="grant-new"),
    path("pledges/", views.pledges, name="pledges"),
    path("pledges/new/", recording_views.pledge_new, name="pledge-new"),
    path("pledges/<str:key>/", views.pledge, name="pledge"),
    path("pledges/<str:key>/edit/", recording_views.pledge_edit, name="pledge-edit"),
    path("pledges/<str:key>/remove/", recording_views.pledge_remove, name="pledge-remove"),
    path("prizes/<str:entry>/<str:prize>/", prize_views.prize_grant, name="prize-grant"),
    path("scholarships/", scholarship_views.scholarships, name="scholarships"),
    path("scholarships/new/", scholarship_views.scholarship_new, name="scholarship-new"),
    path("scholarships/<str:key>/", scholarship_views.scholarship, name="scholarship"),
    path("scholarships/<str:key>/edit/", scholarship_views.scholarship_edit, name="scholarship-edit"),
    path("scholarships/<str:key>/grant/", scholarship_views.scholarship_grant, name="scholarship-grant"),
    path("scholarships/<str:key>/report/", scholarship_views.scholarship_report, name="scholarship-report"),
    path(
        "scholarships/<str:key>/give-up/", scholarship_views.scholarship_give_up, name="scholarship-give-up"
    ),
    path("scholarships/<str:key>/remove/", scholarship_views.scholarship_remove, name="scholarship-remove"),
    path("scholarships/<str:key>/ask/", report_views.ask, name="report-ask"),
    path("scholarships/<str:key>/accept/", report_views.accept, name="report-accept"),
    path("scholarships/<str:key>/return/", report_views.send_back, name="report-return"),
    path("scholar/<str:token>/", report_views.scholar, name="scholar"),
    path("lines/", line_views.frozen_lines, name="frozen-lines"),
    path("lines/<str:key>/", line_views.frozen, name="frozen"),
    path("line/<str:kind>/<str:key>/", line_views.line, name="line"),
    path("line/<str:kind>/<str:key>/freeze/", line_views.freeze, name="freeze"),
    path("<str:key>/", views.grant, name="grant"),
    path("<str:key>/edit/", recording_views.grant_edit, name="grant-edit"),
    path("<str:key>/remove/", recording_views.grant_remove, name="grant-remove"),
    path("<str:key>/co-funders/new/", recording_views.co_funder_new, name="co-funder-new"),
    path("<str:key>/instalments/new/", recording_views.instalment_new, name="instalment-new"),
    path("<str:key>/instalments/<str:part>/edit/", recording_views.instalment_edit, name="instalment-edit"),
    path("<str:key>/instalments/<str:part>/met/", recording_views.condition_met, name="condition-met"),
    path("<str:key>/payments/new/", recording_views.payment_new, name="payment-new"),
    path("<str:key>/payments/<str:part>/edit/", recording_views.payment_edit, name="payment-edit"),
    path("<str:key>/<str:kind>/<str:part>/remove/", recording_views.part_remove, name="part-remove"),
]
