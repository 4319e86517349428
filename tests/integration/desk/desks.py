"""A report desk for tests, and a form that is filled in as a browser does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    Scope,
    User,
    actor_of,
    scope,
)
from onderdak.supervision.desk.contract import set_up_desk
from tests.world import Town, make_town, use_rooms

NAMES = {"GM9001": "Eenstad", "GM9002": "Tweestad"}
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass(frozen=True)
class DeskTown:
    """A municipality whose desk is open, and its clerk."""

    town: Town
    clerk: Actor

    @property
    def code(self) -> str:
        """Its CBS code."""
        return self.town.code

    @property
    def rows(self) -> Scope:
        """Its rows."""
        return Scope(municipalities=frozenset({self.code}))


def make_desk(code: str = "GM9001") -> DeskTown:
    """A municipality with an open desk."""
    town = make_town(code, NAMES[code])
    use_rooms(code, "desk")
    user = User.objects.create_user(f"desk.{code.lower()}@test.example")
    with scope(Scope(municipalities=frozenset({code}))):
        Membership.objects.create(user=user, role=Role.DESK_CLERK, municipality_id=code)
        made = DeskTown(town, actor_of(user))
        set_up_desk(by=made.clerk, municipality=code)
    return made


@dataclass
class Filling:
    """A browser that fills the form in, step by step, and shows the last page."""

    client: Client
    town: str = "eenstad"
    page: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    answer: Any = None

    def begin(self, **query: str) -> "Filling":
        """Open the form."""
        return self._read(self.client.get(self.address, query))

    @property
    def address(self) -> str:
        """Where the form is."""
        return reverse("report", args=[self.town])

    def press(self, do: str = "next", **typed: Any) -> "Filling":
        """Press a button, with what was typed on this page."""
        sent: dict[str, Any] = {"do": do, **typed}
        for name, value in self.hidden:
            if name == "photo":
                sent.setdefault(name, []).append(value)
            else:
                sent[name] = value
        return self._read(self.client.post(self.address, sent))

    def _read(self, answer: Any) -> "Filling":
        self.answer, self.page = answer, answer.content.decode()
        form = self.page.partition('id="report"')[2]
        self.hidden = [(n, unescape(v)) for n, v in _HIDDEN.findall(form)]
        return self

    @property
    def step(self) -> str:
        """Which step is shown; '' where the form is done."""
        return dict(self.hidden).get("step", "")


def to_check(filling: Filling, typed: Mapping[str, Any] | None = None) -> Filling:
    """Fill a short report of bad letting in, up to the last look."""
    filling.begin(lang="pl").press(category="bad_letting").press(danger="no")
    filling.press(text="Nie ma umowy.", letting_what=["contract"])
    filling.press(place="Dom obok szkoły").press(**(typed or {}))
    return filling.press()


def code_on(page: str) -> str:
    """The code on the last page."""
    found = re.search(r'id="code">([\d ]+)<', page)
    return found[1] if found else ""
