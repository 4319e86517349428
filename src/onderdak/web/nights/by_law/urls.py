"""Where the page on the by-law is found."""

from django.urls import path

from onderdak.web.nights.by_law.page import by_law

urlpatterns = [path("setup/by-law/", by_law, name="by_law")]
