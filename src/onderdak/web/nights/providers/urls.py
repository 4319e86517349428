"""Where the pages of helping first are found."""

from django.urls import path

from onderdak.web.nights.providers import lists, page, trend

urlpatterns = [
    path("providers/", lists.providers, name="providers"),
    path("providers/export.csv", lists.providers_csv, name="providers_csv"),
    path("providers/export.xlsx", lists.providers_xlsx, name="providers_xlsx"),
    path("providers/<int:pk>/", page.provider, name="provider"),
    path(
        "providers/<int:pk>/steps/<int:step>/outcome/",
        page.outcome,
        name="provider_outcome",
    ),
    path("steps/<int:step>/letter.pdf", page.letter, name="step_letter"),
    path("charts/declaring.svg", trend.declaring_svg, name="chart_declaring"),
]
