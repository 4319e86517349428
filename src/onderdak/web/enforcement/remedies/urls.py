"""Where the remedies against a decision are found."""

from django.urls import path

from onderdak.web.enforcement.remedies import ending, views

_ONE = "enforcement/cases/<str:number>/"

urlpatterns = [
    path(_ONE + "steps/<int:step>/remedy/", views.file, name="enforcement_remedy_new"),
    path(
        _ONE + "remedies/<int:remedy>/", views.decide, name="enforcement_remedy_decide"
    ),
    path(
        _ONE + "remedies/<int:remedy>/put-off/",
        views.put_off,
        name="enforcement_remedy_put_off",
    ),
    path(
        _ONE + "remedies/<int:remedy>/end/",
        ending.end,
        name="enforcement_remedy_end",
    ),
    path(
        _ONE + "remedies/<int:remedy>/take-back/",
        views.take_back,
        name="enforcement_remedy_take_back",
    ),
]
