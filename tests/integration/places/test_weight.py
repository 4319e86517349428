"""Who loads no register does not carry the libraries for it."""

import os
import subprocess
import sys


def test_the_command_starts_without_libraries_for_xml_and_geometry() -> None:
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django, sys; django.setup(); import onderdak.project.commands;"
            " import onderdak.project.urls;"
            " print({'lxml', 'shapely', 'pyproj'} & set(sys.modules))",
        ],
        env={"DJANGO_SETTINGS_MODULE": "onderdak.project.settings"} | dict(os.environ),
        capture_output=True,
        text=True,
        check=True,
    )
    assert seen.stdout.strip() == "set()"
