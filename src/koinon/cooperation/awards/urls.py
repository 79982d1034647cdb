"""Addresses of awards."""

from django.urls import path

from koinon.cooperation.awards import (
    assigning_views,
    conflict_views,
    juror_views,
    panel_views,
    phase_views,
    result_views,
    score_export,
)

app_name = "awards"

urlpatterns = [
    path("", juror_views.mine, name="mine"),
    # A juror's own
    path("score/<str:key>/", juror_views.review, name="review"),
    path("score/<str:key>/criteria/<int:number>/", juror_views.score, name="score"),
    path("score/<str:key>/comments/", juror_views.comments, name="comments"),
    path("score/<str:key>/send/", juror_views.send, name="send"),
    path("score/<str:key>/abstain/", juror_views.abstain, name="abstain"),
    path("score/<str:key>/conflict/", juror_views.declare, name="declare"),
    path("score/<str:key>/papers/<int:number>/", juror_views.paper, name="paper"),
    # Panels
    path("calls/<str:key>/panels/new/", panel_views.panel_new, name="panel-new"),
    path("panels/<str:key>/", panel_views.panel, name="panel"),
    path("panels/<str:key>/edit/", panel_views.panel_edit, name="panel-edit"),
    path("panels/<str:key>/jurors/new/", panel_views.juror_new, name="juror-new"),
    path("panels/<str:key>/phases/new/", panel_views.phase_new, name="phase-new"),
    path("jurors/<str:key>/edit/", panel_views.juror_edit, name="juror-edit"),
    path("jurors/<str:key>/chair/", panel_views.juror_chair, name="juror-chair"),
    path("jurors/<str:key>/dismiss/", panel_views.juror_dismiss, name="juror-dismiss"),
    # A phase
    path("phases/<str:key>/", phase_views.phase, name="phase"),
    path("phases/<str:key>/edit/", panel_views.phase_edit, name="phase-edit"),
    path("phases/<str:key>/remove/", panel_views.phase_remove, name="phase-remove"),
    path("phases/<str:key>/open/", phase_views.phase_open, name="phase-open"),
    path("phases/<str:key>/close/", phase_views.phase_close, name="phase-close"),
    path("phases/<str:key>/reopen/", phase_views.phase_reopen, name="phase-reopen"),
    path("phases/<str:key>/freeze/", phase_views.phase_freeze, name="phase-freeze"),
    path("phases/<str:key>/letters/", result_views.letters, name="phase-letters"),
    path("phases/<str:key>/ranking/", phase_views.ranking, name="ranking"),
    path("phases/<str:key>/judges/", phase_views.judges, name="judges"),
    path("phases/<str:key>/deliberation/", phase_views.deliberation, name="deliberation"),
    path("phases/<str:key>/entries/<str:code>/", phase_views.entry, name="entry"),
    path(
        "phases/<str:key>/entries/<str:code>/papers/<int:number>/",
        phase_views.entry_paper,
        name="entry-paper",
    ),
    path("phases/<str:key>/entries/<str:code>/stand/", phase_views.stand, name="stand"),
    path("phases/<str:key>/entries/<str:code>/turn/", phase_views.turn, name="turn"),
    # Conflicts of interest, and who scores what
    path("phases/<str:key>/conflicts/", conflict_views.conflicts, name="conflicts"),
    path("phases/<str:key>/conflicts/find/", conflict_views.conflicts_find, name="conflicts-find"),
    path(
        "phases/<str:key>/conflicts/<str:conflict>/override/",
        conflict_views.conflict_override,
        name="conflict-override",
    ),
    path(
        "phases/<str:key>/conflicts/<str:conflict>/restore/",
        conflict_views.conflict_restore,
        name="conflict-restore",
    ),
    path("phases/<str:key>/assigning/", assigning_views.assigning, name="assigning"),
    path("phases/<str:key>/assigning/solve/", assigning_views.allotment_new, name="allotment-new"),
    path("phases/<str:key>/assigning/by-hand/", assigning_views.assign_hand, name="assign-hand"),
    path("phases/<str:key>/assigning/take-back/", assigning_views.take_back_all, name="take-back-all"),
    path(
        "phases/<str:key>/assigning/<str:assignment>/withdraw/",
        assigning_views.assignment_withdraw,
        name="assignment-withdraw",
    ),
    path("phases/<str:key>/jurors/<str:juror>/release/", assigning_views.juror_release, name="juror-release"),
    path("phases/<str:key>/scores.xlsx", score_export.scores, name="scores"),
    path("allotments/<str:key>/", assigning_views.allotment, name="allotment"),
    path("allotments/<str:key>/progress/", assigning_views.allotment_progress, name="allotment-progress"),
    path("allotments/<str:key>/stop/", assigning_views.allotment_stop, name="allotment-stop"),
    path("allotments/<str:key>/carry-out/", assigning_views.allotment_carry_out, name="allotment-carry-out"),
    path("allotments/<str:key>/remove/", assigning_views.allotment_remove, name="allotment-remove"),
    # Results
    path("results/<str:key>/verify/", result_views.verify, name="verify"),
    path("results/<str:key>/result.json", result_views.result_json, name="result-json"),
]
