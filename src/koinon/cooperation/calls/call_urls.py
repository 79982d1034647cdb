"""Addresses of calls themselves: the register, setting up, the form, screening and stages."""

from django.urls import path

from koinon.cooperation.calls import call_part_views as parts
from koinon.cooperation.calls import call_views as views
from koinon.cooperation.calls import form_building_views, screening_reading, screening_views, stage_views

urlpatterns = [
    path("", views.call_list, name="calls"),
    path("new/", views.call_new, name="call-new"),
    path("parts/<slug:part>/<str:key>/edit/", parts.part_edit, name="part-edit"),
    path("parts/<slug:part>/<str:key>/remove/", parts.part_remove, name="part-remove"),
    path("parts/<slug:part>/<str:key>/<slug:way>/", parts.part_move, name="part-move"),
    path("entries/<str:key>/", screening_reading.entry, name="entry"),
    path("entries/<str:key>/screen/", screening_views.screen, name="screen"),
    path("stages/<str:key>/", stage_views.stage, name="stage"),
    path("stages/<str:key>/choose/", stage_views.stage_choose, name="stage-choose"),
    path("stages/<str:key>/announce/", stage_views.stage_announce, name="stage-announce"),
    path("<str:key>/", views.call, name="call"),
    path("<str:key>/edit/", views.call_edit, name="call-edit"),
    path("<str:key>/setup/", views.call_setup, name="call-setup"),
    path("<str:key>/open/", views.call_open, name="call-open"),
    path("<str:key>/cancel/", views.call_cancel, name="call-cancel"),
    path("<str:key>/remove/", views.call_remove, name="call-remove"),
    path("<str:key>/copy/", views.call_copy, name="call-copy"),
    path("<str:key>/form/", form_building_views.form_building, name="form-building"),
    path("<str:key>/form/preview/", form_building_views.form_preview, name="form-preview"),
    path("<str:key>/entries/", screening_views.entry_list, name="screening"),
    path("<str:key>/languages/<str:language>/", parts.language, name="call-language"),
    path("<str:key>/add/<slug:part>/", parts.part_new, name="part-new"),
]
