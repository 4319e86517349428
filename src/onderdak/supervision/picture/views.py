"""Who looked at which address, for what: for the privacy officer."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, User, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.permissions import SEE_VIEWS
from onderdak.supervision.picture.models import View


def views_of(*, by: Actor, municipality: str, on: date) -> QuerySet[View]:
    """Every look at an address of a municipality, the latest first.

    Raises:
        NotAllowed: this person does not watch over privacy here.
    """
    check_may(by, SEE_VIEWS, municipality=municipality)
    require_room(municipality, ROOM, on)
    return (
        View.objects.filter(municipality_id=municipality)
        .select_related("address")
        .order_by("-pk")
    )


def lookers(views: list[View]) -> Mapping[int, str]:
    """The e-mail addresses of those who looked."""
    users = User.objects.filter(pk__in={each.user_id for each in views})
    return dict(users.values_list("pk", "email"))
