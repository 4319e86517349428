"""The one owner of a simple desk: who comes, and who went."""

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation
from django.utils.timezone import now

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    Scope,
    User,
    in_language,
    scope,
)
from onderdak.foundation.outbox.contract import send_mail
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import SET_UP_DESK
from onderdak.supervision.desk.domain.routing import Given
from onderdak.supervision.desk.domain.states import OPEN_STATES
from onderdak.supervision.desk.models import DeskSetting, Report
from onderdak.supervision.desk.moving import works_here
from onderdak.supervision.desk.routing import SIMPLE, give


def own_when_accepted(event: Mapping[str, str | int | None]) -> None:
    """Make whoever accepted the invitation the owner that they were meant to be.

    What came in before is theirs too, unless somebody has it already.
    """
    town, user = str(event["municipality"] or ""), int(event["user"] or 0)
    if not town or event["role"] != Role.DESK_CLERK:
        return
    with scope(Scope(municipalities=frozenset({town}))):
        setting = (
            DeskSetting.objects.select_for_update(of=("self",))
            .filter(municipality_id=town)
            .exclude(intended="")
            .first()
        )
        joined = User.objects.filter(pk=user).first()
        if setting is None or joined is None or not works_here(town, user):
            return
        if joined.email.casefold() != setting.intended.casefold():
            return
        setting.mode, setting.owner = DeskSetting.Mode.SIMPLE, joined
        setting.intended, setting.changed_at = "", now()
        setting.save()
        waiting = Report.objects.select_for_update(of=("self",)).filter(
            municipality_id=town, state__in=OPEN_STATES, owner__isnull=True, team=""
        )
        for report in waiting:
            give(report, Given(owner=user), SIMPLE, now())


def owner_gone(setting: DeskSetting | None) -> bool:
    """Whether a simple desk has an owner who no longer works there."""
    return (
        setting is not None
        and setting.mode == DeskSetting.Mode.SIMPLE
        and (
            setting.owner_id is None
            or not works_here(setting.municipality_id, setting.owner_id)
        )
    )


def tell_of_missing_owner(town: str) -> bool:
    """Mail who set the desk up that its reports go to nobody, every day until mended.

    Returns:
        Whether that is so.
    """
    with scope(Scope(municipalities=frozenset({town}))):
        if not owner_gone(DeskSetting.objects.filter(municipality_id=town).first()):
            return False
        people = Membership.objects.filter(
            municipality_id=town, role__in=SET_UP_DESK.roles
        ).select_related("user")
        for user in {each.user for each in people}:
            _mail(user, town)
    return True


def _mail(user: User, town: str) -> None:
    said = (
        text("Whoever got every report no longer works at the report desk."),
        text(
            "Until you choose somebody else, new reports wait in the list: %(link)s",
            link=f"{settings.BASE_URL}/reports/setting/",
        ),
    )
    with translation.override(user.language):
        send_mail(
            to=user.email,
            subject=in_language(text("The report desk has no owner")),
            body="\n\n".join(in_language(each) for each in said) + "\n",
            kind="desk_owner",
            about="desk",
            municipality=town,
        )
