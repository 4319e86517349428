"""Who may see taxable nights: tax data stay with the tax (art. 67 AWR)."""

from typing import Final

from onderdak.foundation.identity.domain.permissions import Permission, Role

SEE: Final = Permission("levy.see", frozenset({Role.LEVY_OFFICER}))
