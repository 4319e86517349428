"""Tables of this room."""

from onderdak.foundation.care.models.tasks import CareStep, CareTask

__all__ = ["CareStep", "CareTask"]
