"""Telling who handles a case that a term is about to end, before it lapses.

A mail says neither which case nor where: somebody else may see it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    User,
    in_language,
)
from onderdak.foundation.outbox.contract import send_mail
from onderdak.kernel.text import Text, text
from onderdak.supervision.enforcement.models import StoredClock

LIMITATION: Final = "limitation"
# Who did nothing after the first mail hears it again: what lapses is gone.
_AGAIN: Final = timedelta(days=7)
_SUBJECT = text("Terms in enforcement fall due")


def calling(municipality: str, on: date) -> QuerySet[StoredClock]:
    """The clocks of which the day to call has come, and that are not seen to."""
    return StoredClock.objects.filter(
        municipality_id=municipality, listed=True, alarm_on__lte=on
    )


def tell_of_alarms(municipality: str, on: date) -> int:
    """Mail who handles a case that its terms fall due; one mail each.

    Each term is told of once, and one after which a claim lapses every week again.

    Returns:
        Of how many terms somebody was told.
    """
    untold = Q(told_on__isnull=True) | Q(clock=LIMITATION, told_on__lte=on - _AGAIN)
    found = list(calling(municipality, on).filter(untold, last_day__gte=on))
    told = []
    for user, clocks in _by_reader(municipality, found).items():
        _mail(user, municipality, clocks)
        told += [one.pk for one in clocks]
    StoredClock.objects.filter(pk__in=told).update(told_on=on)
    return len(set(told))


def _by_reader(
    municipality: str, found: Sequence[StoredClock]
) -> Mapping[User, list[StoredClock]]:
    """Who handles a case; of a case that nobody handles, every lawyer."""
    lawyers = {
        one.user_id: one.user
        for one in Membership.objects.filter(
            municipality_id=municipality, role=Role.LAWYER
        ).select_related("user")
    }
    readers: dict[User, list[StoredClock]] = defaultdict(list)
    for one in found:
        handles = lawyers.get(one.owner_id or 0)
        for user in [handles] if handles else lawyers.values():
            readers[user].append(one)
    return readers


def _mail(user: User, municipality: str, clocks: Sequence[StoredClock]) -> None:
    lapse = sum(one.clock == LIMITATION for one in clocks)
    with translation.override(user.language):
        says = [in_language(_due(len(clocks)))]
        if lapse:
            says.append(in_language(_lapses(lapse)))
        link = text("See them here: %(link)s", link=f"{settings.BASE_URL}{_WEEK}")
        send_mail(
            to=user.email,
            subject=in_language(_SUBJECT),
            body="\n\n".join([*says, in_language(link)]) + "\n",
            kind="enforcement_terms",
            about=f"terms of {municipality}",
            municipality=municipality,
        )


_WEEK: Final = "/enforcement/week/"


def _due(number: int) -> Text:
    return text("Terms of cases that fall due soon: %(number)s.", number=number)


def _lapses(number: int) -> Text:
    return text(
        "Claims that lapse after their last day: %(number)s. Collect in time, or have"
        " the limitation interrupted.",
        number=number,
    )
