"""Where the pages of cases are found."""

from django.urls import path

from onderdak.web.enforcement.cases import acts, lists, one, opening

_ONE = "enforcement/cases/<str:number>/"

urlpatterns = [
    path("enforcement/", lists.cases, name="enforcement_cases"),
    path("enforcement/list.csv", lists.cases_csv, name="enforcement_cases_csv"),
    path("enforcement/list.xlsx", lists.cases_xlsx, name="enforcement_cases_xlsx"),
    path("enforcement/new/", opening.new, name="enforcement_case_new"),
    path(_ONE, one.case, name="enforcement_case"),
    path(_ONE + "grounds/", opening.more, name="enforcement_grounds"),
    path(_ONE + "offender/", acts.offender, name="enforcement_offender"),
    path(_ONE + "opened/", acts.opened, name="enforcement_offender_opened"),
    path(_ONE + "give/", acts.give, name="enforcement_give"),
    path(_ONE + "wait/", acts.wait, name="enforcement_wait"),
    path(_ONE + "close/", acts.close, name="enforcement_close"),
    path(_ONE + "reopen/", acts.reopen, name="enforcement_reopen"),
]
