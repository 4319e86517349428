"""Where the pages about retention and destruction are found."""

from django.urls import path

from onderdak.web.nights.retention import certificates, overview, own_copy, paper

urlpatterns = [
    path("own-copy/", own_copy.own_copy, name="own_copy"),
    path("own-copy/<int:pk>/", own_copy.own_copy_file, name="own_copy_file"),
    path("retention/", overview.overview, name="retention"),
    path("retention/plan/", overview.plan, name="retention_plan"),
    path(
        "retention/certificates.csv",
        certificates.certificates_csv,
        name="certificates_csv",
    ),
    path(
        "retention/certificates/<int:pk>/",
        certificates.certificate_page,
        name="certificate",
    ),
    path(
        "retention/certificates/<int:pk>/certificate.pdf",
        paper.certificate_pdf,
        name="certificate_pdf",
    ),
]
