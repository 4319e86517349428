"""The door for the room that gives sanctions: it tells when one is final."""

from onderdak.supervision.desk.sanctions import (
    addresses_awaiting_finality,
    sanction_became_final,
)

__all__ = ["addresses_awaiting_finality", "sanction_became_final"]
