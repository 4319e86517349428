"""Where the pages of the ranking are found."""

from django.urls import path

from onderdak.web.picture.ranking import (
    address,
    assessing,
    drafting,
    evaluation,
    facts,
    lists,
    outcomes,
    point_set,
    points,
    points_acts,
    public,
    register,
    runs,
    setting,
)

_SET = "ranking/points/<int:pk>/"

urlpatterns = [
    path("ranking/", lists.ranking, name="ranking"),
    path("ranking/list.csv", lists.ranking_csv, name="ranking_csv"),
    path("ranking/list.xlsx", lists.ranking_xlsx, name="ranking_xlsx"),
    path("ranking/<int:pk>/", address.ranking_address, name="ranking_address"),
    path("ranking/points/", points.points, name="ranking_points"),
    path("ranking/points/new/", drafting.new, name="ranking_points_new"),
    path("ranking/points/new/text/", drafting.new_text, name="ranking_points_new_text"),
    path(_SET, point_set.point_set, name="ranking_point_set"),
    path(_SET + "edit/", drafting.edit, name="ranking_point_set_edit"),
    path(_SET + "edit/text/", drafting.edit_text, name="ranking_point_set_text"),
    path(_SET + "submit/", points_acts.submit, name="ranking_point_set_submit"),
    path(_SET + "try/", points_acts.trial, name="ranking_point_set_try"),
    path(_SET + "use/", points_acts.use, name="ranking_point_set_use"),
    path(_SET + "withdraw/", points_acts.withdraw, name="ranking_withdraw"),
    path(_SET + "fact/", points_acts.fact, name="ranking_fact"),
    path(_SET + "points.yaml", points_acts.file, name="ranking_point_set_file"),
    path(_SET + "assess/", assessing.assess, name="ranking_assess"),
    path(
        _SET + "assessment/<int:number>/",
        points_acts.assessment,
        name="ranking_assessment",
    ),
    path("ranking/setting/", setting.setting, name="ranking_setting"),
    path("ranking/switch/", setting.switch, name="ranking_switch"),
    path("ranking/lists/", runs.runs, name="ranking_runs"),
    path("ranking/lists/<int:pk>/", runs.run, name="ranking_run"),
    path(
        "ranking/lists/<int:pk>/progress/", runs.progress, name="ranking_run_progress"
    ),
    path("ranking/lists/<int:pk>/stop/", runs.stop, name="ranking_run_stop"),
    path("ranking/evaluation/", evaluation.evaluation, name="ranking_evaluation"),
    path(
        "ranking/evaluation/<int:pk>/<slug:which>.svg",
        evaluation.chart,
        name="ranking_chart",
    ),
    path("ranking/lists/<int:pk>/facts.csv", facts.facts_csv, name="ranking_facts_csv"),
    path("ranking/found/", outcomes.outcomes, name="ranking_outcomes"),
    path("ranking/found/list.csv", outcomes.outcomes_csv, name="ranking_outcomes_csv"),
    path(
        "ranking/found/template.csv",
        outcomes.outcomes_template,
        name="ranking_outcomes_template",
    ),
    path("ranking/register/", register.register, name="ranking_register"),
    path("ranking/register.json", register.register_json, name="ranking_register_json"),
    path("how-addresses-are-chosen/<slug:town>/", public.method, name="ranking_method"),
    path(
        "how-addresses-are-chosen/<slug:town>/points.yaml",
        public.method_points,
        name="ranking_method_points",
    ),
]
