"""Addresses of evidence."""

from django.urls import path

from koinon.network.evidence import citing, inbox_views, titling, views

app_name = "evidence"
urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/new/", views.document_new, name="document-new"),
    path("documents/<str:key>/", views.document, name="document"),
    path("documents/<str:key>/edit/", views.document_edit, name="document-edit"),
    path("documents/<str:key>/remove/", views.document_remove, name="document-remove"),
    path("documents/<str:key>/versions/new/", views.version_new, name="version-new"),
    path("documents/<str:key>/versions/<int:number>/", views.version, name="version"),
    path("documents/<str:key>/versions/<int:number>/remove/", views.version_remove, name="version-remove"),
    path("cite/<str:kind>/<str:key>/", citing.cite, name="cite"),
    path("citations/<str:key>/edit/", citing.citation_edit, name="citation-edit"),
    path("citations/<str:key>/remove/", citing.citation_remove, name="citation-remove"),
    path("titles/<str:kind>/<str:key>/new/", titling.title_new, name="title-new"),
    path("titles/<str:key>/", titling.title, name="title"),
    path("titles/<str:key>/edit/", titling.title_edit, name="title-edit"),
    path("titles/<str:key>/remove/", titling.title_remove, name="title-remove"),
    path("findings/", inbox_views.findings, name="findings"),
    path("findings/<str:key>/", inbox_views.finding, name="finding"),
    path("findings/<str:key>/settle/", inbox_views.finding_settle, name="finding-settle"),
    path("findings/<str:key>/reopen/", inbox_views.finding_reopen, name="finding-reopen"),
]
