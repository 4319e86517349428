"""Whether someone has a second factor (TOTP or passkey)."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled

from onderdak.foundation.identity.contract import User

_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_second_factor(user: User) -> bool:
    """Whether a TOTP device or passkey is set up; recovery codes alone do not count."""
    return bool(is_mfa_enabled(user, _FACTORS))
