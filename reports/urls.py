from django.urls import path

from reports.views import figures, interchange, report_files, reports

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
    path("reports/", reports.report_list, name="report_list"),
    path("reports/projects/<int:pk>/logos/", reports.logo_edit, name="logo_edit"),
    path("reports/<int:pk>/<slug:language>/", reports.report_detail, name="report_detail"),
    path("reports/<int:pk>/<slug:language>/pdf/", report_files.report_pdf_view, name="report_pdf"),
    path("reports/<int:pk>/<slug:language>/html/", report_files.report_html_view, name="report_html"),
    path("reports/<int:pk>/<slug:language>/docx/", report_files.report_docx_view, name="report_docx"),
    path("reports/<int:pk>/<slug:language>/xlsx/", report_files.report_xlsx_view, name="report_xlsx"),
    path(
        "reports/<int:pk>/<slug:language>/chapters/<slug:slug>/",
        reports.chapter_edit,
        name="chapter_edit",
    ),
]
