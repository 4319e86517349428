"""Where the pages of agreements are found."""

from django.urls import path

from onderdak.web.agreements import detail, lists, recording

urlpatterns = [
    path("agreements/", lists.agreements, name="agreements"),
    path("agreements/export.csv", lists.agreements_csv, name="agreements_csv"),
    path("agreements/export.xlsx", lists.agreements_xlsx, name="agreements_xlsx"),
    path("agreements/new/", recording.record, name="agreement_new"),
    path("agreements/<int:pk>/", detail.agreement, name="agreement"),
    path("agreements/<int:pk>/amend/", recording.amend, name="agreement_amend"),
    path("agreements/<int:pk>/end/", recording.end, name="agreement_end"),
    path("agreements/<int:pk>/proof/", recording.proof, name="agreement_proof"),
]
