"""Who may open a care task, and who looks after one."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

OPEN_CARE = Permission(
    "care.open",
    frozenset(
        {
            Role.DESK_CLERK,
            Role.SUPERVISOR,
            Role.NEIGHBOURHOOD_WORKER,
            Role.CARE_WORKER,
            # When beds are emptied: children go to a care worker first.
            Role.LAWYER,
        }
    ),
)
# A role lets somebody in; which tasks there are, the addressee of each decides.
LOOK_AFTER = Permission("care.look_after", frozenset({Role.CARE_WORKER}))
