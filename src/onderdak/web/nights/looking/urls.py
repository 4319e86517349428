"""Where the list of what needs a look is found."""

from django.urls import path

from onderdak.web.nights.looking.page import needs_a_look, needs_a_look_csv

urlpatterns = [
    path("needs-a-look/", needs_a_look, name="needs_a_look"),
    path("needs-a-look/export.csv", needs_a_look_csv, name="needs_a_look_csv"),
]
