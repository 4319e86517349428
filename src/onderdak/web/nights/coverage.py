"""How much of the whole a number rests on: who declared, of all who should."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max
from django.utils.translation import gettext as _

from onderdak.foundation.parties.contract import Admission
from onderdak.register.nights.contract import (
    Declaration,
)

_RECENT = timedelta(days=31)


class Coverage(NamedTuple):
    """Providers that declared lately, of those admitted."""

    declared: int
    admitted: int

    def __str__(self) -> str:
        return _("%(declared)s of %(admitted)s providers declared") % self._asdict()


def coverage(municipality: str, on: date) -> Coverage:
    """Admitted providers of a municipality, and how many declared in 31 days."""
    admitted = Admission.objects.filter(municipality_id=municipality, since__lte=on)
    recent = Declaration.objects.filter(
        municipality_id=municipality,
        declared_at__date__gt=on - _RECENT,
        declared_at__date__lte=on,
        provider_id__in=admitted.values("provider_id"),
    )
    declared = recent.order_by().values("provider_id").distinct().count()
    return Coverage(declared, admitted.count())


def last_declared(provider: int) -> date | None:
    """The day of a provider's latest declaration."""
    latest = Declaration.objects.filter(provider_id=provider).aggregate(
        at=Max("declared_at")
    )["at"]
    return latest.date() if latest else None
