"""Mail to a care worker: that a task waits, and not a word of what it is about."""

from collections.abc import Collection

from django.conf import settings
from django.utils import translation

from onderdak.foundation.care.domain.permissions import OPEN_CARE
from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    User,
    in_language,
)
from onderdak.foundation.outbox.contract import Queue, send_mail
from onderdak.kernel.text import Text, text

_WAITS = text("Something waits for you in Onderdak")
_LATE = text(
    "Something was not taken up in time. If you see nothing, it is for a colleague:"
    " ask whether they are there."
)
_OPENED_LATE = text(
    "What you opened was not taken up in time. You can give it to somebody else."
)


def care_workers(municipality: str) -> list[User]:
    """Who looks after people in a municipality, by name."""
    found = Membership.objects.filter(
        municipality_id=municipality, role=Role.CARE_WORKER
    ).select_related("user")
    users = {each.user_id: each.user for each in found}
    return sorted(users.values(), key=lambda user: (user.name or user.email).casefold())


def mail_addressee(municipality: str, addressee: int | None, but: int) -> None:
    """Tell the addressee, or every care worker here, except whoever did it."""
    for user in care_workers(municipality):
        if user.pk != but and addressee in (None, user.pk):
            _mail(user, municipality, "/care/")


def mail_late(municipality: str, openers: Collection[int]) -> None:
    """Tell all care workers, and who opened them, that tasks were not taken up.

    The one it is for may be away, so that all hear it; the mail says no more than that.
    """
    workers = care_workers(municipality)
    for user in workers:
        _mail(user, municipality, "/care/", _LATE)
    still_here = Membership.objects.filter(
        municipality_id=municipality, role__in=OPEN_CARE.roles, user_id__in=openers
    ).select_related("user")
    for user in {each.user for each in still_here} - set(workers):
        _mail(user, municipality, "/care/opened/", _OPENED_LATE)


def _mail(user: User, municipality: str, page: str, *said: Text) -> None:
    link = text("Sign in to see what it is: %(link)s", link=settings.BASE_URL + page)
    with translation.override(user.language):
        send_mail(
            to=user.email,
            subject=in_language(_WAITS),
            body="\n\n".join(in_language(each) for each in (*said, link)) + "\n",
            kind="care_task",
            about="care",
            queue=Queue.URGENT,
            municipality=municipality,
        )
