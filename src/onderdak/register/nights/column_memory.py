"""Which column holds what, remembered per provider and per header."""

from collections.abc import Mapping, Sequence

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.files import signature
from onderdak.register.nights.models import ColumnChoice


def remembered_columns(provider: int, names: Sequence[str]) -> Mapping[str, str]:
    """What the provider chose before for a header of these names, if anything."""
    found = ColumnChoice.objects.filter(
        provider_id=provider, signature=signature(names)
    ).first()
    return found.mapping if found and set(found.mapping.values()) <= set(names) else {}


def column_choices(*, by: Actor, provider: int) -> list[ColumnChoice]:
    """Every header for which a provider chose columns, the newest first."""
    check_may(by, DECLARE, provider=provider)
    return list(
        ColumnChoice.objects.filter(provider_id=provider).order_by("-changed_at", "-id")
    )


@action
def remember_columns(
    *, by: Actor, provider: int, names: Sequence[str], mapping: Mapping[str, str]
) -> None:
    """Remember which column holds what, for the next file with the same header."""
    check_may(by, DECLARE, provider=provider)
    chosen = {field: name for field, name in mapping.items() if name}
    ColumnChoice.objects.update_or_create(
        provider_id=provider,
        signature=signature(names),
        defaults={"headers": list(names), "mapping": chosen},
    )
    _record(by, provider, "nights.remember_columns", signature(names))


@action
def forget_columns(*, by: Actor, provider: int, choice: int) -> None:
    """Forget what was chosen for a header: the next such file asks again.

    Raises:
        NotFound: there is no such choice of this provider.
    """
    check_may(by, DECLARE, provider=provider)
    found = ColumnChoice.objects.filter(provider_id=provider, pk=choice).first()
    if found is None:
        raise NotFound(text("These columns are not remembered."))
    found.delete()
    _record(by, provider, "nights.forget_columns", found.signature)


def _record(by: Actor, provider: int, name: str, header: str) -> None:
    record_event(by=by, action=name, object=f"header {header[:12]}", provider=provider)
