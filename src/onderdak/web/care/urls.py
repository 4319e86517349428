"""Where the pages of the room of care are found."""

from django.urls import path

from onderdak.web.care import listing, opened, views

urlpatterns = [
    path("care/", listing.care_tasks, name="care_tasks"),
    path("care/export.csv", listing.care_tasks_csv, name="care_tasks_csv"),
    path("care/export.xlsx", listing.care_tasks_xlsx, name="care_tasks_xlsx"),
    path("care/new/", views.care_new, name="care_new"),
    path("care/opened/", opened.care_opened, name="care_opened"),
    path("care/<uuid:pk>/", views.care_task, name="care_task"),
    path("care/<uuid:pk>/take-up/", views.care_take_up, name="care_take_up"),
    path("care/<uuid:pk>/note/", views.care_note, name="care_note"),
    path("care/<uuid:pk>/hand-over/", views.care_hand_over, name="care_hand_over"),
    path("care/<uuid:pk>/give/", opened.care_readdress, name="care_readdress"),
    path("care/<uuid:pk>/close/", views.care_close, name="care_close"),
]
