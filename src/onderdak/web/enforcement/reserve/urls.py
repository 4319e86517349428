"""Where the register of places in reserve is found."""

from django.urls import path

from onderdak.web.enforcement.reserve import one, views

_ALL = "enforcement/reserve/"
_ONE = "enforcement/reserve/<int:place>/"

urlpatterns = [
    path(_ALL, views.reserve, name="enforcement_reserve"),
    path(_ALL + "list.csv", views.reserve_csv, name="enforcement_reserve_csv"),
    path(_ALL + "list.xlsx", views.reserve_xlsx, name="enforcement_reserve_xlsx"),
    path(_ALL + "new/", views.new, name="enforcement_reserve_new"),
    path(_ONE, one.one, name="enforcement_reserve_one"),
    path(_ONE + "change/", views.change, name="enforcement_reserve_change"),
    path(_ONE + "withdraw/", views.withdraw, name="enforcement_reserve_withdraw"),
    path(_ONE + "contact/", one.contact, name="enforcement_reserve_contact"),
]
