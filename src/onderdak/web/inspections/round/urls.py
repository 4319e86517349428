"""Where the app of a round is found; everything of it lies below one folder."""

from django.urls import path

from onderdak.web.inspections.round import shell, shifts, tonight

urlpatterns = [
    path("round/", shell.app, name="round"),
    path("round/shell/<str:language>/", shell.shell, name="round_shell"),
    path("round/manifest.webmanifest", shell.manifest, name="round_manifest"),
    path("round/worker.js", shell.worker, name="round_worker"),
    path("round/who.json", shifts.who, name="round_who"),
    path("round/shift/", shifts.begin, name="round_shift"),
    path("round/shift/<uuid:shift>/", shifts.open_again, name="round_shift_again"),
    path("round/tonight.json", tonight.tonight, name="round_tonight"),
]
