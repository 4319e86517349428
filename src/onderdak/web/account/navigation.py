"""Where someone can go, and what their memberships are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.care.contract import LOOK_AFTER, OPEN_CARE
from onderdak.foundation.identity.contract import (
    Actor,
    Grant,
    Region,
    Role,
    municipality_names,
    rooms_on,
)
from onderdak.foundation.parties.contract import SEE_AGREEMENTS
from onderdak.foundation.privacy.contract import SEE_SHARING
from onderdak.housing.quality.contract import SEE_CERTIFICATES, SEE_QUALITY
from onderdak.housing.quality.contract.regional import SEE_REGIONAL
from onderdak.supervision.desk.contract import SEE_REPORTS
from onderdak.supervision.desk.contract.clerk import SET_ROUTING
from onderdak.supervision.enforcement.contract import SEE_CASES, SET_UP_ENFORCEMENT
from onderdak.supervision.enforcement.contract.people import KEEP_RESERVE
from onderdak.supervision.inspections.contract import DECIDE_WARRANT, SEE_VISITS
from onderdak.supervision.picture.contract import (
    SEE_NEIGHBOURHOODS,
    SEE_PICTURE,
    SEE_SOURCES,
    SEE_VIEWS,
)
from onderdak.supervision.picture.contract.ranking import SEE_RANKING
from onderdak.web.account.entrance import pages_of

ROLE_NAMES = {
    Role.PROVIDER_MANAGER: gettext_lazy("manager"),
    Role.HOUSE_STAFF: gettext_lazy("house staff"),
    Role.SUPERVISOR: gettext_lazy("supervisor"),
    Role.REGISTRY_CLERK: gettext_lazy("registry clerk"),
    Role.LEVY_OFFICER: gettext_lazy("levy officer"),
    Role.PRIVACY_OFFICER: gettext_lazy("privacy officer"),
    Role.MUNICIPAL_ADMIN: gettext_lazy("administrator"),
    Role.REGION_COORDINATOR: gettext_lazy("coordinator of the region"),
    Role.PARTNER_CONTACT: gettext_lazy("contact of a partner"),
    Role.DESK_CLERK: gettext_lazy("clerk of the report desk"),
    Role.NEIGHBOURHOOD_WORKER: gettext_lazy("neighbourhood worker"),
    Role.CARE_WORKER: gettext_lazy("care worker"),
    Role.MAYOR: gettext_lazy("mayor"),
    Role.LAWYER: gettext_lazy("enforcement lawyer"),
}
INVITERS = frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})
LETS_SYSTEMS_IN = frozenset({Role.PROVIDER_MANAGER})
COUNTS = frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN})
HELPS = frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
SEES_AGREEMENTS = SEE_AGREEMENTS.roles
WRITES_TO_GUESTS = frozenset({Role.MUNICIPAL_ADMIN, Role.REGISTRY_CLERK})
GOVERNS = frozenset({Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER})
SEES_LOCATIONS = frozenset(
    {
        Role.PROVIDER_MANAGER,
        Role.HOUSE_STAFF,
        Role.SUPERVISOR,
        Role.REGISTRY_CLERK,
        Role.MUNICIPAL_ADMIN,
    }
)


@dataclass(frozen=True)
class Link:
    """One item of the menu."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class MembershipChoice:
    """One membership to work under."""

    id: int
    label: str
    current: bool


def navigation(actor: Actor, path: str) -> list[Link]:
    """The pages of this person's daily task; what is switched off is not among them."""
    return _links(_daily(actor), path)


def management(actor: Actor, path: str) -> list[Link]:
    """The pages on which somebody arranges things, now and then: behind one word."""
    return _links(_now_and_then(actor), path)


def _links(pages: Iterator[tuple[str, str]], path: str) -> list[Link]:
    return [
        Link(label, url, path == url or (url != "/" and path.startswith(url)))
        for label, url in pages
    ]


def _daily(actor: Actor) -> Iterator[tuple[str, str]]:
    if not actor.grants:
        return
    grant = actor.grants[0]
    provider = pages_of(actor) == "provider"
    yield (_("Tonight") if provider else _("Overview")), reverse("home")
    if grant.role in SEES_LOCATIONS and nights_in_use(grant):
        yield _("Locations"), reverse("locations")
    if provider:
        yield _("Hand in a file"), reverse("declare")
    if grant.role in COUNTS and nights_in_use(grant):
        yield _("Occupancy"), reverse("occupancy")
    if grant.role in HELPS and nights_in_use(grant):
        yield _("Providers"), reverse("providers")
    if grant.role in SEE_QUALITY.roles and nights_in_use(grant):
        yield _("Quality"), reverse("qualities")
    if grant.role in SEE_CERTIFICATES.roles and nights_in_use(grant):
        yield _("Quality certificates"), reverse("quality_certificates")
    if grant.role in SEE_PICTURE.roles and picture_in_use(grant):
        yield _("Addresses"), reverse("picture_addresses")
    if grant.role in SEE_RANKING.roles and picture_in_use(grant):
        yield _("Ranking"), reverse("ranking")
    if grant.role is Role.PRIVACY_OFFICER and picture_in_use(grant):
        yield _("Points for the ranking"), reverse("ranking_points")
    if grant.role in SEE_VISITS.roles and inspections_in_use(grant):
        yield _("Visits"), reverse("visits")
    if grant.role in SEE_CASES.roles and enforcement_in_use(grant):
        yield _("Enforcement"), reverse("enforcement_cases")
    if grant.role in DECIDE_WARRANT.roles and inspections_in_use(grant):
        yield _("Warrants"), reverse("warrants")
    if grant.role in SEE_NEIGHBOURHOODS.roles and picture_in_use(grant):
        yield _("Neighbourhoods"), reverse("neighbourhoods")
    if grant.role in SEE_REPORTS.roles and desk_in_use(grant):
        yield _("Reports"), reverse("reports")
    if grant.role in LOOK_AFTER.roles and care_in_use(grant):
        yield _("Care tasks"), reverse("care_tasks")
    if grant.role in SEES_AGREEMENTS:
        yield _("Agreements"), reverse("agreements")
    if provider or grant.role is Role.PRIVACY_OFFICER:
        yield _("Messages of guests"), reverse("mending_requests")
    if grant.role is Role.PRIVACY_OFFICER:
        yield _("Opened names"), reverse("openings")
    if grant.role in SEE_SHARING.roles:
        yield _("Shared with partners"), reverse("sharings")
    if grant.role in SEE_VIEWS.roles and picture_in_use(grant):
        yield _("Looks at addresses"), reverse("picture_looks")


def _now_and_then(actor: Actor) -> Iterator[tuple[str, str]]:
    if not actor.grants:
        return
    grant = actor.grants[0]
    if grant.role in INVITERS:
        yield _("Invite someone"), reverse("invite")
        yield _("Messages"), reverse("messages")
    if grant.role in LETS_SYSTEMS_IN:
        yield _("Access for systems"), reverse("tokens")
        yield _("Own copy"), reverse("own_copy")
    if grant.role in SEE_REGIONAL.roles and nights_in_use(grant):
        yield _("Regional certificate"), reverse("regional_list")
    if grant.role in HELPS and nights_in_use(grant):
        yield _("Emergency links"), reverse("emergency_links")
    if grant.role in WRITES_TO_GUESTS and nights_in_use(grant):
        yield _("Texts for guests"), reverse("registering_texts")
    if grant.role in SEE_SOURCES.roles and picture_in_use(grant):
        yield _("Sources of addresses"), reverse("picture_sources")
    if grant.role is Role.MUNICIPAL_ADMIN and picture_in_use(grant):
        yield _("Points for the ranking"), reverse("ranking_points")
    if grant.role in OPEN_CARE.roles and care_in_use(grant):
        yield _("Opened care tasks"), reverse("care_opened")
    if grant.role in SET_ROUTING.roles and desk_in_use(grant):
        yield _("Rules of routing"), reverse("desk_routing")
    if grant.role in KEEP_RESERVE.roles and enforcement_in_use(grant):
        yield _("Places in reserve"), reverse("enforcement_reserve")
    if grant.role in SET_UP_ENFORCEMENT.roles and enforcement_in_use(grant):
        yield _("Set up enforcement"), reverse("enforcement_setup")
    if grant.role in GOVERNS:
        yield _("Retention"), reverse("retention")
        yield _("Set-up"), reverse("setup")
    if grant.role is not Role.HOUSE_STAFF:
        yield _("Norms"), reverse("norms")


def nights_in_use(grant: Grant) -> bool:
    """Whether the night register is used where someone works; providers always do."""
    return grant.municipality is None or "nights" in rooms_on(grant.municipality)


def picture_in_use(grant: Grant) -> bool:
    """Whether the picture of addresses is used where someone works."""
    return "picture" in rooms_on(grant.municipality or "")


def inspections_in_use(grant: Grant) -> bool:
    """Whether visits are planned and made where someone works."""
    return "inspections" in rooms_on(grant.municipality or "")


def enforcement_in_use(grant: Grant) -> bool:
    """Whether breaches are followed up in cases where someone works."""
    return "enforcement" in rooms_on(grant.municipality or "")


def desk_in_use(grant: Grant) -> bool:
    """Whether the report desk is used where someone works."""
    return "desk" in rooms_on(grant.municipality or "")


def care_in_use(grant: Grant) -> bool:
    """Whether care tasks are used where someone works."""
    return "care" in rooms_on(grant.municipality or "")


def tenant_names(
    grants: tuple[Grant, ...], providers: Mapping[int, str]
) -> dict[int, str]:
    """The name of each membership's municipality, region or provider."""
    municipalities = municipality_names()
    regions = (
        dict(Region.objects.values_list("code", "name"))
        if any(grant.region for grant in grants)
        else {}
    )
    return {
        grant.id: municipalities.get(grant.municipality or "")
        or regions.get(grant.region or "")
        or providers.get(grant.provider or 0)
        or ""
        for grant in grants
    }


def choices(
    grants: tuple[Grant, ...], names: Mapping[int, str], current: int
) -> list[MembershipChoice]:
    """All memberships of someone, by name, the current one marked."""
    labelled = [
        MembershipChoice(
            grant.id,
            f"{names[grant.id]} – {ROLE_NAMES[grant.role]}",
            grant.id == current,
        )
        for grant in grants
    ]
    return sorted(labelled, key=lambda choice: choice.label.casefold())
