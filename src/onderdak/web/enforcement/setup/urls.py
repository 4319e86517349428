"""Where the matrix and the amounts are found."""

from django.urls import path

from onderdak.web.enforcement.setup import history, own, views

_HERE = "enforcement/setup/"

urlpatterns = [
    path(_HERE, views.setup, name="enforcement_setup"),
    path(
        _HERE + "cells/<str:behaviour>-<str:consequence>/",
        views.cell,
        name="enforcement_cell",
    ),
    path(
        _HERE + "history/<str:behaviour>-<str:consequence>/",
        history.history,
        name="enforcement_cell_history",
    ),
    path(_HERE + "amounts/new/", own.amount_new, name="enforcement_amount_new"),
    path(_HERE + "letterhead/", own.letterhead, name="enforcement_letterhead"),
    path(
        _HERE + "amounts/<int:amount>/end/",
        own.amount_end,
        name="enforcement_amount_end",
    ),
]
