"""The door of the pages of enforcement: what pages of other rooms build on."""

from onderdak.web.enforcement.cases.todos import enforcement_todos

__all__ = ["enforcement_todos"]
