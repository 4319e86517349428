"""What the night register lets go when it is past its term, in this order."""

from onderdak.foundation.privacy.contract import DestroyingRoom, SealedTable

NIGHTS = DestroyingRoom(
    "nights",
    (
        "nights_stay",
        "nights_doublelet",
        "nights_nightconfirmation",
        "nights_tap",
        "nights_supersededstay",
        "nights_supersededidentity",
        "nights_supersededstatement",
        "nights_registrationstatement",
        "nights_guestidentity",
        "nights_mendingrequest",
        "nights_declaration",
        "nights_handin",
        "nights_compliancestep",
        "nights_guestcode",
        "nights_guest",
    ),
)
# Logs go by the term of all logs; invitations by one that holds everywhere.
LOGS = DestroyingRoom(
    "audit",
    ("nights_emergencyuseseen", "nights_emergencyuse", "nights_emergencylink"),
)
INVITATIONS = DestroyingRoom("accounts", ("identity_invitation",), own_term=False)
DESTROYING = (NIGHTS, LOGS, INVITATIONS)
SEALED = (
    SealedTable("nights_guestidentity", ("guest_id", "municipality_id")),
    SealedTable("nights_supersededidentity", ("id",)),
)
