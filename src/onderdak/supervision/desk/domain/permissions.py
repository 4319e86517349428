"""What one may do at the report desk, and which roles may."""

from onderdak.foundation.identity.domain.permissions import (
    Permission,
    Role,
    TokenScope,
)

SET_UP_DESK = Permission(
    "desk.set_up", frozenset({Role.MUNICIPAL_ADMIN, Role.DESK_CLERK})
)
SEE_REPORTS = Permission("desk.see_reports", frozenset({Role.DESK_CLERK}))
RECORD_REPORT = Permission("desk.record_report", frozenset({Role.DESK_CLERK}))
HANDLE_REPORTS = Permission("desk.handle_reports", frozenset({Role.DESK_CLERK}))
# Whoever reported is not in the report; how to reach them is opened apart, and logged.
OPEN_CONTACT = Permission("desk.open_contact", frozenset({Role.DESK_CLERK}))
SET_ROUTING = Permission(
    "desk.set_routing", frozenset({Role.MUNICIPAL_ADMIN, Role.DESK_CLERK})
)
SEE_FIGURES = Permission(
    "desk.see_figures",
    frozenset(
        {
            Role.DESK_CLERK,
            Role.MUNICIPAL_ADMIN,
            Role.SUPERVISOR,
            Role.NEIGHBOURHOOD_WORKER,
        }
    ),
)
# A partner's system hands its own reports in, and reads how far those are.
LET_PARTNERS_IN = Permission(
    "desk.let_partners_in", frozenset({Role.MUNICIPAL_ADMIN, Role.DESK_CLERK})
)
HAND_IN = Permission(
    "desk.hand_in", frozenset({Role.PARTNER_CONTACT}), TokenScope.WRITE_REPORTS
)
FOLLOW_OWN = Permission(
    "desk.follow_own", frozenset({Role.PARTNER_CONTACT}), TokenScope.READ_REPORTS
)
