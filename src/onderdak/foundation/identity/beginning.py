"""The first steps: a municipality begins, and its first administrator is invited.

There is nobody yet who could hold a permission. So this is for the installer, on the
command line of the server, and only for a municipality where nobody has a membership.
"""

from django.db import transaction

from onderdak.foundation.identity.actions import (
    make_invitation,
    record_event,
)
from onderdak.foundation.identity.domain.permissions import Actor, Role
from onderdak.foundation.identity.models import Membership, Municipality, Region
from onderdak.foundation.identity.scope import Scope, scope
from onderdak.kernel.errors import Conflict
from onderdak.kernel.identifiers import municipality_code
from onderdak.kernel.text import text

INSTALLER = Actor(user_id=0, email="installer")


def begin_municipality(
    *, code: str, name: str, administrator: str, region: str | None = None
) -> str:
    """Add a municipality and invite its first administrator.

    Args:
        code: CBS code, such as GM0202.
        administrator: e-mail address of whoever is to manage it here.
        region: short name of the region it steers with, made when it is new.

    Returns:
        The secret of the invitation's link, shown once.

    Raises:
        Invalid: the code is not a municipality's.
        Conflict: someone has a membership there already.
    """
    known = municipality_code(code)
    with scope(Scope(municipalities=frozenset({known}))), transaction.atomic():
        if Membership.objects.filter(municipality_id=known).exists():
            raise Conflict(
                text("%(code)s has begun already.", code=known),
                next_step=text("Let its administrator invite colleagues."),
            )
        if Municipality.objects.filter(name=name).exclude(code=known).exists():
            raise Conflict(text("Another municipality is called %(name)s.", name=name))
        if region:
            Region.objects.get_or_create(code=region, defaults={"name": region})
        Municipality.objects.get_or_create(
            code=known, defaults={"name": name, "region_id": region}
        )
        secret = make_invitation(
            email=administrator, role=Role.MUNICIPAL_ADMIN, municipality=known
        )
        record_event(
            by=INSTALLER,
            action="identity.begin_municipality",
            object=known,
            municipality=known,
        )
        return secret
