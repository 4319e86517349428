"""What privacy itself lets go: the logs, by a term of their own (`audit`)."""

from onderdak.foundation.privacy.destruction.ports import DestroyingRoom

AUDIT = DestroyingRoom(
    "audit",
    (
        "privacy_processingrecord",
        "privacy_opening",
        "privacy_sharingrecord",
        "identity_auditevent",
    ),
)
