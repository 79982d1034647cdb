"""Addresses of promises and their evidence, under those of agreements."""

from django.urls import path

from koinon.cooperation.agreements import commitment_recording, commitment_views, evidence_views

urlpatterns = [
    path("", commitment_views.board_page, name="commitments"),
    path("of/<str:key>/new/", commitment_recording.commitment_new, name="commitment-new"),
    path("dues/<str:key>/edit/", commitment_recording.due_edit, name="due-edit"),
    path("dues/<str:key>/remove/", commitment_recording.due_remove, name="due-remove"),
    path("evidence/", evidence_views.waiting_page, name="evidence-waiting"),
    path("evidence/<str:key>/", evidence_views.evidence_page, name="evidence"),
    path("evidence/<str:key>/accept/", evidence_views.evidence_accept, name="evidence-accept"),
    path("evidence/<str:key>/return/", evidence_views.evidence_return, name="evidence-return"),
    path("evidence/<str:key>/edit/", evidence_views.evidence_edit, name="evidence-edit"),
    path("evidence/<str:key>/withdraw/", evidence_views.evidence_withdraw, name="evidence-withdraw"),
    path("<str:key>/", commitment_views.commitment_page, name="commitment"),
    path("<str:key>/edit/", commitment_recording.commitment_edit, name="commitment-edit"),
    path("<str:key>/remove/", commitment_recording.commitment_remove, name="commitment-remove"),
    path("<str:key>/dues/new/", commitment_recording.due_new, name="due-new"),
    path("<str:key>/evidence/new/", evidence_views.evidence_new, name="evidence-new"),
]
