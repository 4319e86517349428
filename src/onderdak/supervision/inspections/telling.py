"""Telling who goes that something was planned, changed or called off.

A mail says neither where nor why: somebody else may see it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from django.conf import settings
from django.utils import translation

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    Scope,
    User,
    in_language,
    scope,
)
from onderdak.foundation.outbox.contract import send_mail
from onderdak.foundation.parties.contract import Provider
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.models import Companion, Member, Visit

LETTER_SENT: Final = "inspections.letter_sent"
_SUBJECT = text("Something changed in your visits")
_WAITS = text("A document waits for your registry")
_LETTER = text(
    "After a visit to one of your houses there is something to mend. The municipality"
    " sends you a letter; in your account you read what, and by when."
)
_ASKED_ALONG = text("Something changed in a visit for which you were asked along.")


def tell_who_goes(visit: Visit, says: Text, *, also: Collection[int] = ()) -> None:
    """Tell the supervisors who go, and the services that were asked along."""
    going = Member.objects.filter(visit=visit).values_list("user_id", flat=True)
    users = User.objects.filter(pk__in={*going, *also}).order_by("pk")
    for user in users:
        tell_user(user, visit, says, f"{settings.BASE_URL}/visits/{visit.number}/")
    along = Companion.objects.filter(visit=visit, taken_off_at=None).exclude(email="")
    for one in along.order_by("pk"):
        _tell_companion(one)


def tell_mayor(visit: Visit) -> None:
    """Tell whoever decides that a request for a warrant waits."""
    held = Membership.objects.filter(
        municipality_id=visit.municipality_id, role=Role.MAYOR
    ).select_related("user")
    for one in held.order_by("pk"):
        says = text("A request for a warrant waits for your decision.")
        tell_user(one.user, visit, says, f"{settings.BASE_URL}/warrants/")


def tell_answered(visit: Visit) -> None:
    """Tell who leads a visit that a service said whether it comes."""
    says = text("A service that you asked along on a visit answered.")
    tell_user(visit.lead, visit, says, f"{settings.BASE_URL}/visits/{visit.number}/")


def tell_lead(visit: Visit) -> None:
    """Tell who leads a visit that the mayor decided."""
    says = text("The mayor decided on a request for a warrant.")
    tell_user(visit.lead, visit, says, f"{settings.BASE_URL}/visits/{visit.number}/")


def tell_not_handed_over(visit: Visit) -> None:
    """Tell who leads a visit that care could not take what was noted; not what."""
    says = text(
        "Something that was noted on a visit did not reach who must see to it. Phone"
        " them; it is tried again whenever a phone sends."
    )
    tell_user(visit.lead, visit, says, f"{settings.BASE_URL}/visits/{visit.number}/")


def tell_clerks(visit: Visit) -> None:
    """Tell the clerks of a registry that a document waits; not whose, or what it is."""
    held = Membership.objects.filter(
        municipality_id=visit.municipality_id,
        role=Role.REGISTRY_CLERK,
        user__is_active=True,
    ).select_related("user")
    says = text("A document that was handed over at a door waits for your registry.")
    for one in held.order_by("pk"):
        link = f"{settings.BASE_URL}/registry-documents/"
        tell_user(one.user, visit, says, link, subject=_WAITS)


def tell_of_letter(event: Mapping[str, str | int | None]) -> None:
    """Tell the provider of a house that there is a letter; not what is in it."""
    provider, visit = int(event["provider"] or 0), event["visit"]
    link = f"{settings.BASE_URL}/repairs/"
    with scope(Scope(providers=frozenset({provider}))):
        for email, language in _people_of(provider):
            with translation.override(language):
                said = [
                    in_language(_LETTER),
                    in_language(text("Read it here: %(link)s", link=link)),
                ]
                send_mail(
                    to=email,
                    subject=in_language(
                        text("A letter of the municipality about one of your houses")
                    ),
                    body="\n\n".join(said) + "\n",
                    kind="repair",
                    about=f"visit {visit}",
                    provider=provider,
                )


def _people_of(provider: int) -> Iterator[tuple[str, str]]:
    """The address that the provider gave, else those of its managers."""
    own = Provider.objects.filter(pk=provider).values_list("email", flat=True).first()
    if own:
        yield own, User.Language.DUTCH
        return
    yield from Membership.objects.filter(
        provider_id=provider, role=Role.PROVIDER_MANAGER, user__is_active=True
    ).values_list("user__email", "user__language")


def tell_user(
    user: User, visit: Visit, says: Text, link: str, *, subject: Text | None = None
) -> None:
    """Mail somebody, in their own language, that there is something to read."""
    with translation.override(user.language):
        said = [
            in_language(says),
            in_language(text("Read it here: %(link)s", link=link)),
        ]
        send_mail(
            to=user.email,
            subject=in_language(subject or _SUBJECT),
            body="\n\n".join(said) + "\n",
            kind="visit",
            about=f"visit {visit.pk}",
            municipality=visit.municipality_id,
        )


def _tell_companion(one: Companion) -> None:
    with translation.override("nl"):
        said = [
            in_language(_ASKED_ALONG),
            in_language(text("Open your link again, or call the municipality.")),
        ]
        send_mail(
            to=one.email,
            subject=in_language(_SUBJECT),
            body="\n\n".join(said) + "\n",
            kind="visit",
            about=f"companion {one.pk}",
            municipality=one.municipality_id,
        )
