"""Mail to a care worker: that a task waits, and not a word of what it is about."""

from django.conf import settings
from django.utils import translation

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    User,
    in_language,
)
from onderdak.foundation.outbox.contract import Queue, send_mail
from onderdak.kernel.text import text


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
            _mail(user, municipality)


def _mail(user: User, municipality: str) -> None:
    with translation.override(user.language):
        send_mail(
            to=user.email,
            subject=in_language(text("Something waits for you in Onderdak")),
            body=in_language(
                text(
                    "Sign in to see what it is: %(link)s",
                    link=f"{settings.BASE_URL}/care/",
                )
            )
            + "\n",
            kind="care_task",
            about="care",
            queue=Queue.URGENT,
            municipality=municipality,
        )
