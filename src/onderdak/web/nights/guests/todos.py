"""What guests and control rooms leave to be done, for the first pages."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, Role
from onderdak.register.nights.contract.guests import (
    mending_requests,
    unseen_uses,
)
from onderdak.web.pages.shapes import Todo

_ALARMED = frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
_MOST = 3


def todos_of_emergency(actor: Actor) -> list[Todo]:
    """Uses of emergency links that nobody here has looked at yet."""
    grant = actor.grants[0]
    if grant.role not in _ALARMED:
        return []
    new = unseen_uses(by=actor, municipality=grant.municipality or "")
    return [
        Todo(
            _("The emergency link of %(holder)s was used")
            % {"holder": use.link.holder},
            reverse("emergency_links"),
            date_format(localtime(use.at), "j F Y H:i"),
            _("needs a look"),
            "error",
        )
        for use in new[:_MOST]
    ]


def todos_of_mending(actor: Actor) -> list[Todo]:
    """Messages of guests that wait for an answer."""
    grant = actor.grants[0]
    waiting = mending_requests(
        by=actor, provider=grant.provider, municipality=grant.municipality
    ).filter(answered_at__isnull=True)
    return [
        Todo(
            _("A guest says that something is not right"),
            reverse("mending", args=[each.pk]),
            date_format(localtime(each.asked_at), "j F Y"),
            _("waits for an answer"),
        )
        for each in waiting[:_MOST]
    ]
