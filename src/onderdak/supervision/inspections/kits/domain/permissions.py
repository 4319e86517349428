"""Who may do what with checklists."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

_BOTH = frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})

SEE_CHECKLISTS = Permission("checklists.see", _BOTH | frozenset({Role.PRIVACY_OFFICER}))
MAKE_CHECKLIST = Permission("checklists.make", _BOTH)
# Never who made it: the action and the database look at that.
USE_CHECKLIST = Permission("checklists.use", _BOTH)
