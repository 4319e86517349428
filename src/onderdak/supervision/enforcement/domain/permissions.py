"""What one may do with cases of enforcement, and which roles may."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

# Who has no part in enforcement sees no case: a case says much of one owner.
SEE_CASES = Permission(
    "enforcement.see_cases", frozenset({Role.LAWYER, Role.SUPERVISOR})
)
# From the findings of a signed report, by who made them too.
OPEN_CASES = Permission(
    "enforcement.open_cases", frozenset({Role.LAWYER, Role.SUPERVISOR})
)
# Steps, letters, money and the end of a case.
HANDLE_CASES = Permission("enforcement.handle_cases", frozenset({Role.LAWYER}))
# The matrix and the local amounts are the municipality's own.
SET_UP_ENFORCEMENT = Permission(
    "enforcement.set_up", frozenset({Role.LAWYER, Role.MUNICIPAL_ADMIN})
)
# Counting, telling and finding a bed: at night it is a supervisor who stands there.
LOOK_AFTER_PEOPLE = Permission(
    "enforcement.look_after_people", frozenset({Role.LAWYER, Role.SUPERVISOR})
)
# The register of reserve rooms; all who look after people see and hold from it.
KEEP_RESERVE = Permission(
    "enforcement.keep_reserve",
    frozenset({Role.LAWYER, Role.SUPERVISOR, Role.MUNICIPAL_ADMIN}),
)
# The matrix and the amounts: who sets them up, and who works with them.
SEE_SETTINGS = Permission(
    "enforcement.see_settings",
    frozenset({Role.LAWYER, Role.SUPERVISOR, Role.MUNICIPAL_ADMIN}),
)
