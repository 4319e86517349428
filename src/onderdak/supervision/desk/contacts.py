"""How a reporter may be reached: sealed when it is written, opened apart and logged."""

from dataclasses import dataclass
from typing import Final

from django.db import connection

from onderdak.foundation.privacy.contract import seal_for_town
from onderdak.supervision.desk.models import Report

CONTACT = "desk-contact"
_CONTACT = """
    INSERT INTO desk_contact (municipality_id, report_id, sealed, row_key, key_version,
                              mail_updates)
    VALUES (%s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Reachable:
    """How a reporter may be reached; every part may be left open."""

    name: str = ""
    email: str = ""
    phone: str = ""
    when: str = ""
    mail_updates: bool = False

    def __bool__(self) -> bool:
        return any((self.name, self.email, self.phone, self.when))


UNREACHABLE: Final = Reachable()


def seal_contact(made: Report, contact: Reachable) -> None:
    """Seal how a reporter may be reached, under the key of the municipality."""
    words = {
        "name": plain(contact.name),
        "email": plain(contact.email),
        "phone": plain(contact.phone),
        "when": plain(contact.when),
    }
    sealed = seal_for_town(made.municipality_id, CONTACT, f"report {made.pk}", words)
    # Written and not read back: a reporter's code does not open how to reach them.
    with connection.cursor() as cursor:
        cursor.execute(
            _CONTACT,
            [
                *(made.municipality_id, made.pk, sealed.sealed, sealed.row_key),
                *(sealed.key_version, contact.mail_updates and bool(contact.email)),
            ],
        )


def plain(written: str) -> str:
    """What was written, without what no text has."""
    return written.replace("\x00", "").strip()
