from django.urls import path

from reports.views import figures, interchange

app_name = "reports"

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/excel/", figures.figures_xlsx, name="figures_xlsx"),
    path("figures/csv/", figures.figures_csv, name="figures_csv"),
    path("import/", interchange.import_data, name="import"),
    path("import/<int:pk>/", interchange.import_run, name="import_run"),
    path("import/<int:pk>/confirm/", interchange.import_confirm, name="import_confirm"),
    path("import/<int:pk>/again/", interchange.import_again, name="import_again"),
    path("import/<int:pk>/cancel/", interchange.import_cancel, name="import_cancel"),
    path("export/", interchange.export, name="export"),
]
