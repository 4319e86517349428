"""Mail that follows from a step in the life of a location: a link, no names."""

from django.conf import settings

from onderdak.foundation.identity.contract import Membership, scope
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import CONFIRM_LOCATION
from onderdak.register.nights.telling import (
    Payload,
    mail_to,
    only,
    people_of_provider,
)


def tell_town_of_location(event: Payload) -> None:
    """Tell who may confirm that a provider registered or mended a location."""
    town, location = str(event["municipality"]), event["location"]
    link = f"{settings.BASE_URL}/locations/{location}/confirm/"
    subject = text("A location waits for your confirmation")
    body = [
        text("A provider registered a location, or answered your question about it."),
        text("Confirm it, ask, or refuse with a reason: %(link)s", link=link),
    ]
    with scope(only(town)):
        people = Membership.objects.filter(
            municipality_id=town,
            role__in=sorted(CONFIRM_LOCATION.roles),
            user__is_active=True,
        )
        for email, language in people.values_list(
            "user__email", "user__language"
        ).distinct():
            mail_to(
                email,
                language,
                subject,
                body,
                f"location {location}",
                municipality=town,
            )


def tell_provider_of_location(event: Payload) -> None:
    """Tell a provider that the municipality did something about its location."""
    town, provider = str(event["municipality"]), int(event["provider"] or 0)
    link = f"{settings.BASE_URL}/locations/{event['location']}/"
    subject = text("The municipality has written about your location")
    body = [
        text(
            "The municipality confirmed one of your locations, asks something or"
            " changed something."
        ),
        text("Read what it says and what you can do: %(link)s", link=link),
    ]
    with scope(only(town, provider)):
        for email, language in people_of_provider(provider):
            mail_to(
                email,
                language,
                subject,
                body,
                f"location {event['location']}",
                provider=provider,
            )
