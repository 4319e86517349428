"""Where the pages of outgoing mail are found."""

from django.urls import path

from onderdak.web.messages import pages

urlpatterns = [
    path("messages/", pages.messages, name="messages"),
    path("messages/export.csv", pages.messages_csv, name="messages_csv"),
    path("messages/again/", pages.try_all_again, name="messages_again"),
    path("messages/<int:pk>/", pages.message, name="message"),
    path("messages/<int:pk>/again/", pages.try_again, name="message_again"),
]
