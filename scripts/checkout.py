"""The source tree around these scripts, with Django ready to describe it.

Import this first: what comes after may import models. It stands above the others by
its name, and each script takes `ROOT` from it.
"""

import os
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onderdak.project.settings")
django.setup()
