"""What every step of a regional certificate shares: the file, and who hears of it."""

from datetime import date

from onderdak.foundation.identity.contract import Actor, Membership
from onderdak.foundation.outbox.contract import announce
from onderdak.housing.quality.models import RegionalApplication
from onderdak.housing.quality.regional_queries import RegionalFile, regional_files
from onderdak.kernel.errors import Conflict, NotAllowed
from onderdak.kernel.text import text


def file_on(application: RegionalApplication, on: date) -> RegionalFile:
    """An application as it stands on a day."""
    return regional_files([application], on)[0]


def check_not_own(by: Actor, application: RegionalApplication) -> None:
    """Stop who belongs to the applicant, under whatever membership they act now.

    Raises:
        NotAllowed: they applied themselves, or belong to the provider that did.
    """
    own = Membership.objects.filter(
        user_id=by.user_id, provider_id=application.provider_id
    )
    if application.applied_by_id == by.user_id or own.exists():
        raise NotAllowed(
            text("You belong to the provider that applied, so somebody else judges."),
            next_step=text("Ask a colleague to look at it."),
        )


def meanwhile() -> Conflict:
    """Somebody else was first."""
    return Conflict(
        text("A colleague was first: this was assessed or decided in the meantime."),
        next_step=text("Look at the application again."),
    )


def announce_step(application: RegionalApplication, happened: str, **more: int) -> None:
    """Let others hear of a step."""
    announce(
        f"quality.{happened}",
        {
            "municipality": application.municipality_id,
            "provider": application.provider_id,
            "application": application.pk,
            **more,
        },
    )
