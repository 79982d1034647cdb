"""Addresses of exchange."""

from django.urls import path

from koinon.site.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("format/", views.workbook_format, name="format"),
    path("template.<str:form>", views.template, name="template"),
    path("export.<str:form>", views.export, name="export"),
    path("imports/<int:pk>/", views.import_page, name="import"),
    path("imports/<int:pk>/progress/", views.import_progress, name="import-progress"),
    path("imports/<int:pk>/settle/", views.settle, name="import-settle"),
    path("imports/<int:pk>/doubtful.csv", views.doubtful, name="import-doubtful"),
    path("imports/<int:pk>/<str:verb>/", views.act_on_import, name="import-act"),
]
