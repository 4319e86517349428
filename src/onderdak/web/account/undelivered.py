"""Mail that could not be delivered, on the first page of who can do something."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import Actor, own_messages
from onderdak.web.account.navigation import INVITERS
from onderdak.web.pages.shapes import Todo


def undelivered(actor: Actor) -> list[Todo]:
    """What could not be delivered, for who manages the organisation."""
    grant = actor.grants[0]
    if grant.role not in INVITERS:
        return []
    stuck = own_messages(
        by=actor, municipality=grant.municipality, provider=grant.provider
    ).filter(state="stuck", wiped_at__isnull=True)
    count = stuck.count()
    if not count:
        return []
    label = ngettext(
        "%(messages)d message could not be delivered",
        "%(messages)d messages could not be delivered",
        count,
    )
    return [
        Todo(
            label % {"messages": count},
            reverse("messages") + "?state=stuck",
            tag=_("needs a look"),
        )
    ]
