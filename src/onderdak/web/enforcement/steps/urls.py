"""Where the steps of a measure are found."""

from django.urls import path

from onderdak.web.enforcement.steps import views

_ONE = "enforcement/cases/<str:number>/"

urlpatterns = [
    path(_ONE + "begin/", views.begin, name="enforcement_begin"),
    path(
        _ONE + "measures/<int:measure>/<str:step>/", views.take, name="enforcement_step"
    ),
    path(
        _ONE + "steps/<int:step>/correct/",
        views.correct,
        name="enforcement_step_correct",
    ),
]
