"""Where growth plans are found."""

from django.urls import path

from onderdak.web.quality.growth import listing, step_pages, views

_HERE = "locations/<int:pk>/quality/growth/"
_LIST = "quality/growth/"

urlpatterns = [
    path(_LIST, listing.plans, name="quality_growth_list"),
    path(f"{_LIST}export.csv", listing.plans_csv, name="quality_growth_list_csv"),
    path(f"{_LIST}export.xlsx", listing.plans_xlsx, name="quality_growth_list_xlsx"),
    path(_HERE, views.growth, name="quality_growth"),
    path(f"{_HERE}new/", views.new_plan, name="quality_growth_new"),
    path(f"{_HERE}agree/", views.consent, name="quality_growth_agree"),
    path(f"{_HERE}end/", views.end, name="quality_growth_end"),
    path(f"{_HERE}withdraw/", views.withdraw, name="quality_growth_withdraw"),
    path(f"{_HERE}steps/new/", step_pages.new_step, name="quality_growth_plan_step"),
    path(f"{_HERE}steps/<int:step>/", step_pages.step, name="quality_growth_step"),
    path(
        f"{_HERE}steps/<int:step>/postpone/",
        step_pages.postpone,
        name="quality_growth_postpone",
    ),
    path(f"{_HERE}steps/<int:step>/drop/", step_pages.drop, name="quality_growth_drop"),
]
