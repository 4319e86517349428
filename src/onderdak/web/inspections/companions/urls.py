"""Where the pages of services that are asked along are found."""

from django.urls import path

from onderdak.web.inspections.companions import links, partner, views

_HERE = "visits/<str:number>/along/"
_ONE = _HERE + "<int:companion>/"

urlpatterns = [
    path(_HERE + "new/", views.new, name="companion_new"),
    path(_ONE, views.companion, name="companion"),
    path(_ONE + "share/", views.share, name="companion_share"),
    path(_ONE + "said/", views.said, name="companion_said"),
    path(_ONE + "take-off/", links.take_off, name="companion_take_off"),
    path(_ONE + "link/again/", links.link_again, name="companion_link_again"),
    path(_ONE + "link/take-back/", links.link_revoke, name="companion_link_revoke"),
    path("visit-shared/<str:secret>/", partner.visit_shared, name="visit_shared"),
]
