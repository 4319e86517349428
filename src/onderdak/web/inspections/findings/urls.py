"""Where the pages of findings are found."""

from django.urls import path

from onderdak.web.inspections.findings import views

_HERE = "visits/<str:number>/findings/"

urlpatterns = [
    path(_HERE, views.visit_findings, name="visit_findings"),
    path(_HERE + "list.csv", views.findings_csv, name="visit_findings_csv"),
    path(_HERE + "list.xlsx", views.findings_xlsx, name="visit_findings_xlsx"),
    path(_HERE + "word/", views.visit_verdict, name="visit_verdict"),
    path(_HERE + "term/", views.visit_term, name="visit_term"),
]
