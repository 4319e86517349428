"""Where the pages of checklists and letters of visits are found."""

from django.urls import path

from onderdak.web.inspections.kits import bringing_in, letters, lists, one

urlpatterns = [
    path("checklists/", lists.checklists, name="checklists"),
    path("checklists/new/", bringing_in.new, name="checklist_new"),
    path("checklists/shipped/<str:kind>/", lists.shipped, name="checklist_shipped"),
    path(
        "checklists/shipped/<str:kind>/checklist.xlsx",
        lists.shipped_xlsx,
        name="checklist_shipped_xlsx",
    ),
    path("checklists/<int:pk>/", one.checklist, name="checklist"),
    path("checklists/<int:pk>/checklist.xlsx", one.xlsx, name="checklist_xlsx"),
    path("checklists/<int:pk>/use/", one.use, name="checklist_use"),
    path("checklists/<int:pk>/withdraw/", one.withdraw, name="checklist_withdraw"),
    path("visits/<str:number>/letters/", letters.letters, name="visit_letters"),
]
