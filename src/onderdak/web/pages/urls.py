"""Where the page with all parts is found."""

from django.urls import path

from onderdak.web.pages.views import design

urlpatterns = [path("design", design, name="design")]
