"""Telling who handles a case that a term is about to end, or that one may go on.

A term of the municipality calls before its last day; one of the other side calls when
it has passed, for what may be done then: it never makes the municipality late.

A mail says neither which case nor where: somebody else may see it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
        Q(ours=True, alarm_on__lte=on) | Q(ours=False, last_day__lt=on),
        municipality_id=municipality,
        listed=True,
    )


def tell_of_alarms(municipality: str, on: date) -> int:
    """Mail who handles a case that its terms fall due; one mail each.

    Each term is told of once, and one after which a power or a claim is gone every
    week again until it is.

    Returns:
        Of how many terms somebody was told.
    """
    again = Q(lapses=True, last_day__gte=on, told_on__lte=on - _AGAIN)
    untold = Q(told_on__isnull=True) | again
    found = list(calling(municipality, on).filter(untold))
    told = []
    for user, clocks in _by_reader(municipality, found).items():
        _mail(user, municipality, clocks, on)
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


def _mail(
    user: User, municipality: str, clocks: Sequence[StoredClock], on: date
) -> None:
    with translation.override(user.language):
        says = [in_language(said) for said in _says(clocks, on)]
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


def _says(clocks: Sequence[StoredClock], on: date) -> Iterator[Text]:
    """Each kind of news in a sentence of its own; what is not there is left out."""
    passed = [one for one in clocks if one.last_day is not None and one.last_day < on]
    late, opened = sum(one.ours for one in passed), sum(not one.ours for one in passed)
    due = len(clocks) - len(passed)
    lapse = sum(one.lapses for one in clocks if one not in passed)
    if late:
        yield _late(late)
    if due:
        yield _due(due)
    if lapse:
        yield _lapses(lapse)
    if opened:
        yield _opened(opened)


def _late(number: int) -> Text:
    return text(
        "Terms of the municipality that have passed: %(number)s. Do what they ask.",
        number=number,
    )


def _opened(number: int) -> Text:
    return text(
        "Terms of others that have passed, so that you may go on: %(number)s.",
        number=number,
    )


def _due(number: int) -> Text:
    return text("Terms of cases that fall due soon: %(number)s.", number=number)


def _lapses(number: int) -> Text:
    return text(
        "Powers and claims that are gone after their last day: %(number)s. Use them in"
        " time, or have a limitation interrupted.",
        number=number,
    )
