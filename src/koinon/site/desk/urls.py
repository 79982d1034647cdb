"""Addresses of the desk."""

from django.urls import path

from koinon.site.desk import handover_views, letter_views, monday_views, portfolio_views

app_name = "desk"
urlpatterns = [
    path("monday/", monday_views.monday_page, name="monday"),
    path("letters/", letter_views.letters, name="letters"),
    path("letters/<slug:mark>/", letter_views.letter, name="letter"),
    path("letters/<slug:mark>/settle/", letter_views.letter_settle, name="letter-settle"),
    path("letters/<slug:mark>/mend/", letter_views.letter_mend, name="letter-mend"),
    path("portfolios/", portfolio_views.portfolio_list, name="portfolios"),
    path("portfolios/<str:key>/", portfolio_views.portfolio, name="portfolio"),
    path("portfolios/<str:key>/add/", portfolio_views.portfolio_add, name="portfolio-add"),
    path("portfolios/<str:key>/<str:row>/edit/", portfolio_views.portfolio_change, name="portfolio-change"),
    path("successions/", portfolio_views.successions, name="successions"),
    path("hand-overs/", handover_views.handover_list, name="handovers"),
    path("hand-overs/new/", handover_views.handover_new, name="handover-new"),
    path("hand-overs/<str:key>/", handover_views.handover, name="handover"),
    path("hand-overs/<str:key>/pack.pdf", handover_views.handover_paper, name="handover-paper"),
    path("hand-overs/<str:key>/items/new/", handover_views.item_new, name="handover-item-new"),
    path("hand-overs/<str:key>/items/<int:item>/accept/", handover_views.item_accept, name="handover-accept"),
    path("hand-overs/<str:key>/close/", handover_views.handover_close, name="handover-close"),
]
