"""Where the pages of handing in a file are found."""

from django.urls import path

from onderdak.web.nights.declaring import (
    downloads,
    hand_in_list,
    hand_ins,
    remembered,
    views,
)

urlpatterns = [
    path("declare/", views.upload, name="declare"),
    path("declare/template.xlsx", views.template, name="declare_template"),
    path("declare/preview/", views.preview, name="declare_preview"),
    path("declare/columns/", views.columns, name="declare_columns"),
    path("declare/errors.csv", downloads.errors_csv, name="declare_errors"),
    path("declare/rows.csv", downloads.rows_csv, name="declare_rows_csv"),
    path("declare/rows.xlsx", downloads.rows_xlsx, name="declare_rows_xlsx"),
    path("declare/mend.xlsx", downloads.mended, name="declare_mended"),
    path("declare/confirm/", views.confirm, name="declare_confirm"),
    path("declare/cancel/", views.cancel, name="declare_cancel"),
    path("declare/done/", views.done, name="declare_done"),
    path("declare/remembered/", remembered.remembered, name="remembered_columns"),
    path(
        "declare/remembered/<int:pk>/forget/", remembered.forget, name="forget_columns"
    ),
    path("hand-ins/", hand_in_list.hand_ins, name="hand_ins"),
    path("hand-ins/export.csv", hand_in_list.hand_ins_csv, name="hand_ins_csv"),
    path("hand-ins/export.xlsx", hand_in_list.hand_ins_xlsx, name="hand_ins_xlsx"),
    path("hand-ins/<int:pk>/", hand_ins.hand_in, name="hand_in"),
    path("hand-ins/<int:pk>/progress/", hand_ins.progress, name="hand_in_progress"),
    path("hand-ins/<int:pk>/columns/", hand_ins.columns, name="hand_in_columns"),
    path("hand-ins/<int:pk>/errors.csv", hand_ins.errors_csv, name="hand_in_errors"),
    path("hand-ins/<int:pk>/rows.csv", hand_ins.rows_csv, name="hand_in_rows_csv"),
    path("hand-ins/<int:pk>/rows.xlsx", hand_ins.rows_xlsx, name="hand_in_rows_xlsx"),
    path("hand-ins/<int:pk>/mend.xlsx", hand_ins.mended, name="hand_in_mended"),
    path("hand-ins/<int:pk>/confirm/", hand_ins.confirm, name="hand_in_confirm"),
    path("hand-ins/<int:pk>/stop/", hand_ins.stop, name="hand_in_stop"),
    path("hand-ins/<int:pk>/resume/", hand_ins.resume, name="hand_in_resume"),
    path("hand-ins/<int:pk>/discard/", hand_ins.discard, name="hand_in_discard"),
]
