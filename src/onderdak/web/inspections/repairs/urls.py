"""Where the pages of repairs are found."""

from django.urls import path

from onderdak.web.inspections.repairs import linked, lists, own, visit

_HERE = "visits/<str:number>/repairs/"
_ONE = "visits/repairs/<int:repair>/"
_OWN = "repairs/<int:repair>/"

urlpatterns = [
    path("visits/repairs/", lists.town_repairs, name="town_repairs"),
    path("visits/repairs/list.csv", lists.repairs_csv, name="town_repairs_csv"),
    path("visits/repairs/list.xlsx", lists.repairs_xlsx, name="town_repairs_xlsx"),
    path(_ONE, lists.town_repair, name="town_repair"),
    path(_ONE + "<int:proof>.jpg", lists.proof_full, name="town_proof"),
    path(_ONE + "<int:proof>-small.jpg", lists.proof_small, name="town_proof_small"),
    path(_HERE, visit.visit_repairs, name="visit_repairs"),
    path(_HERE + "letter/", visit.letter, name="visit_repair_letter"),
    path(_HERE + "letter-<int:nth>.pdf", visit.letter_pdf, name="visit_letter_pdf"),
    path(_HERE + "link/revoke/", visit.revoke, name="visit_repair_revoke"),
    path(_HERE + "again/", visit.again, name="visit_again"),
    path("repairs/", own.own_list, name="own_repairs"),
    path("repairs/list.csv", own.own_csv, name="own_repairs_csv"),
    path("repairs/list.xlsx", own.own_xlsx, name="own_repairs_xlsx"),
    path(_OWN, own.own_one, name="own_repair"),
    path(_OWN + "<int:proof>-small.jpg", own.own_proof_small, name="own_proof_small"),
    path(_OWN + "<int:proof>.jpg", own.own_proof, name="own_proof"),
    path("repair/<str:secret>/", linked.repair_link, name="repair_link"),
]
