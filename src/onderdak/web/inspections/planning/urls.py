"""Where the pages of visits are found."""

from django.urls import path

from onderdak.web.inspections.planning import acts, file, lists, one, planning, typed

_ONE = "visits/<str:number>/"

urlpatterns = [
    path("visits/", lists.visits, name="visits"),
    path("visits/list.csv", lists.visits_csv, name="visits_csv"),
    path("visits/list.xlsx", lists.visits_xlsx, name="visits_xlsx"),
    path("visits/new/", planning.new, name="visit_new"),
    path(_ONE, one.visit, name="visit"),
    path(_ONE + "change/", planning.change, name="visit_change"),
    path(_ONE + "file/", file.visit_file, name="visit_file"),
    path(_ONE + "typed/", typed.typed, name="visit_typed"),
    path(_ONE + "typed/list.csv", typed.typed_csv, name="visit_typed_csv"),
    path(_ONE + "typed/list.xlsx", typed.typed_xlsx, name="visit_typed_xlsx"),
    path(_ONE + "typed/late/", typed.take_late, name="visit_take_late"),
    path(_ONE + "begin/", acts.begin, name="visit_begin"),
    path(_ONE + "close/", acts.close, name="visit_close"),
    path(_ONE + "reopen/", acts.reopen, name="visit_reopen"),
    path(_ONE + "cancel/", acts.cancel, name="visit_cancel"),
]
