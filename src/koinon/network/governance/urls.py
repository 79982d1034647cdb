"""Addresses of meetings, decisions and the rules of bodies."""

from django.urls import path

from koinon.network.governance import decision_views, meeting_views, rule_views, sitting_views, views

app_name = "governance"
urlpatterns = [
    path("", views.meetings, name="meetings"),
    path("new/", meeting_views.meeting_new, name="meeting-new"),
    path("decided/", views.decided, name="decided"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<str:key>/", views.decision, name="decision"),
    path("decisions/<str:key>/edit/", decision_views.decision_edit, name="decision-edit"),
    path("decisions/<str:key>/votes/", decision_views.votes, name="votes"),
    path("decisions/<str:key>/steps/new/", decision_views.step_new, name="step-new"),
    path("decisions/<str:key>/steps/<str:step>/", decision_views.step_close, name="step-close"),
    path("rules/<str:key>/", rule_views.rules, name="rules"),
    path("rules/<str:key>/new/", rule_views.rule_new, name="rule-new"),
    path("rules/<str:key>/<str:rule>/", rule_views.rule_edit, name="rule-edit"),
    path("rules/<str:key>/<str:rule>/remove/", rule_views.rule_remove, name="rule-remove"),
    path("<str:key>/", views.meeting, name="meeting"),
    path("<str:key>/edit/", meeting_views.meeting_edit, name="meeting-edit"),
    path("<str:key>/convene/", meeting_views.convene, name="convene"),
    path("<str:key>/papers-sent/", meeting_views.papers_sent, name="papers-sent"),
    path("<str:key>/cancel/", meeting_views.cancel, name="cancel"),
    path("<str:key>/seats/", sitting_views.seats, name="seats"),
    path("<str:key>/guests/new/", sitting_views.guest_new, name="guest-new"),
    path("<str:key>/guests/<str:sitting>/remove/", sitting_views.guest_remove, name="guest-remove"),
    path("<str:key>/minutes/", sitting_views.minutes, name="minutes"),
    path("<str:key>/minutes/draft/", sitting_views.minutes_draft, name="minutes-draft"),
    path("<str:key>/minutes/<str:minute>/", sitting_views.minute_edit, name="minute-edit"),
    path("<str:key>/renumber/", meeting_views.renumber, name="renumber"),
    path("<str:key>/items/new/", meeting_views.item_new, name="item-new"),
    path("<str:key>/items/<str:item>/", meeting_views.item_edit, name="item-edit"),
    path("<str:key>/items/<str:item>/remove/", meeting_views.item_remove, name="item-remove"),
    path("<str:key>/items/<str:item>/decide/", decision_views.decision_new, name="decision-new"),
    path("<str:key>/items/<str:item>/papers/new/", meeting_views.paper_new, name="paper-new"),
    path(
        "<str:key>/items/<str:item>/papers/<str:paper>/remove/",
        meeting_views.paper_remove,
        name="paper-remove",
    ),
]
