"""Addresses of pairing."""

from django.urls import path

from koinon.cooperation.pairing import profile_views, round_views, views
from koinon.platform.ui.late import Late

# What asks the engine: it brings arrays and the whole workshop with it.
proposal_views = Late("koinon.cooperation.pairing.proposal_views")
scenario_views = Late("koinon.cooperation.pairing.scenario_views")

app_name = "pairing"
urlpatterns = [
    path("", views.round_list, name="rounds"),
    path("new/<str:key>/", round_views.round_new, name="round-new"),
    # By signed link
    path("answer/<str:token>/", profile_views.by_link, name="by-link"),
    path("answer/<str:token>/round/", proposal_views.own_by_link, name="own-by-link"),
    path("answer/<str:token>/pairs/<str:key>/", proposal_views.link_answer, name="answer-by-link"),
    # Cities
    path("profiles/<str:key>/", profile_views.profile_form, name="profile"),
    path("profiles/<str:key>/read/", profile_views.profile_read, name="profile-read"),
    path("profiles/<str:key>/link/", profile_views.link_issue, name="link-issue"),
    path("profiles/<str:key>/revoke/", profile_views.link_revoke, name="link-revoke"),
    path("profiles/<str:key>/places/", profile_views.places, name="profile-places"),
    path("profiles/<str:key>/withdraw/", profile_views.withdraw, name="profile-withdraw"),
    path("pairs/<str:key>/answer/", proposal_views.answer, name="answer"),
    path("pairs/<str:key>/undo/", proposal_views.pair_undo, name="pair-undo"),
    path("rules/<str:key>/remove/", round_views.rule_remove, name="rule-remove"),
    # Scenarios
    path("scenarios/<str:key>/", scenario_views.scenario, name="scenario"),
    path("scenarios/<str:key>/progress/", scenario_views.progress, name="scenario-progress"),
    path("scenarios/<str:key>/problem.json", scenario_views.problem_file, name="problem-file"),
    path("scenarios/<str:key>/why/", scenario_views.why, name="why"),
    path("scenarios/<str:key>/what-if/", scenario_views.what, name="what-if"),
    path("scenarios/<str:key>/choose/", scenario_views.scenario_choose, name="scenario-choose"),
    path("scenarios/<str:key>/remove/", scenario_views.scenario_remove, name="scenario-remove"),
    path("scenarios/<str:key>/do/<str:verb>/", scenario_views.scenario_act, name="scenario-act"),
    # A round
    path("rounds/<str:key>/", views.round_page, name="round"),
    path("rounds/<str:key>/edit/", round_views.round_edit, name="round-edit"),
    path("rounds/<str:key>/remove/", round_views.round_remove, name="round-remove"),
    path("rounds/<str:key>/cities/", profile_views.board, name="board"),
    path("rounds/<str:key>/cities/write/", profile_views.write_to_cities, name="write-to-cities"),
    path("rounds/<str:key>/cities/call/", profile_views.call_cities, name="call-cities"),
    path("rounds/<str:key>/open/", round_views.call_open, name="call-open"),
    path("rounds/<str:key>/weights/", round_views.weights, name="weights"),
    path("rounds/<str:key>/freeze/", round_views.freeze, name="freeze"),
    path("rounds/<str:key>/rules/new/", round_views.rule_new, name="rule-new"),
    path("rounds/<str:key>/scenarios/new/", scenario_views.scenario_new, name="scenario-new"),
    path("rounds/<str:key>/compare/", scenario_views.compare, name="compare"),
    path("rounds/<str:key>/proposal/", proposal_views.proposal, name="proposal"),
    path("rounds/<str:key>/proposal/new/", proposal_views.pair_new, name="pair-new"),
    path("rounds/<str:key>/ask/", proposal_views.ask, name="ask"),
    path("rounds/<str:key>/publish/", proposal_views.publish, name="publish"),
    path("rounds/<str:key>/pairs/", views.published_page, name="published"),
]
