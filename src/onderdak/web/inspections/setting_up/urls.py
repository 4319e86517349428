"""Where a municipality sets what its visits need."""

from django.urls import path

from onderdak.web.inspections.setting_up import phones

urlpatterns = [path("visits/phones/", phones.phones, name="visit_phones")]
