"""Where the pages of certificates are found."""

from django.urls import path

from onderdak.web.quality.certificates import (
    alerting,
    detail,
    gap_lists,
    importing,
    lists,
    locations,
    recording,
    reports,
)

_HERE = "certificates"

urlpatterns = [
    path(f"{_HERE}/", lists.certificates, name="quality_certificates"),
    path(
        f"{_HERE}/export.csv", lists.certificates_csv, name="quality_certificates_csv"
    ),
    path(
        f"{_HERE}/export.xlsx",
        lists.certificates_xlsx,
        name="quality_certificates_xlsx",
    ),
    path(f"{_HERE}/missing/", gap_lists.gaps, name="quality_gaps"),
    path(f"{_HERE}/missing/export.csv", gap_lists.gaps_csv, name="quality_gaps_csv"),
    path(f"{_HERE}/missing/export.xlsx", gap_lists.gaps_xlsx, name="quality_gaps_xlsx"),
    path(f"{_HERE}/new/", recording.new, name="quality_certificate_new"),
    path(f"{_HERE}/alert/", alerting.alert, name="quality_alert"),
    path(f"{_HERE}/registers/", importing.registers, name="quality_registers"),
    path(f"{_HERE}/registers/<int:pk>/", importing.register, name="quality_register"),
    path(
        f"{_HERE}/registers/<int:pk>/record/",
        importing.record,
        name="quality_register_record",
    ),
    path(
        f"{_HERE}/registers/<int:pk>/leave/",
        importing.leave,
        name="quality_register_leave",
    ),
    path(f"{_HERE}/lines/<int:pk>/", importing.line, name="quality_register_row"),
    path(
        f"{_HERE}/lines/<int:pk>/leave/",
        importing.leave_line,
        name="quality_register_row_leave",
    ),
    path(f"{_HERE}/reports/", reports.reports, name="quality_reports"),
    path(f"{_HERE}/reports/address/", reports.contact, name="quality_scheme_contact"),
    path(f"{_HERE}/reports/<int:pk>/", reports.report, name="quality_report"),
    path(
        f"{_HERE}/reports/<int:pk>/letter.pdf",
        reports.letter,
        name="quality_report_letter",
    ),
    path(f"{_HERE}/reports/<int:pk>/send/", reports.send, name="quality_report_send"),
    path(
        f"{_HERE}/reports/<int:pk>/answer/",
        reports.answer,
        name="quality_report_answer",
    ),
    path(f"{_HERE}/locations/<int:pk>/", locations.location, name="quality_beside"),
    path(
        f"{_HERE}/locations/<int:pk>/permit/",
        recording.permit,
        name="quality_permit_new",
    ),
    path(f"{_HERE}/locations/<int:pk>/report/", reports.new, name="quality_report_new"),
    path(f"{_HERE}/<int:pk>/", detail.certificate, name="quality_certificate"),
    path(f"{_HERE}/<int:pk>/say/", recording.say, name="quality_certificate_say"),
    path(f"{_HERE}/<int:pk>/state/", recording.state, name="quality_certificate_state"),
    path(f"{_HERE}/<int:pk>/place/", recording.place, name="quality_certificate_place"),
]
