"""Where the pages of what comes after visits are found."""

from django.urls import path

from onderdak.web.inspections.after import figures, public, results, year

urlpatterns = [
    path("visits/results/", figures.visit_results, name="visit_results"),
    path("visits/results/list.csv", figures.results_csv, name="visit_results_csv"),
    path("visits/results/list.xlsx", figures.results_xlsx, name="visit_results_xlsx"),
    path("visits/results/public/", public.periods, name="visit_publicity"),
    path("visits/results/public/<str:first>/", public.publish, name="visit_publish"),
    path("visits/integral/", year.integral, name="integral_checks"),
    path("visits/<str:number>/result/", results.visit_result, name="visit_result"),
    path("visits/<str:number>/units/", results.visit_units, name="visit_units"),
    path("visit-figures/<str:code>/", public.for_all, name="visit_figures"),
]
