"""Where growth plans are found."""

from django.urls import path

from onderdak.web.quality.growth import views

_HERE = "locations/<int:pk>/quality/growth/"

urlpatterns = [
    path(_HERE, views.growth, name="quality_growth"),
    path(f"{_HERE}new/", views.new_plan, name="quality_growth_new"),
    path(f"{_HERE}agree/", views.consent, name="quality_growth_agree"),
    path(f"{_HERE}end/", views.end, name="quality_growth_end"),
    path(f"{_HERE}steps/new/", views.new_step, name="quality_growth_plan_step"),
    path(f"{_HERE}steps/<int:step>/", views.step, name="quality_growth_step"),
    path(
        f"{_HERE}steps/<int:step>/postpone/",
        views.postpone,
        name="quality_growth_postpone",
    ),
    path(f"{_HERE}steps/<int:step>/drop/", views.drop, name="quality_growth_drop"),
]
