"""A log may be read by many: it holds no address that opens a door by itself."""

import logging

from onderdak.project.quiet_paths import QuietPaths


def _written(message: str, *args: object) -> str:
    record = logging.LogRecord("django.request", 30, "", 0, message, args, None)
    assert QuietPaths().filter(record)
    return record.getMessage()


def test_a_secret_address_is_shortened() -> None:
    line = _written("%s: %s", "Too Many Requests", "/emergency/aB3_x-9/")
    assert line == "Too Many Requests: /emergency/.../"
    for door in ("invitation", "shared", "visit-shared", "repair"):
        assert "s3cret" not in _written(f"Bad Request: /{door}/s3cret/")


def test_other_lines_stay_as_they_are() -> None:
    line = _written("%s: %s", "Not Found", "/emergency-links/7/revoke/")
    assert line == "Not Found: /emergency-links/7/revoke/"
    assert _written("%s", "/repairs/own/7/") == "/repairs/own/7/"
