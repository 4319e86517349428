"""Every page in a real browser, on a phone and a desk: axe finds nothing.

Besides, nothing breaks the content security policy, nothing is wider than the screen,
and no script fails.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from onderdak.foundation.identity.contract import Role, scope
from onderdak.foundation.privacy.contract import Ground
from onderdak.register.nights.contract import (
    open_guest_identity,
)
from onderdak.register.nights.models import Guest
from tests.integration.test_every_door import (
    DOORS,
    PUBLIC,
    _declare,
    plant_agreement,
    plant_certificate,
    planted_agreement,
    planted_certificate,
    use_pictures,
)
from tests.people import OWN, Persona, Sides, make_sides
from tests.world import House, acting

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": (320, 720), "desk": (1280, 900)}
NO_PAGES = {
    *("service_worker", "health", "security_txt", "locations_csv", "locations_xlsx"),
    *("certified_csv", "norms_csv", "norms_pack"),
    *("round_manifest", "round_worker"),
}

# For each page with a look of its own: the roles whose page differs.
LOOKS = {
    "home": [
        Role.PROVIDER_MANAGER,
        Role.SUPERVISOR,
        Role.LEVY_OFFICER,
        Role.REGION_COORDINATOR,
        Role.PRIVACY_OFFICER,
    ],
    "locations": [Role.HOUSE_STAFF, Role.SUPERVISOR],
    "location": [Role.HOUSE_STAFF, Role.SUPERVISOR],
    "location_register": [Role.PROVIDER_MANAGER],
    "locations_to_confirm": [Role.SUPERVISOR],
    "location_close": [Role.PROVIDER_MANAGER],
    "location_capacity": [Role.SUPERVISOR],
    "location_hand_over": [Role.SUPERVISOR],
    "location_rooms": [Role.PROVIDER_MANAGER],
    "location_room_new": [Role.PROVIDER_MANAGER],
    "qualities": [Role.PROVIDER_MANAGER, Role.SUPERVISOR],
    "quality_file": [Role.PROVIDER_MANAGER, Role.SUPERVISOR],
    "quality_assess": [Role.HOUSE_STAFF, Role.SUPERVISOR],
    "quality_growth": [Role.PROVIDER_MANAGER],
    "quality_growth_list": [Role.PROVIDER_MANAGER, Role.SUPERVISOR],
    "quality_growth_new": [Role.PROVIDER_MANAGER],
    "agreements": [Role.SUPERVISOR],
    "agreement": [Role.SUPERVISOR, Role.PROVIDER_MANAGER],
    "agreement_new": [Role.SUPERVISOR],
    "quality_certificates": [Role.SUPERVISOR, Role.PROVIDER_MANAGER],
    "quality_gaps": [Role.SUPERVISOR],
    "quality_certificate_new": [Role.SUPERVISOR, Role.PROVIDER_MANAGER],
    "quality_alert": [Role.SUPERVISOR],
    "quality_registers": [Role.SUPERVISOR],
    "quality_reports": [Role.SUPERVISOR],
    "quality_beside": [Role.SUPERVISOR, Role.PROVIDER_MANAGER],
    "quality_report_new": [Role.SUPERVISOR],
    "quality_certificate": [Role.SUPERVISOR, Role.PROVIDER_MANAGER],
    "declare": [Role.PROVIDER_MANAGER],
    "hand_ins": [Role.PROVIDER_MANAGER],
    "remembered_columns": [Role.PROVIDER_MANAGER],
    "evening": [Role.HOUSE_STAFF],
    "needs_a_look": [Role.PROVIDER_MANAGER],
    "by_law": [Role.MUNICIPAL_ADMIN],
    "occupancy": [Role.SUPERVISOR],
    "providers": [Role.SUPERVISOR, Role.MUNICIPAL_ADMIN],
    "provider": [Role.SUPERVISOR],
    "tokens": [Role.PROVIDER_MANAGER],
    "new_token": [Role.PROVIDER_MANAGER],
    "invite": [Role.MUNICIPAL_ADMIN],
    "messages": [Role.MUNICIPAL_ADMIN],
    "location_card": [Role.HOUSE_STAFF],
    "guest_codes": [Role.HOUSE_STAFF],
    "mending_requests": [Role.PROVIDER_MANAGER],
    "registering_texts": [Role.MUNICIPAL_ADMIN],
    "emergency_links": [Role.MUNICIPAL_ADMIN],
    "calamities": [Role.SUPERVISOR],
    "calamity": [Role.SUPERVISOR],
    "openings": [Role.PRIVACY_OFFICER],
    "retention": [Role.PRIVACY_OFFICER],
    "retention_plan": [Role.PRIVACY_OFFICER],
    "regional_list": [Role.SUPERVISOR],
    "regional_apply": [Role.PROVIDER_MANAGER],
    "location_public": [Role.PROVIDER_MANAGER, Role.SUPERVISOR],
    "location_example": [Role.PROVIDER_MANAGER],
    "management": [Role.PROVIDER_MANAGER, Role.SUPERVISOR],
    "house_rules": [Role.PROVIDER_MANAGER],
    "care_tasks": [Role.CARE_WORKER],
    "reports": [Role.DESK_CLERK],
    "desk_figures": [Role.SUPERVISOR],
    "desk_routing": [Role.MUNICIPAL_ADMIN],
    "desk_categories": [Role.MUNICIPAL_ADMIN],
    "desk_category_new": [Role.MUNICIPAL_ADMIN],
    "care_new": [Role.SUPERVISOR],
    "care_opened": [Role.SUPERVISOR],
    "sharings": [Role.PRIVACY_OFFICER],
    "desk_phone_new": [Role.DESK_CLERK],
    "desk_partner_new": [Role.DESK_CLERK],
    "desk_partner_file": [Role.DESK_CLERK],
    "desk_access": [Role.MUNICIPAL_ADMIN],
    "desk_access_new": [Role.DESK_CLERK],
    "picture_addresses": [Role.SUPERVISOR, Role.LEVY_OFFICER],
    "picture_sources": [Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER],
    "picture_doubts": [Role.REGISTRY_CLERK],
    "picture_looks": [Role.PRIVACY_OFFICER],
    "neighbourhoods": [Role.NEIGHBOURHOOD_WORKER, Role.SUPERVISOR],
    "neighbourhoods_today": [Role.NEIGHBOURHOOD_WORKER],
    "ranking": [Role.SUPERVISOR],
    "visits": [Role.SUPERVISOR],
    "visit_new": [Role.SUPERVISOR],
    "visit_phones": [Role.SUPERVISOR],
    "registry_documents": [Role.REGISTRY_CLERK],
    "registry_box": [Role.REGISTRY_CLERK],
    "warrants": [Role.MAYOR, Role.SUPERVISOR],
    "visit_reports": [Role.SUPERVISOR],
    "verify_report": [Role.SUPERVISOR],
    "visit_results": [Role.SUPERVISOR],
    "visit_publicity": [Role.SUPERVISOR],
    "integral_checks": [Role.SUPERVISOR],
    "town_repairs": [Role.SUPERVISOR],
    "own_repairs": [Role.PROVIDER_MANAGER],
    "ranking_points": [Role.SUPERVISOR, Role.PRIVACY_OFFICER],
    "checklists": [Role.SUPERVISOR],
    "checklist_new": [Role.SUPERVISOR],
    "ranking_points_new": [Role.SUPERVISOR],
    "ranking_points_new_text": [Role.SUPERVISOR],
    "ranking_setting": [Role.MUNICIPAL_ADMIN],
    "ranking_switch": [Role.PRIVACY_OFFICER],
    "ranking_runs": [Role.SUPERVISOR],
    "ranking_evaluation": [Role.SUPERVISOR, Role.PRIVACY_OFFICER],
    "ranking_outcomes": [Role.SUPERVISOR],
    "ranking_register": [Role.PRIVACY_OFFICER],
    "enforcement_cases": [Role.LAWYER, Role.SUPERVISOR],
    "enforcement_case_new": [Role.LAWYER],
    "enforcement_requests": [Role.LAWYER],
    "enforcement_request_new": [Role.LAWYER],
    "enforcement_week": [Role.LAWYER],
    "enforcement_letters": [Role.LAWYER],
    "enforcement_money": [Role.LAWYER],
    "enforcement_urgent": [Role.SUPERVISOR],
    "enforcement_reserve": [Role.MUNICIPAL_ADMIN],
    "enforcement_reserve_new": [Role.MUNICIPAL_ADMIN],
    "enforcement_setup": [Role.MUNICIPAL_ADMIN, Role.SUPERVISOR],
    "enforcement_amount_new": [Role.MUNICIPAL_ADMIN],
    "enforcement_letterhead": [Role.MUNICIPAL_ADMIN],
    "setup": [Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER],
}
VISITS = [(name, role) for name, roles in LOOKS.items() for role in roles] + [
    (name, None) for name in sorted(PUBLIC - NO_PAGES)
]


@dataclass(frozen=True)
class Visitor:
    """Opens pages of a live server, signed in or not, and remembers what went wrong."""

    browser: Browser
    server: str
    sides: Sides
    _kept: dict[tuple[Role | None, str], BrowserContext] = field(default_factory=dict)

    def kept(self, role: Role | None, size: str) -> BrowserContext:
        """A browser that stays: it has the styles and scripts of the page before."""
        if (role, size) not in self._kept:
            self._kept[role, size] = self.context(role, SIZES[size])
        return self._kept[role, size]

    def context(
        self, role: Role | None, size: tuple[int, int], *, scripts: bool = True
    ) -> BrowserContext:
        made = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="nl-NL",
            java_script_enabled=scripts,
        )
        if role is not None:
            client = Client()
            client.force_login(
                self.sides.users[Persona(OWN, role)],
                backend=settings.AUTHENTICATION_BACKENDS[0],
            )
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            made.add_cookies(
                [
                    {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": value,
                        "url": self.server,
                    }
                ]
            )
        return made


def _open_a_name(house: House) -> None:
    """One line in the log of openings, for the pages that show it."""
    with scope(acting(house.manager)):
        guest = Guest.objects.filter(provider_id=house.provider).earliest("pk")
        open_guest_identity(
            by=house.manager,
            guest=guest.pk,
            municipality=house.location.municipality_id,
            ground=Ground.OWN_ENTRY,
        )


def _visitor(browser: Browser, server: str) -> Visitor:
    sides = make_sides()
    _declare(sides.houses[OWN], 12, "REF-PLANT")
    _open_a_name(sides.houses[OWN])
    plant_agreement(sides)
    plant_certificate(sides)
    use_pictures(sides)
    return Visitor(browser, server, sides)


@pytest.fixture
def visitor(browser: Browser, live_server: LiveServer) -> Visitor:
    """For tests that write: everything is made for each, and gone after it."""
    return _visitor(browser, live_server.url)


@pytest.fixture(scope="module")
def looker(browser: Browser, shared_server: str) -> Visitor:
    """For tests that only look: everything is made once."""
    return _visitor(browser, shared_server)


def _address(name: str, looker: Visitor) -> str:
    path = DOORS[name].path if name in DOORS else {}
    values = {
        "location": looker.sides.houses[OWN].location.pk,
        "agreement": planted_agreement(looker.sides),
        "certificate": planted_certificate(looker.sides),
        "provider": looker.sides.houses[OWN].provider,
    }
    return looker.server + reverse(
        name, kwargs={key: values[value] for key, value in path.items()}
    )


def _faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(done => done.violations)",
        RULES,
    )
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "role"), VISITS)
def test_a_page_is_accessible_and_keeps_to_the_screen(
    name: str, role: Role | None, size: str, looker: Visitor
) -> None:
    page = looker.kept(role, size).new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda line: complaints.append(line.text) if line.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(_address(name, looker))
    assert answer is not None
    assert answer.status == 200
    assert _faults(page) == []
    assert complaints == []
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider <= 0
    page.close()


def test_sign_in_asks_for_the_second_factor(looker: Visitor) -> None:
    """Password and then a code: there is no way around the second step."""
    role = Persona(OWN, Role.SUPERVISOR)
    user = looker.sides.users[role]
    user.set_password("een-lang-wachtwoord-1")
    user.save()
    context = looker.context(None, SIZES["phone"])
    page = context.new_page()
    page.goto(looker.server + "/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", "een-lang-wachtwoord-1")
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("input[name=code]")
    assert _faults(page) == []
    page.goto(looker.server + reverse("locations"))
    assert "/accounts/" in page.url  # still at the door
    context.close()


def test_the_keyboard_reaches_the_content_first(looker: Visitor) -> None:
    context = looker.context(Role.SUPERVISOR, SIZES["desk"])
    page = context.new_page()
    page.goto(looker.server + "/")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused is not None
    assert focused.startswith("#")
    context.close()
