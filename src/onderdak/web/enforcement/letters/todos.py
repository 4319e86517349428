"""The letters that wait for somebody, for the first page."""

from onderdak.web.enforcement.letters.lists import letter_todos

__all__ = ["letter_todos"]
