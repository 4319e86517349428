"""Where the pages of warrants are found."""

from django.urls import path

from onderdak.web.inspections.warrants import asking, correcting, deciding, nobody

urlpatterns = [
    path("warrants/", deciding.warrants, name="warrants"),
    path("warrants/list.csv", deciding.warrants_csv, name="warrants_csv"),
    path("warrants/list.xlsx", deciding.warrants_xlsx, name="warrants_xlsx"),
    path("warrants/<int:pk>/", deciding.warrant, name="warrant"),
    path("warrants/<int:pk>/take-back/", asking.withdraw, name="warrant_withdraw"),
    path("warrants/<int:pk>/entry/", asking.entry, name="warrant_entry"),
    path(
        "warrants/<int:pk>/entry/correct/",
        correcting.correct,
        name="warrant_correct",
    ),
    path("visits/<str:number>/warrant/", asking.ask_for, name="warrant_ask"),
    path("visits/<str:number>/nobody-went-in/", nobody.nobody, name="visit_nobody"),
]
