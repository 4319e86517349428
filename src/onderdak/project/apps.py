"""Django's entry for the project: when all rooms are there, they are wired."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ProjectConfig(AppConfig):
    """The project."""

    name = "onderdak.project"
    label = "project"

    def ready(self) -> None:
        """Let the rooms hear of each other."""
        # By its name: the rooms' models cannot be imported before this moment.
        import_string("onderdak.project.wiring.connect")()
