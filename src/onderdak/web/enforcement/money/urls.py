"""Where the pages of money are found."""

from django.urls import path

from onderdak.web.enforcement.money import booking, giving_back, one, town

_ALL = "enforcement/money/"
_HERE = "enforcement/cases/<str:number>/money/"

urlpatterns = [
    path(_ALL, town.town_money, name="enforcement_money"),
    path(_ALL + "list.csv", town.money_csv, name="enforcement_money_csv"),
    path(_ALL + "list.xlsx", town.money_xlsx, name="enforcement_money_xlsx"),
    path(_HERE, one.case_money, name="enforcement_case_money"),
    path(_HERE + "list.csv", one.case_money_csv, name="enforcement_case_money_csv"),
    path(_HERE + "list.xlsx", one.case_money_xlsx, name="enforcement_case_money_xlsx"),
    path(_HERE + "pay/", booking.pay, name="enforcement_pay"),
    path(_HERE + "cost/", booking.cost, name="enforcement_cost"),
    path(_HERE + "give-back/", giving_back.give_it_back, name="enforcement_give_back"),
    path(_HERE + "write-off/", booking.write_it_off, name="enforcement_write_off"),
    path(
        _HERE + "lines/<int:entry>/correct/",
        booking.correct,
        name="enforcement_correct",
    ),
]
