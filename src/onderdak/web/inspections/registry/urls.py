"""Where clerks of the registry find what was handed over at a door."""

from django.urls import path

from onderdak.web.inspections.registry import documents

_ONE = "registry-documents/<int:pk>/"

urlpatterns = [
    path("registry-documents/", documents.documents, name="registry_documents"),
    path("registry-documents/box/", documents.box, name="registry_box"),
    path(_ONE + "take-up/", documents.take_up, name="registry_take_up"),
    path(_ONE + "give-back/", documents.give_back, name="registry_give_back"),
    path(_ONE + "open/", documents.opened, name="registry_open"),
    path(_ONE + "done/", documents.done, name="registry_done"),
]
