"""The door of the pages of the report desk: what pages of other rooms build on."""

from onderdak.web.desk.clerk.lists import desk_home

__all__ = ["desk_home"]
