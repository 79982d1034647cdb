"""Addresses of agreements."""

from django.urls import include, path

from koinon.cooperation.agreements import act_views, board_views, part_views, views

app_name = "agreements"
urlpatterns = [
    path("", views.agreement_list, name="agreements"),
    path("new/", views.agreement_new, name="agreement-new"),
    path("parts/<slug:part>/<str:key>/edit/", part_views.part_edit, name="part-edit"),
    path("parts/<slug:part>/<str:key>/remove/", part_views.part_remove, name="part-remove"),
    path("acts/<str:key>/edit/", act_views.act_edit, name="act-edit"),
    path("acts/<str:key>/remove/", act_views.act_remove, name="act-remove"),
    path("acts/<str:key>/signatories/new/", act_views.signatory_new, name="signatory-new"),
    path("signatories/<str:key>/edit/", act_views.signatory_edit, name="signatory-edit"),
    path("signatories/<str:key>/remove/", act_views.signatory_remove, name="signatory-remove"),
    path("runway/", include("koinon.cooperation.agreements.renewal_urls")),
    path("commitments/", include("koinon.cooperation.agreements.commitment_urls")),
    # The rooms beside this one come before the addresses that begin with the key of an agreement.
    path("<str:key>/", views.agreement, name="agreement"),
    path("<str:key>/edit/", views.agreement_edit, name="agreement-edit"),
    path("<str:key>/sign/", act_views.agreement_sign, name="agreement-sign"),
    path("<str:key>/approved-by/<str:decision>/", board_views.approved_by, name="approved-by"),
    path("<str:key>/acts/<slug:kind>/new/", act_views.act_new, name="act-new"),
    path("<str:key>/<slug:part>/new/", part_views.part_new, name="part-new"),
]
