"""The door of privacy: what other rooms may use."""

from onderdak.foundation.privacy.actions import (
    open_identity,
    record_controllership,
    set_retention_term,
)
from onderdak.foundation.privacy.destruction.looking import (
    certificate,
    certificates,
    dry_run,
    lines_of,
    next_run,
    proofs_of,
    terms_in_force,
)
from onderdak.foundation.privacy.destruction.own import AUDIT
from onderdak.foundation.privacy.destruction.planning import (
    DestructionPlan,
    plan_destruction,
)
from onderdak.foundation.privacy.destruction.ports import (
    DestroyingRoom,
    Hold,
    SealedTable,
    destroying_rooms,
    destroys,
    holds_seals,
    keeps,
    sealed_tables,
)
from onderdak.foundation.privacy.destruction.running import (
    Destroyed,
    destroy_past_term,
)
from onderdak.foundation.privacy.domain.grounds import Ground
from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.foundation.privacy.domain.permissions import SEE_SHARING, SHARE
from onderdak.foundation.privacy.domain.sharing import SharingDecision, SharingGround
from onderdak.foundation.privacy.keys import master_key, unwrap, wrap
from onderdak.foundation.privacy.models import (
    Controllership,
    DestructionCertificate,
    Opening,
    RetentionTerm,
    SharingRecord,
)
from onderdak.foundation.privacy.opening_many import (
    SealedGuest,
    open_for_the_person,
    open_identities,
)
from onderdak.foundation.privacy.presented import presented_hash
from onderdak.foundation.privacy.processing import log_processing_set
from onderdak.foundation.privacy.purposes import Purpose, purposes
from onderdak.foundation.privacy.queries import (
    controllerships,
    openings,
    retention_terms,
)
from onderdak.foundation.privacy.readiness import (
    is_answered_for,
    require_room,
    retention_months,
    rooms_without_controller,
)
from onderdak.foundation.privacy.rotating import (
    Holder,
    begin_version,
    rewrap,
    rotate_hash,
    rows_left,
)
from onderdak.foundation.privacy.sealing import (
    KeyVersions,
    Sealed,
    Sealer,
    Strength,
)
from onderdak.foundation.privacy.secret_door import (
    SecretDoor,
    presented,
    still_opened,
)
from onderdak.foundation.privacy.sharing import (
    record_sharing,
    sharing_records,
    what_is_shared,
)
from onderdak.foundation.privacy.town_seal import (
    SealedWords,
    open_for_town,
    renew_town_seals,
    seal_for_town,
)

__all__ = [
    "AUDIT",
    "SEE_SHARING",
    "SHARE",
    "Controllership",
    "Destroyed",
    "DestroyingRoom",
    "DestructionCertificate",
    "DestructionPlan",
    "Ground",
    "Hold",
    "Holder",
    "Identity",
    "KeyVersions",
    "Opening",
    "Purpose",
    "RetentionTerm",
    "Sealed",
    "SealedGuest",
    "SealedTable",
    "SealedWords",
    "Sealer",
    "SecretDoor",
    "SharingDecision",
    "SharingGround",
    "SharingRecord",
    "Strength",
    "begin_version",
    "certificate",
    "certificates",
    "controllerships",
    "destroy_past_term",
    "destroying_rooms",
    "destroys",
    "dry_run",
    "holds_seals",
    "is_answered_for",
    "keeps",
    "lines_of",
    "log_processing_set",
    "master_key",
    "next_run",
    "open_for_the_person",
    "open_for_town",
    "open_identities",
    "open_identity",
    "openings",
    "plan_destruction",
    "presented",
    "presented_hash",
    "proofs_of",
    "purposes",
    "record_controllership",
    "record_sharing",
    "renew_town_seals",
    "require_room",
    "retention_months",
    "retention_terms",
    "rewrap",
    "rooms_without_controller",
    "rotate_hash",
    "rows_left",
    "seal_for_town",
    "sealed_tables",
    "set_retention_term",
    "sharing_records",
    "still_opened",
    "terms_in_force",
    "unwrap",
    "what_is_shared",
    "wrap",
]
