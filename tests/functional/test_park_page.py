"""The pages of a location with many units, on a phone and with a screen reader."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Role, scope
from onderdak.housing.quality.contract import Seen, Source, state_facts
from onderdak.register.nights.contract import Unit
from tests.functional.test_every_page import _faults
from tests.people import OWN, Persona, make_sides
from tests.world import acting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_pages_of_a_park_are_sound_on_a_narrow_screen(
    browser: Browser, live_server: LiveServer
) -> None:
    sides = make_sides()
    house = sides.houses[OWN]
    units = [f"{number:03}" for number in range(1, 13)]
    with scope(acting(house.manager)):
        for label in units:
            Unit.objects.create(
                municipality_id=house.location.municipality_id,
                provider_id=house.provider,
                location=house.location,
                label=label,
            )
        full = {"use": "dwelling", "floor_area": "40 m2", "people": 8}
        state_facts(
            by=house.manager,
            location=house.location,
            facts={"units": [{"name": label, **full} for label in units[:9]]},
            seen=Seen(Source.PROVIDER, localdate()),
            on=localdate(),
        )
    client = Client()
    client.force_login(
        sides.users[Persona(OWN, Role.PROVIDER_MANAGER)],
        backend=settings.AUTHENTICATION_BACKENDS[0],
    )
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 320, "height": 800})
    context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    page = context.new_page()
    for view, more in (
        ("quality_file", ()),
        ("quality_unit", (1,)),
        ("quality_assess", ()),
        ("quality_assess_unit", ("units", 10)),
        ("quality_same", (9,)),
    ):
        page.goto(live_server.url + reverse(view, args=[house.location.pk, *more]))
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open=true)")
        assert _faults(page) == [], view
        wider = page.evaluate(
            "document.documentElement.scrollWidth"
            " - document.documentElement.clientWidth"
        )
        assert wider <= 0, view
    context.close()
