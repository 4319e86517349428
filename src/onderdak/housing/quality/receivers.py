"""Who reads the mail of a provider, and in which language."""

from collections.abc import Iterator

from onderdak.foundation.identity.contract import Membership, Role, User
from onderdak.foundation.parties.contract import Provider


def receivers_of(provider: Provider) -> Iterator[tuple[str, str]]:
    """The address that the provider gave, else those of its managers."""
    if provider.email:
        yield provider.email, User.Language.DUTCH
        return
    yield from Membership.objects.filter(
        provider_id=provider.pk, role=Role.PROVIDER_MANAGER, user__is_active=True
    ).values_list("user__email", "user__language")
