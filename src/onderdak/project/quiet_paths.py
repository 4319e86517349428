"""Addresses that are a secret by themselves stay out of the log."""

import logging
import re
from typing import Final

# The link of a control room, a partner, a service that goes along or an owner opens
# without signing in, and an invitation does so once.
_SECRET: Final = re.compile(
    r"(/(?:emergency|invitation|shared|visit-shared|repair)/)[^/\s?\"']+"
)


class QuietPaths(logging.Filter):
    """Writes `/emergency/...` where an address with a secret would stand."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the line; it is written all the same."""
        said = record.getMessage()
        short = _SECRET.sub(r"\1...", said)
        if short != said:
            record.msg, record.args = short, None
        return True
