"""Where the pages of reports are found."""

from django.urls import path

from onderdak.web.inspections.reports import lists, making, reading, signing

_HERE = "visits/<str:number>/report/"
_ONE = _HERE + "<uuid:report>/"

# Before the pages of one visit: these are no numbers of visits.
general = [
    path("visits/reports/", lists.visit_reports, name="visit_reports"),
    path("visits/reports/list.csv", lists.reports_csv, name="visit_reports_csv"),
    path("visits/reports/list.xlsx", lists.reports_xlsx, name="visit_reports_xlsx"),
    path("visits/reports/verify/", lists.verify_report, name="verify_report"),
]
urlpatterns = [
    *general,
    path(_HERE, reading.visit_report, name="visit_report"),
    path(_HERE + "make/", making.make, name="visit_report_make"),
    path(_HERE + "entry/danger/", making.make_danger, name="visit_danger_report"),
    path(
        _HERE + "entry/<int:warrant>/<int:dwelling>/",
        making.make_entry,
        name="visit_entry_report",
    ),
    path(_HERE + "<uuid:report>.pdf", reading.report_pdf, name="visit_report_pdf"),
    path(_ONE + "signatures.pdf", reading.sheet_pdf, name="visit_report_sheet"),
    path(_ONE + "sign/", signing.sign, name="visit_report_sign"),
    path(_ONE + "addendum/", making.add, name="visit_report_add"),
    path(_ONE + "copy/", signing.copy, name="visit_report_copy"),
]
