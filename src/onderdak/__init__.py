"""Onderdak: how municipalities see and steer international workers' housing."""

__version__ = "0.1.0"
