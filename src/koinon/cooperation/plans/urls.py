"""Addresses of plans."""

from django.urls import path

from koinon.cooperation.plans import guest_views, line_views, measure_views, plan_views, update_views, views

app_name = "plans"
urlpatterns = [
    path("", views.plans, name="plans"),
    path("new/", plan_views.plan_new, name="plan-new"),
    path("library/", views.library, name="library"),
    path("waiting/", update_views.waiting, name="waiting"),
    path("agree/<str:token>/", guest_views.consent, name="consent-guest"),
    path("report/<str:token>/", guest_views.update, name="update-guest"),
    path("measures/<str:key>/", views.measure, name="measure"),
    path("measures/<str:key>/edit/", measure_views.measure_edit, name="measure-edit"),
    path("measures/<str:key>/remove/", measure_views.measure_remove, name="measure-remove"),
    path("measures/<str:key>/close/", measure_views.measure_close, name="measure-close"),
    path("measures/<str:key>/copy/", measure_views.measure_copy, name="measure-copy"),
    path("measures/<str:key>/agree/<str:side>/", measure_views.measure_agree, name="measure-agree"),
    path(
        "measures/<str:key>/otherwise/<str:side>/", measure_views.measure_otherwise, name="measure-otherwise"
    ),
    path("measures/<str:key>/ask/<str:side>/", update_views.update_ask, name="update-ask"),
    path("measures/<str:key>/report/<str:side>/", update_views.update_send, name="update-send"),
    path("updates/<str:key>/", update_views.update, name="update"),
    path("updates/<str:key>/accept/", update_views.update_accept, name="update-accept"),
    path("updates/<str:key>/return/", update_views.update_return, name="update-return"),
    path("updates/<str:key>/revoke/", update_views.update_revoke, name="update-revoke"),
    path("lines/<str:key>/edit/", line_views.line_edit, name="line-edit"),
    path("lines/<str:key>/remove/", line_views.line_remove, name="line-remove"),
    path("lines/<str:key>/point/", line_views.line_point, name="line-point"),
    path("pointers/<str:key>/remove/", line_views.pointer_remove, name="pointer-remove"),
    path("<str:key>/", views.plan, name="plan"),
    path("<str:key>/edit/", plan_views.plan_edit, name="plan-edit"),
    path("<str:key>/agree/", plan_views.plan_agree, name="plan-agree"),
    path("<str:key>/close/", plan_views.plan_close, name="plan-close"),
    path("<str:key>/measures/", measure_views.measure_new, name="measure-new"),
    path("<str:key>/lines/", line_views.line_new, name="line-new"),
    path("<str:key>/report/", views.report, name="report"),
    path("<str:key>/sides/<str:side>/link/", plan_views.link_issue, name="link-issue"),
    path("<str:key>/sides/<str:side>/revoke/", plan_views.link_revoke, name="link-revoke"),
]
