"""What one may do with visits, and which roles may."""

from onderdak.foundation.identity.domain.permissions import (
    PROVIDER_ROLES,
    Permission,
    Role,
)

_SUP = frozenset({Role.SUPERVISOR})

SEE_VISITS = Permission("inspections.see_visits", _SUP)
PLAN_VISITS = Permission("inspections.plan_visits", _SUP)
# At the door: only who goes along writes, and the actions look at that besides.
DO_VISITS = Permission("inspections.do_visits", _SUP)
REPORT_VISITS = Permission("inspections.report_visits", _SUP)
ASK_WARRANT = Permission("inspections.ask_warrant", _SUP)
# The mayor alone (art. 3(2) Awbi), and never who asked for it.
DECIDE_WARRANT = Permission("inspections.decide_warrant", frozenset({Role.MAYOR}))
SEE_WARRANTS = Permission(
    "inspections.see_warrants", frozenset({Role.SUPERVISOR, Role.MAYOR})
)
SHARE_VISIT = Permission("inspections.share_visit", _SUP)
SET_UP_INSPECTIONS = Permission(
    "inspections.set_up", frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})
)
# What was handed over at the door, for the registry alone.
TAKE_UP_DOCUMENTS = Permission(
    "inspections.take_up_documents", frozenset({Role.REGISTRY_CLERK})
)
SET_UP_REGISTRY = Permission(
    "inspections.set_up_registry",
    frozenset({Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN}),
)
# What an inspector asked to be mended, for the provider of the house itself.
HAND_IN_PROOF = Permission("inspections.hand_in_proof", PROVIDER_ROLES)
# What was found, for a case of enforcement: who leads one sees no visits besides.
USE_FINDINGS = Permission(
    "inspections.use_findings", frozenset({Role.SUPERVISOR, Role.LAWYER})
)
