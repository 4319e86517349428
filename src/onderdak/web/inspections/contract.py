"""The door of the pages of visits: what pages of other rooms build on."""

from onderdak.web.inspections.planning.todos import visit_todos
from onderdak.web.inspections.repairs.own import repair_todos

__all__ = ["repair_todos", "visit_todos"]
