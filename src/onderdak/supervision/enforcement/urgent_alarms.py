"""Telling who leads a case that the hours of an urgent task passed unsettled.

A mail says neither which case nor where: somebody else may see it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    check_may,
    in_language,
)
from onderdak.foundation.outbox.contract import send_mail
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.models import UrgentTask

_SUBJECT: Final = text("People first: the hours have passed")
_PAGE: Final = "/enforcement/urgent/"


def overdue(municipality: str, at: datetime) -> QuerySet[UrgentTask]:
    """The urgent tasks of which the hours passed and that nobody settled."""
    return UrgentTask.objects.filter(
        municipality_id=municipality, settled_at__isnull=True, due_at__lt=at
    ).order_by("due_at", "id")


def overdue_tasks(
    *, by: Actor, municipality: str, at: datetime
) -> QuerySet[UrgentTask]:
    """Those that this person has to see to: of its own cases, and of nobody's.

    Raises:
        NotAllowed: this person handles no cases here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    mine = Q(case__owner_id=by.user_id) | Q(case__owner__isnull=True)
    return overdue(municipality, at).filter(mine).select_related("case__address")


def tell_of_overdue(municipality: str, at: datetime) -> int:
    """Mail who leads the case, and who is on site, once for each task.

    Returns:
        Of how many tasks somebody was told.
    """
    found = list(
        overdue(municipality, at).filter(told_at__isnull=True).select_related("case")
    )
    told: set[int] = set()
    for user, tasks in _by_reader(municipality, found).items():
        _mail(user, municipality, len(tasks))
        told |= {one.pk for one in tasks}
    UrgentTask.objects.filter(pk__in=told).update(told_at=at)
    return len(told)


def _by_reader(
    municipality: str, found: Sequence[UrgentTask]
) -> Mapping[User, list[UrgentTask]]:
    """Who leads a case and who stands there; of a case that nobody leads, lawyers."""
    here = Membership.objects.filter(municipality_id=municipality)
    works = {one.user_id: one.user for one in here.select_related("user")}
    lawyers = set(here.filter(role=Role.LAWYER).values_list("user_id", flat=True))
    readers: dict[User, list[UrgentTask]] = defaultdict(list)
    for one in found:
        owner = one.case.owner_id
        leads = {owner} if owner in works else lawyers
        for key in sorted({*leads, one.person_id} & works.keys()):
            readers[works[key]].append(one)
    return readers


def _mail(user: User, municipality: str, number: int) -> None:
    with translation.override(user.language):
        says = [
            text(
                "After an urgent measure people are not looked after yet, and the"
                " hours for it have passed: %(number)s.",
                number=number,
            ),
            text("Call who is on site, and settle it."),
            text("See them here: %(link)s", link=f"{settings.BASE_URL}{_PAGE}"),
        ]
        send_mail(
            to=user.email,
            subject=in_language(_SUBJECT),
            body="\n\n".join(in_language(one) for one in says) + "\n",
            kind="enforcement_urgent",
            about=f"urgent tasks of {municipality}",
            municipality=municipality,
        )
