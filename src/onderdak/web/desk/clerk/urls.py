"""Where the pages of who works at the report desk are found."""

from django.urls import path

from onderdak.web.desk.clerk import (
    acts,
    answering,
    categories,
    correcting,
    figures,
    lists,
    report,
    routing,
    setting,
)

urlpatterns = [
    path("reports/", lists.reports, name="reports"),
    path("reports/list.csv", lists.reports_csv, name="reports_csv"),
    path("reports/list.xlsx", lists.reports_xlsx, name="reports_xlsx"),
    path("reports/figures/", figures.desk_figures, name="desk_figures"),
    path("reports/figures/months.svg", figures.months_svg, name="desk_figures_months"),
    path("reports/figures/map.geojson", figures.map_geojson, name="desk_figures_map"),
    path("reports/figures/terms.svg", figures.terms_svg, name="desk_figures_terms"),
    path(
        "reports/figures/spots.geojson",
        figures.spots_geojson,
        name="desk_figures_spots",
    ),
    path("reports/setting/", setting.setting, name="desk_setting"),
    path("reports/categories/", categories.categories, name="desk_categories"),
    path("reports/categories/new/", categories.new_category, name="desk_category_new"),
    path("reports/categories/<slug:key>/", categories.category, name="desk_category"),
    path("reports/texts/", setting.texts, name="desk_texts"),
    path("reports/texts/new/", setting.new_text, name="desk_text_new"),
    path("reports/texts/<int:pk>/away/", setting.away, name="desk_text_away"),
    path("reports/routing/", routing.routing, name="desk_routing"),
    path("reports/routing/new/", routing.new_rule, name="desk_routing_new"),
    path(
        "reports/routing/rule/<int:place>/",
        routing.move_rule,
        name="desk_routing_move",
    ),
    path("reports/routing/<int:number>/", routing.trial, name="desk_routing_trial"),
    path("reports/routing/<int:number>/use/", routing.use, name="desk_routing_use"),
    path("reports/<str:number>/", report.report, name="desk_report"),
    path("reports/<str:number>/contact/", acts.contact, name="desk_contact"),
    path("reports/<str:number>/same/", acts.likeness, name="desk_likeness"),
    path("reports/<str:number>/now/<str:what>/", acts.at_once, name="desk_at_once"),
    path("reports/<str:number>/place/", correcting.place, name="desk_place"),
    path("reports/<str:number>/do/answer/", answering.answer, name="desk_answer"),
    path("reports/<str:number>/do/<str:what>/", acts.act, name="desk_act"),
    path(
        "reports/<str:number>/photo/<int:pk>/wipe/",
        correcting.wipe,
        name="desk_photo_wipe",
    ),
    path(
        "reports/<str:number>/photo/<int:pk>/<str:size>/",
        report.photo,
        name="desk_photo",
    ),
]
