"""Mail that follows from what happened at the public doors: never with a name in it."""

from collections.abc import Iterator, Mapping, Sequence

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
from onderdak.foundation.outbox.contract import File, Message, send_mail
from onderdak.foundation.parties.contract import Provider
from onderdak.kernel.text import Text, text
from onderdak.register.nights.models import EmergencyUse, Location

Payload = Mapping[str, str | int | None]


def tell_of_mending(event: Payload) -> None:
    """Tell the provider and the privacy officer that a guest asks for mending."""
    town, provider = str(event["municipality"]), int(event["provider"] or 0)
    link = f"{settings.BASE_URL}/mending/{event['request']}/"
    subject = text("A guest says that something is not right")
    body = [
        text("A guest has sent a message about entries in the night register."),
        text(
            "Read it, mend what is wrong and answer within a month: %(link)s", link=link
        ),
    ]
    about = f"mending request {event['request']}"
    with scope(only(town, provider)):
        for email, language in people_of_provider(provider):
            mail_to(email, language, subject, body, about, provider=provider)
        for email, language in _of_town(town, {Role.PRIVACY_OFFICER}):
            mail_to(email, language, subject, body, about, municipality=town)


def alarm_of_use(event: Payload) -> None:
    """Tell the municipality at once that its emergency link is in use.

    One mail for the first look in each hour: at a fire there are many looks, and the
    log and the first page show each.
    """
    if event["recent"]:
        return
    town = str(event["municipality"])
    with scope(only(town)):
        use = EmergencyUse.objects.select_related("link").get(pk=int(event["use"] or 0))
        body = _alarm(use)
        roles = {Role.MUNICIPAL_ADMIN, Role.SUPERVISOR, Role.PRIVACY_OFFICER}
        for email, language in _of_town(town, roles):
            mail_to(
                email,
                language,
                text("Your emergency link is in use"),
                body,
                f"emergency use {use.pk}",
                municipality=town,
                queue=Message.Queue.URGENT,
            )


def _alarm(use: EmergencyUse) -> list[Text]:
    there = Location.objects.filter(pk=use.location_id or 0)
    where = there.values_list("name", flat=True)
    link = f"{settings.BASE_URL}/emergency-links/"
    return [
        text(
            "%(holder)s has looked how many people are in a building.",
            holder=use.link.holder,
        ),
        text("Building: %(name)s", name=where[0] if where else "–"),
        text("Searched: %(words)s", words=use.searched or "–"),
        text(
            "Do you know of no emergency? Then withdraw the link: %(link)s", link=link
        ),
    ]


def only(municipality: str, provider: int | None = None) -> Scope:
    """The rows of one municipality, and of one provider beside it."""
    return Scope(
        municipalities=frozenset({municipality}),
        providers=frozenset({provider}) if provider else frozenset(),
    )


def people_of_provider(provider: int) -> Iterator[tuple[str, str]]:
    """The address that the provider gave, else those of its managers."""
    own = Provider.objects.filter(pk=provider).values_list("email", flat=True).first()
    if own:
        yield own, User.Language.DUTCH
        return
    yield from Membership.objects.filter(
        provider_id=provider, role=Role.PROVIDER_MANAGER, user__is_active=True
    ).values_list("user__email", "user__language")


def _of_town(municipality: str, roles: set[Role]) -> Iterator[tuple[str, str]]:
    return iter(
        Membership.objects.filter(
            municipality_id=municipality, role__in=roles, user__is_active=True
        )
        .order_by("user__email")
        .values_list("user__email", "user__language")
        .distinct()
    )


def mail_to(
    email: str,
    language: str,
    subject: Text,
    body: list[Text],
    about: str,
    *,
    municipality: str | None = None,
    provider: int | None = None,
    queue: str = Message.Queue.NORMAL,
    attachments: Sequence[File] = (),
) -> None:
    """Send a mail in the reader's language; the kind is the first words of `about`."""
    with translation.override(language):
        send_mail(
            to=email,
            subject=in_language(subject),
            body="\n\n".join(in_language(each) for each in body) + "\n",
            kind=about.rsplit(" ", 1)[0],
            about=about,
            queue=queue,
            municipality=municipality,
            provider=provider,
            attachments=attachments,
        )
