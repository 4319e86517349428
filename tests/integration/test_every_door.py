"""Every door as every role: pages from the resolver, commands from the tree.

For each door its people first see a planted row, and then nobody else does. A door
that stands in no table here, or that no role may enter, fails the build; so does a
page whose queries grow with its rows.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker
from typer.testing import CliRunner

from onderdak.connections.bag.fake import BuildingXml, delivery
from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    Role,
    Scope,
    User,
    make_token,
    rulebook,
    scope,
)
from onderdak.foundation.parties.contract import (
    Agreement,
    AgreementParty,
    Signatory,
    Terms,
    record_agreement,
)
from onderdak.foundation.places.contract import Area
from onderdak.foundation.privacy.contract import Identity
from onderdak.housing.quality.contract import (
    Certificate,
    NewCertificate,
    Particulars,
    Scheme,
    record_certificate,
)
from onderdak.project.commands import app
from onderdak.register.nights.contract import (
    DeclaredStay,
    Guest,
    declare_stays,
)
from tests.people import OTHER, OWN, PERSONAS, Persona, Sides, make_sides
from tests.world import BEGIN, House, acting, add_location, use_rooms

pytestmark = pytest.mark.django_db

PROVIDERS = frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF})
COUNTS = frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN})
GOVERNORS = frozenset({Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER})
ALARMED = frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
REGIONAL = frozenset({Role.REGION_COORDINATOR})
EVERYONE = frozenset(Role)
MANAGER = frozenset({Role.PROVIDER_MANAGER})
OPENERS = frozenset(
    {
        *(Role.DESK_CLERK, Role.SUPERVISOR),
        *(Role.NEIGHBOURHOOD_WORKER, Role.CARE_WORKER),
        Role.LAWYER,
    }
)
CONFIRMERS = frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})
KEEPERS = MANAGER | CONFIRMERS
LOOKERS = frozenset(
    {Role.SUPERVISOR, Role.DESK_CLERK, Role.REGISTRY_CLERK, Role.LEVY_OFFICER}
)
TAKERS = COUNTS | {Role.LEVY_OFFICER}
WALKERS = frozenset({Role.NEIGHBOURHOOD_WORKER})
RANKERS = frozenset({Role.SUPERVISOR})
NEIGHBOURHOODS = frozenset(
    {
        Role.NEIGHBOURHOOD_WORKER,
        Role.SUPERVISOR,
        Role.DESK_CLERK,
        Role.MUNICIPAL_ADMIN,
    }
)
ENFORCERS = frozenset({Role.LAWYER, Role.SUPERVISOR})
AGREED = "Afspraak PLANT"
AREA = "Buurt PLANT"
PLANT = "Huis own PLANT"
GUEST = "REF-PLANT"


@dataclass(frozen=True)
class Door:
    """Who may enter (of the own side), and who of them sees the planted row."""

    roles: frozenset[Role]
    sees: frozenset[Role] = frozenset()
    plant: str = PLANT
    path: dict[str, Any] = field(default_factory=dict)
    everyone_elses: bool = True  # people of the other side enter too, for their own
    posts: bool = False


LOCATION = {"pk": "location"}
AGREEMENT = {"pk": "agreement"}
PROVIDER = {"pk": "provider"}
CERTIFICATE = {"pk": "certificate"}
CLERK = frozenset({Role.DESK_CLERK})
FIGURES = CLERK | {Role.MUNICIPAL_ADMIN, Role.SUPERVISOR, Role.NEIGHBOURHOOD_WORKER}
DOORS = {
    **dict.fromkeys(
        (
            *("reports", "reports_csv", "reports_xlsx"),
            *("desk_texts", "desk_text_new"),
        ),
        Door(CLERK),
    ),
    **dict.fromkeys(
        (
            *("desk_routing", "desk_routing_new", "desk_setting"),
            *("desk_categories", "desk_category_new"),
        ),
        Door(CLERK | {Role.MUNICIPAL_ADMIN}),
    ),
    "desk_figures": Door(FIGURES),
    "desk_figures_months": Door(FIGURES),
    "desk_figures_map": Door(FIGURES),
    "desk_figures_terms": Door(FIGURES),
    "desk_figures_spots": Door(FIGURES),
    # The levy officer's list names providers, and this house is called after its own.
    "home": Door(EVERYONE, PROVIDERS | COUNTS | {Role.LEVY_OFFICER}),
    "locations": Door(PROVIDERS | COUNTS, PROVIDERS | COUNTS),
    "locations_csv": Door(PROVIDERS | COUNTS, PROVIDERS | COUNTS),
    "locations_xlsx": Door(PROVIDERS | COUNTS),
    "location": Door(
        PROVIDERS | COUNTS, PROVIDERS | COUNTS, path=LOCATION, everyone_elses=False
    ),
    "evening": Door(PROVIDERS, PROVIDERS, path=LOCATION, everyone_elses=False),
    "evening_move": Door(PROVIDERS, path=LOCATION, everyone_elses=False),
    "chart_location": Door(PROVIDERS | COUNTS, path=LOCATION, everyone_elses=False),
    "chart_months": Door(COUNTS),
    "chart_municipalities": Door(REGIONAL),
    "map_neighbourhoods": Door(COUNTS),
    "map_municipalities": Door(REGIONAL),
    "declare": Door(PROVIDERS, PROVIDERS),
    "declare_template": Door(PROVIDERS),
    "needs_a_look": Door(PROVIDERS),
    "needs_a_look_csv": Door(PROVIDERS),
    "by_law": Door(GOVERNORS),
    "chart_region_months": Door(REGIONAL),
    "region_months_csv": Door(REGIONAL),
    "region_months_xlsx": Door(REGIONAL),
    "occupancy": Door(COUNTS, COUNTS),
    "occupancy_csv": Door(COUNTS, COUNTS),
    "occupancy_xlsx": Door(COUNTS),
    "chart_occupancy": Door(COUNTS),
    "map_occupancy": Door(COUNTS),
    "providers": Door(COUNTS, COUNTS),
    "providers_csv": Door(COUNTS, COUNTS),
    "providers_xlsx": Door(COUNTS),
    "provider": Door(COUNTS, COUNTS, path=PROVIDER, everyone_elses=False),
    "chart_declaring": Door(COUNTS),
    "hand_ins": Door(PROVIDERS),
    "hand_ins_csv": Door(PROVIDERS),
    "hand_ins_xlsx": Door(PROVIDERS),
    "remembered_columns": Door(PROVIDERS),
    "tokens": Door(MANAGER),
    "new_token": Door(MANAGER),
    "invite": Door(frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})),
    "messages": Door(frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})),
    "messages_csv": Door(frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})),
    "messages_again": Door(
        frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER}), posts=True
    ),
    "openings": Door(frozenset({Role.PRIVACY_OFFICER})),
    "openings_csv": Door(frozenset({Role.PRIVACY_OFFICER})),
    "retention": Door(GOVERNORS),
    "retention_plan": Door(GOVERNORS),
    "certificates_csv": Door(GOVERNORS),
    "own_copy": Door(frozenset({Role.PROVIDER_MANAGER})),
    "location_card": Door(PROVIDERS, PROVIDERS, path=LOCATION, everyone_elses=False),
    "location_card_file": Door(PROVIDERS, path=LOCATION, everyone_elses=False),
    "location_cards_zip": Door(PROVIDERS),
    "guest_codes": Door(PROVIDERS, PROVIDERS, path=LOCATION, everyone_elses=False),
    "mending_requests": Door(PROVIDERS | {Role.PRIVACY_OFFICER}),
    "registering_texts": Door(frozenset({Role.MUNICIPAL_ADMIN, Role.REGISTRY_CLERK})),
    "emergency_links": Door(ALARMED, ALARMED),
    "emergency_uses_csv": Door(ALARMED),
    "emergency_seen": Door(ALARMED, posts=True),
    "calamities": Door(ALARMED, ALARMED),
    "calamity": Door(ALARMED, ALARMED, path=LOCATION, everyone_elses=False),
    "location_register": Door(MANAGER),
    "locations_to_confirm": Door(CONFIRMERS),
    "location_close": Door(KEEPERS, path=LOCATION, everyone_elses=False),
    "location_reopen": Door(KEEPERS, path=LOCATION, everyone_elses=False),
    "location_capacity": Door(KEEPERS, path=LOCATION, everyone_elses=False),
    "location_hand_over": Door(CONFIRMERS, path=LOCATION, everyone_elses=False),
    "location_rooms": Door(KEEPERS, path=LOCATION, everyone_elses=False),
    "location_room_new": Door(MANAGER, path=LOCATION, everyone_elses=False),
    "location_unit_new": Door(KEEPERS, path=LOCATION, everyone_elses=False),
    "agreements": Door(KEEPERS | REGIONAL, KEEPERS, plant=AGREED),
    "agreements_csv": Door(KEEPERS | REGIONAL, KEEPERS, plant=AGREED),
    "agreements_xlsx": Door(KEEPERS | REGIONAL),
    "agreement_new": Door(CONFIRMERS | REGIONAL),
    "agreement": Door(
        KEEPERS, KEEPERS, plant=AGREED, path=AGREEMENT, everyone_elses=False
    ),
    "agreement_amend": Door(CONFIRMERS, path=AGREEMENT, everyone_elses=False),
    "agreement_end": Door(CONFIRMERS, path=AGREEMENT, everyone_elses=False),
    "agreement_proof": Door(CONFIRMERS, path=AGREEMENT, everyone_elses=False),
    "qualities": Door(PROVIDERS | CONFIRMERS, PROVIDERS | CONFIRMERS),
    "qualities_csv": Door(PROVIDERS | CONFIRMERS, PROVIDERS | CONFIRMERS),
    "qualities_xlsx": Door(PROVIDERS | CONFIRMERS),
    "quality_file": Door(
        PROVIDERS | CONFIRMERS,
        PROVIDERS | CONFIRMERS,
        path=LOCATION,
        everyone_elses=False,
    ),
    "quality_paper": Door(PROVIDERS | CONFIRMERS, path=LOCATION, everyone_elses=False),
    "quality_assess": Door(
        PROVIDERS | CONFIRMERS,
        PROVIDERS | CONFIRMERS,
        path=LOCATION,
        everyone_elses=False,
    ),
    "quality_growth": Door(
        PROVIDERS | CONFIRMERS,
        PROVIDERS | CONFIRMERS,
        path=LOCATION,
        everyone_elses=False,
    ),
    "quality_growth_list": Door(PROVIDERS | CONFIRMERS),
    "quality_growth_list_csv": Door(PROVIDERS | CONFIRMERS),
    "quality_growth_list_xlsx": Door(PROVIDERS | CONFIRMERS),
    "quality_growth_new": Door(KEEPERS, KEEPERS, path=LOCATION, everyone_elses=False),
    "quality_certificates": Door(KEEPERS, KEEPERS),
    "quality_certificates_csv": Door(KEEPERS, KEEPERS),
    "quality_certificates_xlsx": Door(KEEPERS),
    "quality_gaps": Door(KEEPERS, KEEPERS),
    "quality_gaps_csv": Door(KEEPERS, KEEPERS),
    "quality_gaps_xlsx": Door(KEEPERS),
    "quality_certificate_new": Door(KEEPERS, KEEPERS),
    "quality_alert": Door(CONFIRMERS),
    "quality_registers": Door(CONFIRMERS),
    "quality_reports": Door(CONFIRMERS),
    "quality_scheme_contact": Door(CONFIRMERS),
    "quality_beside": Door(KEEPERS, KEEPERS, path=LOCATION, everyone_elses=False),
    "quality_permit_new": Door(CONFIRMERS, path=LOCATION, everyone_elses=False),
    "quality_report_new": Door(CONFIRMERS, path=LOCATION, everyone_elses=False),
    "quality_certificate": Door(
        KEEPERS, KEEPERS, path=CERTIFICATE, everyone_elses=False
    ),
    "quality_certificate_say": Door(KEEPERS, path=CERTIFICATE, everyone_elses=False),
    "quality_certificate_state": Door(
        CONFIRMERS, path=CERTIFICATE, everyone_elses=False
    ),
    "quality_certificate_place": Door(
        CONFIRMERS, path=CERTIFICATE, everyone_elses=False
    ),
    "setup": Door(GOVERNORS, GOVERNORS, plant="officer.gm9001@test.example"),
    "regional_list": Door(KEEPERS),
    "regional_apply": Door(MANAGER, MANAGER, path=LOCATION, everyone_elses=False),
    "location_public": Door(KEEPERS, KEEPERS, path=LOCATION, everyone_elses=False),
    "own_name": Door(MANAGER, path=LOCATION, everyone_elses=False),
    "location_example": Door(KEEPERS, KEEPERS, path=LOCATION, everyone_elses=False),
    "examples": Door(KEEPERS),
    "management": Door(
        PROVIDERS | COUNTS, PROVIDERS | COUNTS, path=LOCATION, everyone_elses=False
    ),
    "house_rules": Door(MANAGER, MANAGER, path=LOCATION, everyone_elses=False),
    "care_tasks": Door(frozenset({Role.CARE_WORKER})),
    "care_tasks_csv": Door(frozenset({Role.CARE_WORKER})),
    "care_tasks_xlsx": Door(frozenset({Role.CARE_WORKER})),
    "care_new": Door(OPENERS),
    "care_opened": Door(OPENERS),
    "desk_phone_new": Door(frozenset({Role.DESK_CLERK})),
    "desk_partner_new": Door(frozenset({Role.DESK_CLERK})),
    "desk_partner_file": Door(frozenset({Role.DESK_CLERK})),
    "desk_access": Door(frozenset({Role.DESK_CLERK, Role.MUNICIPAL_ADMIN})),
    "desk_access_new": Door(frozenset({Role.DESK_CLERK, Role.MUNICIPAL_ADMIN})),
    "sharings": Door(frozenset({Role.PRIVACY_OFFICER})),
    "sharings_csv": Door(frozenset({Role.PRIVACY_OFFICER})),
    "sharings_xlsx": Door(frozenset({Role.PRIVACY_OFFICER})),
    "picture_addresses": Door(LOOKERS),
    "picture_addresses_csv": Door(LOOKERS),
    "picture_addresses_xlsx": Door(LOOKERS),
    "picture_sources": Door(LOOKERS | GOVERNORS),
    "picture_template": Door(TAKERS),
    "picture_doubts": Door(TAKERS),
    "neighbourhoods": Door(NEIGHBOURHOODS, NEIGHBOURHOODS, AREA),
    "neighbourhoods_csv": Door(NEIGHBOURHOODS, NEIGHBOURHOODS, AREA),
    "neighbourhoods_xlsx": Door(NEIGHBOURHOODS),
    "neighbourhoods_map": Door(NEIGHBOURHOODS, NEIGHBOURHOODS, AREA),
    "neighbourhoods_today": Door(WALKERS, WALKERS, AREA),
    "picture_looks": Door(frozenset({Role.PRIVACY_OFFICER})),
    "picture_looks_csv": Door(frozenset({Role.PRIVACY_OFFICER})),
    "ranking": Door(RANKERS),
    "ranking_points": Door(RANKERS | GOVERNORS),
    **dict.fromkeys(
        ("warrants", "warrants_csv", "warrants_xlsx"), Door(RANKERS | {Role.MAYOR})
    ),
    "registry_documents": Door(frozenset({Role.REGISTRY_CLERK})),
    "registry_box": Door(frozenset({Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN})),
    "checklists": Door(RANKERS | GOVERNORS),
    "checklist_new": Door(RANKERS | {Role.MUNICIPAL_ADMIN}),
    "ranking_points_new": Door(RANKERS | {Role.MUNICIPAL_ADMIN}),
    "ranking_points_new_text": Door(RANKERS | {Role.MUNICIPAL_ADMIN}),
    "ranking_setting": Door(RANKERS | {Role.MUNICIPAL_ADMIN}),
    "ranking_switch": Door(RANKERS | GOVERNORS),
    "ranking_runs": Door(RANKERS | GOVERNORS),
    "ranking_evaluation": Door(RANKERS | GOVERNORS),
    "ranking_outcomes": Door(RANKERS),
    "ranking_outcomes_csv": Door(RANKERS),
    "ranking_outcomes_template": Door(RANKERS),
    "ranking_register": Door(RANKERS | GOVERNORS),
    "ranking_register_json": Door(RANKERS | GOVERNORS),
    "visit_phones": Door(frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})),
    **dict.fromkeys(
        (
            *("visit_reports", "visit_reports_csv", "visit_reports_xlsx"),
            *("verify_report", "integral_checks", "visit_publicity"),
            *("visit_results", "visit_results_csv", "visit_results_xlsx"),
            *("town_repairs", "town_repairs_csv", "town_repairs_xlsx"),
            *("visits", "visits_csv", "visits_xlsx", "visit_new"),
        ),
        Door(frozenset({Role.SUPERVISOR})),
    ),
    **dict.fromkeys(
        ("own_repairs", "own_repairs_csv", "own_repairs_xlsx"), Door(PROVIDERS)
    ),
    **dict.fromkeys(
        (
            *("enforcement_week", "enforcement_week_csv", "enforcement_week_xlsx"),
            *("enforcement_money", "enforcement_money_csv", "enforcement_money_xlsx"),
            "enforcement_urgent",
        ),
        Door(ENFORCERS),
    ),
    **dict.fromkeys(
        (
            *("enforcement_cases", "enforcement_cases_csv", "enforcement_cases_xlsx"),
            *("enforcement_requests", "enforcement_requests_csv"),
            *("enforcement_requests_xlsx", "enforcement_case_new"),
        ),
        Door(frozenset({Role.LAWYER, Role.SUPERVISOR})),
    ),
    **dict.fromkeys(
        ("enforcement_letters", "enforcement_request_new"),
        Door(frozenset({Role.LAWYER})),
    ),
    **dict.fromkeys(
        (
            *("enforcement_reserve", "enforcement_reserve_csv"),
            *("enforcement_reserve_xlsx", "enforcement_reserve_new"),
            "enforcement_setup",
        ),
        Door(ENFORCERS | {Role.MUNICIPAL_ADMIN}),
    ),
    **dict.fromkeys(
        ("enforcement_amount_new", "enforcement_letterhead"),
        Door(frozenset({Role.LAWYER, Role.MUNICIPAL_ADMIN})),
    ),
    "switch_membership": Door(EVERYONE, posts=True),
}
# Doors for anyone, signed in or not: they hold no tenant's rows.
PUBLIC = {
    "service_worker",
    *("round", "round_manifest", "round_worker"),
    "my_nights",
    "report_follow",
    *("health", "accessibility", "privacy", "security_txt", "demo", "design"),
    "api_guide",
    *("norms", "norms_csv", "norms_pack", "pay"),
    *("certified", "certified_csv", "good_examples"),
}
# Doors with a state of their own, tried in tests beside the code that serves them.
TRIED_ELSEWHERE = {
    **dict.fromkeys(
        (
            *("desk_report", "desk_contact", "desk_likeness", "desk_at_once"),
            *("desk_act", "desk_photo", "desk_text_away", "desk_routing_move"),
            *("desk_routing_trial", "desk_routing_use", "desk_category"),
            *("desk_answer", "desk_place", "desk_photo_wipe"),
            *("desk_public", "desk_public_months", "desk_public_map"),
        ),
        "needs a report, rules or a municipality: tests/integration/desk",
    ),
    "norm": "needs a rule: tests/integration/web/test_norm_pages.py",
    "norms_xlsx": "for anyone, as a file: tests/integration/web/test_norm_pages.py",
    "token": "needs a token: tests/integration/web/test_token_pages.py",
    "end_token": "needs a token: tests/integration/web/test_token_pages.py",
    "certificate": "needs a certificate: tests/integration/retention",
    "certificate_pdf": "needs a certificate: tests/integration/retention",
    "own_copy_file": "asks for a fresh sign-in: tests/integration/retention",
    "keep_view": "keeps for its own user: tests/integration/test_occupancy.py",
    "forget_view": "removes its own user's: tests/integration/test_occupancy.py",
    "step_letter": "needs a step: tests/integration/test_compliance.py",
    "provider_outcome": "needs a step: tests/integration/test_compliance.py",
    "location_answer": "needs a question: test_location_pages.py",
    "location_confirm": "needs a registered location: test_location_pages.py",
    "location_room": "needs a room: test_location_pages.py",
    "location_room_remove": "needs a room: test_location_pages.py",
    "location_owner": "needs a unit: test_location_pages.py",
    "location_unit_remove": "needs a unit: test_location_pages.py",
    "quality_assess_step": "needs a group: test_quality_pages.py",
    "quality_assess_unit": "needs a unit: test_quality_pages.py",
    "quality_unit": "needs a unit: test_park_pages.py",
    "quality_same": "needs a unit: test_park_pages.py",
    "quality_fact": "needs a fact: test_quality_pages.py",
    "quality_withdraw": "needs a statement: test_quality_pages.py",
    "quality_photo": "needs a photo: test_photo_pages.py",
    "quality_photo_small": "needs a photo: test_photo_pages.py",
    "quality_photo_remove": "needs a photo: test_photo_pages.py",
    "quality_growth_agree": "needs a plan: test_quality_pages.py",
    "quality_growth_end": "needs a plan: test_quality_pages.py",
    "quality_growth_withdraw": "needs a plan: test_quality_pages.py",
    "quality_growth_plan_step": "needs a plan: test_quality_pages.py",
    "quality_growth_step": "needs a step: test_quality_pages.py",
    "quality_growth_postpone": "needs a step: test_quality_pages.py",
    "quality_growth_drop": "needs a step: test_quality_pages.py",
    "quality_register": "needs a list: tests/integration/web/test_certificate_pages.py",
    "quality_register_record": "needs a list: test_certificate_pages.py",
    "quality_register_leave": "needs a list: test_certificate_pages.py",
    "quality_register_row": "needs a line: test_certificate_pages.py",
    "quality_register_row_leave": "needs a line: test_certificate_pages.py",
    "quality_report": "needs a report: test_certificate_pages.py",
    "quality_report_letter": "needs a report: test_certificate_pages.py",
    "quality_report_send": "needs a report: test_certificate_pages.py",
    "quality_report_answer": "needs a report: test_certificate_pages.py",
    "invitation": "needs a secret: tests/integration/web",
    "report": "needs a municipality: tests/integration/desk",
    "report_addresses": "needs a municipality: tests/integration/desk",
    "report_leave": "leads elsewhere: tests/integration/desk",
    "campaign": "needs a municipality: tests/integration/web/test_campaign.py",
    "leaflet": "needs a municipality: tests/integration/web/test_campaign.py",
    "guest_card": "needs a code: tests/integration/test_guest_access.py",
    "guest_code_slip": "needs a code: tests/integration/web/test_guest_pages.py",
    "mending": "needs a message: tests/integration/web/test_guest_pages.py",
    "registering": "needs a language: tests/integration/web/test_guest_pages.py",
    "emergency": "needs a link: tests/integration/test_emergency.py",
    "emergency_revoke": "needs a link: tests/integration/web/test_guest_pages.py",
    "message": "needs a mail of one's own: test_message_pages.py",
    "message_again": "needs a mail that is stuck: test_message_pages.py",
    "regional": "needs an application: tests/integration/quality",
    "regional_assess": "needs an application: tests/integration/quality",
    "regional_retract": "needs an application: tests/integration/quality",
    "regional_decide": "needs a proposal: tests/integration/quality",
    "regional_letter": "needs a decision: tests/integration/quality",
    "example": "needs an example: tests/integration/quality",
    "management_contact": "needs a kind of contact: tests/integration/quality",
    "management_paper": "needs a kind of plan: tests/integration/quality",
    "manager_check": "needs a contact: tests/integration/quality",
    "care_task": "needs a task: tests/integration/care/test_care_pages.py",
    "care_take_up": "needs a task: tests/integration/care/test_care_pages.py",
    "care_note": "needs a task: tests/integration/care/test_care_pages.py",
    "care_hand_over": "needs a task: tests/integration/care/test_care_pages.py",
    "care_close": "needs a task: tests/integration/care/test_care_pages.py",
    "care_readdress": "needs a task: tests/integration/care/test_not_taken_up.py",
    "desk_forwards": "needs a report: tests/integration/desk/test_forward_pages.py",
    "desk_forward": "needs a report: tests/integration/desk/test_forward_pages.py",
    "desk_forward_new": "needs a report: tests/integration/desk/test_forward_pages.py",
    "desk_forward_again": "needs a message: tests/integration/desk",
    "desk_forward_revoke": "needs a message: tests/integration/desk",
    "desk_forward_taken_up": "needs a message: tests/integration/desk",
    "desk_access_end": "needs a token: tests/integration/desk/test_access_pages.py",
    "desk_pass_reminder": "needs a report: tests/integration/desk",
    "desk_pass_letter": "needs a report: tests/integration/desk",
    "shared": "needs a secret: tests/integration/desk/test_forwarding.py",
    "picture": "needs a town that uses it: tests/integration/picture/test_pages.py",
    "picture_csv": "needs an address: tests/integration/picture/test_pages.py",
    "picture_explain": "needs an address: tests/integration/picture/test_pages.py",
    "picture_delivery": "needs a file: tests/integration/picture/test_pages.py",
    "picture_delivery_record": "needs a file: tests/integration/picture/test_pages.py",
    "picture_delivery_leave": "needs a file: tests/integration/picture/test_pages.py",
    "picture_doubt": "needs a line in doubt: tests/integration/picture/test_pages.py",
    "picture_doubt_reopen": "needs a decision: picture/test_mending_pages.py",
    "picture_delivery_take_back": "needs a file: picture/test_mending_pages.py",
    "picture_signal": "needs a signal: picture/test_mending_pages.py",
    "picture_signal_move": "needs a signal: picture/test_mending_pages.py",
    "picture_purpose": "posts only: tests/integration/picture/test_pages.py",
    **dict.fromkeys(
        (
            *("neighbourhood", "neighbourhood_csv", "neighbourhood_xlsx"),
            *("neighbourhood_svg", "neighbourhoods_mend", "neighbourhoods_take_back"),
        ),
        "needs an area: tests/integration/picture/test_neighbourhoods.py",
    ),
    **dict.fromkeys(
        (
            *("ranking_csv", "ranking_xlsx", "ranking_address", "ranking_point_set"),
            *("ranking_point_set_edit", "ranking_point_set_text", "ranking_fact"),
            *("ranking_point_set_submit", "ranking_point_set_use", "ranking_run"),
            *("ranking_withdraw", "ranking_point_set_file", "ranking_assess"),
            *("ranking_assessment", "ranking_run_progress", "ranking_run_stop"),
            *("ranking_chart", "ranking_method", "ranking_method_points"),
            *("ranking_point_set_try", "ranking_facts_csv"),
        ),
        "needs points, a list or a municipality: picture/test_ranking_pages.py",
    ),
    **dict.fromkeys(
        (
            *("checklist", "checklist_xlsx", "checklist_use", "checklist_withdraw"),
            *("checklist_shipped", "checklist_shipped_xlsx", "visit_letters"),
        ),
        "needs a checklist or a visit: inspections/test_checklist_pages.py",
    ),
    **dict.fromkeys(
        (
            *("visit_findings", "visit_findings_csv", "visit_findings_xlsx"),
            *("visit_verdict", "visit_term", "visit_report", "visit_report_make"),
            *("visit_entry_report", "visit_report_pdf", "visit_report_sheet"),
            "visit_danger_report",
            *("visit_report_sign", "visit_report_add", "visit_report_copy"),
            *("visit_repairs", "visit_repair_letter", "visit_letter_pdf"),
            *("visit_repair_revoke", "visit_again", "repair_link"),
            *("town_repair", "town_proof", "town_proof_small"),
            *("own_repair", "own_proof", "own_proof_small"),
            *("visit_result", "visit_units", "visit_publish", "visit_figures"),
        ),
        "needs a visit with findings: inspections/test_report_pages.py",
    ),
    **dict.fromkeys(
        (
            *("visit", "visit_change", "visit_file", "visit_typed", "visit_take_late"),
            *("visit_typed_csv", "visit_typed_xlsx"),
            *("registry_take_up", "registry_open", "registry_done"),
            "registry_give_back",
            *("visit_begin", "visit_close", "visit_reopen", "visit_cancel"),
            *("warrant", "warrant_ask", "warrant_withdraw", "warrant_entry"),
            *("warrant_correct", "visit_nobody"),
            *("companion", "companion_new", "companion_share", "companion_said"),
            *("companion_take_off", "companion_link_again", "companion_link_revoke"),
            "visit_shared",
        ),
        "needs a visit: tests/integration/inspections/test_planning_pages.py",
    ),
    **dict.fromkeys(
        (
            *("enforcement_case", "enforcement_grounds", "enforcement_offender"),
            *("enforcement_offender_opened", "enforcement_give", "enforcement_wait"),
            *("enforcement_close", "enforcement_reopen", "enforcement_begin"),
            *("enforcement_step", "enforcement_step_correct"),
            *("enforcement_remedy_new", "enforcement_remedy_decide"),
            *("enforcement_remedy_put_off", "enforcement_remedy_take_back"),
            "enforcement_remedy_end",
            "enforcement_requester",
        ),
        "needs a case: enforcement/test_case_pages.py",
    ),
    **dict.fromkeys(
        (
            *("enforcement_letter", "enforcement_letter_pdf"),
            *("enforcement_letter_change", "enforcement_letter_review"),
            *("enforcement_letter_withdraw", "enforcement_letter_send_back"),
            "enforcement_letter_dispatch",
            *("enforcement_letter_delivery", "enforcement_letter_again"),
            "enforcement_letter_settle",
        ),
        "needs a letter: enforcement/test_week_and_letter_pages.py",
    ),
    **dict.fromkeys(
        (
            *("enforcement_case_money", "enforcement_case_money_csv"),
            *("enforcement_case_money_xlsx", "enforcement_pay", "enforcement_cost"),
            *("enforcement_write_off", "enforcement_give_back", "enforcement_correct"),
        ),
        "needs a case: enforcement/test_money_pages.py",
    ),
    **dict.fromkeys(
        (
            *("enforcement_case_people", "enforcement_count", "enforcement_rehouse"),
            *("enforcement_hold", "enforcement_release", "enforcement_tell"),
            *("enforcement_told", "enforcement_care", "enforcement_care_arranged"),
            *("enforcement_settle", "enforcement_on_site", "enforcement_choose"),
            *("enforcement_evidence", "enforcement_reserve_one"),
            *("enforcement_reserve_change", "enforcement_reserve_withdraw"),
            *("enforcement_reserve_contact", "enforcement_cell"),
            *("enforcement_amount_end", "enforcement_cell_history"),
        ),
        "needs a case, places or a cell: enforcement/test_people_pages.py",
    ),
    "set_language": "Django's own; changes a cookie",
    "evening_tap": "needs a tap: tests/integration/web",
    "evening_name": "needs a guest: tests/integration/web",
    "evening_part": "tells a script of an ended session: tests/integration/web",
    "evening_taps": "tells a script of an ended session: tests/integration/web",
    "evening_shell": "an empty page per language: tests/integration/web",
    **dict.fromkeys(
        (
            *("round_shell", "round_who", "round_tonight"),
            *("round_shift", "round_shift_again"),
            *("round_sync", "round_photo", "round_hand_over"),
        ),
        "tells a script who is there: tests/integration/inspections/test_round.py",
    ),
    "declare_preview": "needs a file in the session: tests/integration/web",
    "declare_columns": "needs a file in the session: tests/integration/web",
    "declare_errors": "needs a file in the session: tests/integration/web",
    "declare_confirm": "needs a file in the session: tests/integration/web",
    "declare_cancel": "needs a file in the session: tests/integration/web",
    "declare_done": "needs a file in the session: tests/integration/web",
    "declare_rows_csv": "needs a file in the session: tests/integration/web",
    "declare_rows_xlsx": "needs a file in the session: tests/integration/web",
    "declare_mended": "needs a file in the session: tests/integration/web",
    "forget_columns": "needs a remembered header: tests/integration/web",
    "hand_in": "needs a large file: tests/integration/web",
    "hand_in_progress": "needs a large file: tests/integration/web",
    "hand_in_columns": "needs a large file: tests/integration/web",
    "hand_in_errors": "needs a large file: tests/integration/web",
    "hand_in_rows_csv": "needs a large file: tests/integration/web",
    "hand_in_rows_xlsx": "needs a large file: tests/integration/web",
    "hand_in_mended": "needs a large file: tests/integration/web",
    "hand_in_confirm": "needs a large file: tests/integration/web",
    "hand_in_stop": "needs a large file: tests/integration/web",
    "hand_in_resume": "needs a large file: tests/integration/web",
    "hand_in_discard": "needs a large file: tests/integration/web",
}


# Those of systems stand in the table of tests/integration/api/test_letting_in.py.
_OTHER_DOORS = ("accounts/", "api/v1/")


def _names(resolver: URLResolver, inside: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _names(one, inside + str(one.pattern))
        elif isinstance(one, URLPattern) and not inside.startswith(_OTHER_DOORS):
            yield one.name or str(one.pattern)


def test_every_route_stands_in_a_table() -> None:
    known = {*DOORS, *PUBLIC, *TRIED_ELSEWHERE}
    assert set(_names(get_resolver())) - known == set()


def test_every_door_is_for_someone() -> None:
    assert [name for name, door in DOORS.items() if not door.roles] == []


_RATE = """
id: levy.rate
description: {nl: Tarief van de proefstad., en: Rate of the test town.}
unit: cents_per_night
kind: local
municipality: GM9001
values:
  - {from: 2020-01-01, value: 125, article: By-law of the test town, source: the test,
     checked: 2026-11-21}
"""


@pytest.fixture
def _local_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "rate.yaml").write_text(_RATE)
    monkeypatch.setattr(settings, "LOCAL_RULES", [tmp_path])
    rulebook.cache_clear()
    yield
    rulebook.cache_clear()


@dataclass(frozen=True)
class Planted(Sides):
    """Both sides, with a session for each persona."""

    sessions: dict[Persona, str]


@pytest.fixture(scope="module")
def _planted(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Planted]:
    """Planted once: whatever a test adds is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        sides = _plant()
        sessions = {one: _sign_in(user) for one, user in sides.users.items()}
        yield Planted(sides.towns, sides.houses, sides.users, sides.nobody, sessions)
        transaction.set_rollback(True)


def _sign_in(user: User) -> str:
    client = Client()
    client.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def sides(_local_rules: None, db: None, _planted: Planted) -> Planted:
    cache.clear()
    return _planted


def _plant() -> Sides:
    made = make_sides()
    for side in (OWN, OTHER):
        _declare(made.houses[side], 1, f"REF-{'PLANT' if side == OWN else 'THEIRS'}")
    plant_agreement(made)
    plant_certificate(made)
    use_pictures(made)
    return made


def use_pictures(sides: Sides) -> None:
    """Let both towns use the picture of addresses."""
    for side, town in sides.towns.items():
        use_rooms(town.code, "picture", "inspections")
        with scope(Scope(municipalities=frozenset({town.code}))):
            Area.objects.create(
                code=f"BU{town.code[2:]}0001",
                kind=Area.Kind.NEIGHBOURHOOD,
                name=AREA if side == OWN else "Elders",
                municipality_id=town.code,
                outline=[[[5, 52], [5.1, 52], [5.1, 52.1], [5, 52]]],
                source="test",
            )


def plant_agreement(sides: Sides) -> None:
    """An agreement of the own town with its own house."""
    town, house = sides.towns[OWN], sides.houses[OWN]
    parts = AgreementParty.Part
    with scope(acting(town.officer)):
        record_agreement(
            by=town.officer,
            municipality=town.code,
            kind=Agreement.Kind.COVENANT,
            title=AGREED,
            terms=Terms(
                since=BEGIN,
                parties=(
                    Signatory(parts.MUNICIPALITY, "Gemeente"),
                    Signatory(parts.PROVIDER, "Aanbieder", house.provider),
                ),
            ),
        )


def planted_agreement(sides: Sides) -> int:
    """The number of the planted agreement."""
    with scope(acting(sides.towns[OWN].officer)):
        return Agreement.objects.get(title=AGREED).pk


def plant_certificate(sides: Sides) -> None:
    """A certificate of the own house that ended: it stands in both lists."""
    town, house = sides.towns[OWN], sides.houses[OWN]
    new = NewCertificate(
        scheme=Scheme.SNF,
        holder=PLANT,
        source="brief",
        location=house.location,
        said=Particulars(valid_from=BEGIN, valid_until=BEGIN + timedelta(days=30)),
    )
    with scope(acting(town.officer)):
        record_certificate(by=town.officer, municipality=town.code, new=new, on=BEGIN)


def planted_certificate(sides: Sides) -> int:
    """The number of the planted certificate."""
    with scope(acting(sides.towns[OWN].officer)):
        return Certificate.objects.get(holder=PLANT).pk


def _declare(house: House, count: int, reference: str) -> None:
    today = timezone.localdate()
    rows = [
        DeclaredStay(
            line=number + 2,
            location_id=house.location.pk,
            reference=f"{reference}{number or ''}",
            identity=Identity(f"Gast {number}", "Voorbeeldowo", "passport"),
            arrival=today - timedelta(days=5),
            room=str(number),
        )
        for number in range(count)
    ]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=today,
            channel="page",
        )
    assert not done.errors


def _address(name: str, sides: Sides) -> str:
    known = {
        "location": sides.houses[OWN].location.pk,
        "agreement": planted_agreement(sides),
        "certificate": planted_certificate(sides),
        "provider": sides.houses[OWN].provider,
    }
    return reverse(
        name, kwargs={key: known[value] for key, value in DOORS[name].path.items()}
    )


def _knock(name: str, one: Persona, sides: Planted) -> Any:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = sides.sessions[one]
    address = _address(name, sides)
    return client.post(address) if DOORS[name].posts else client.get(address)


def _body(response: Any) -> str:
    content: bytes = response.getvalue()
    return str(content.decode(errors="replace"))


@pytest.mark.parametrize("name", DOORS)
def test_each_role_gets_in_where_it_may_and_nowhere_else(
    name: str, sides: Planted
) -> None:
    door, wrong = DOORS[name], []
    for one in PERSONAS:
        answer = _knock(name, one, sides)
        _body(answer)  # read to its end, which closes what it streams from
        status = answer.status_code
        entitled = one.role in door.roles and (one.side == OWN or door.everyone_elses)
        if one.role is Role.PARTNER_CONTACT:
            entitled = door.roles == EVERYONE  # an account without a membership
        allowed = {200, 302} if entitled else {403, 404}
        if status not in allowed:
            wrong.append(f"{one}: {status}")
    assert wrong == []


def _shows(name: str, one: Persona, sides: Planted) -> bool:
    """Whether the row is there; a refusal names a provider to itself, in its frame."""
    answer = _knock(name, one, sides)
    own_name = answer.status_code != 200 and one.side == OWN and one.role in PROVIDERS
    return DOORS[name].plant in _body(answer) and not own_name


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door.sees])
def test_the_planted_row_is_seen_by_its_own_people_only(
    name: str, sides: Planted
) -> None:
    door = DOORS[name]
    seen = {one for one in PERSONAS if _shows(name, one, sides)}
    assert seen == {Persona(OWN, role) for role in door.sees}


def test_a_guests_reference_is_seen_by_its_provider_only(sides: Planted) -> None:
    seen = {one for one in PERSONAS if GUEST in _body(_knock("location", one, sides))}
    assert seen == {Persona(OWN, role) for role in PROVIDERS}


@pytest.mark.parametrize("name", DOORS)
def test_without_signing_in_one_is_sent_to_the_door(name: str, sides: Planted) -> None:
    address = _address(name, sides)
    answer = Client().post(address) if DOORS[name].posts else Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_public_pages_answer_anyone(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def _queries(name: str, one: Persona, sides: Planted) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        _body(_knock(name, one, sides))
    return len(caught)


@pytest.mark.parametrize("name", [n for n, d in DOORS.items() if not d.posts])
def test_queries_do_not_grow_with_rows(name: str, sides: Planted) -> None:
    role = sorted(DOORS[name].roles & (PROVIDERS | MUNICIPAL_ROLES | REGIONAL))[0]
    one = Persona(OWN, role)
    _queries(name, one, sides)  # what is cached once is cached now
    few = _queries(name, one, sides)
    house, town = sides.houses[OWN], sides.towns[OWN]
    with scope(_both(sides)):
        for number in range(40):
            add_location(house.provider, town, f"Meer {number:02}", capacity=3)
    _declare(house, 60, "MORE")
    _queries(name, one, sides)  # counts are remembered anew
    assert _queries(name, one, sides) <= few


def _both(sides: Sides) -> Any:
    own = acting(sides.houses[OWN].manager)
    return type(own)(
        municipalities=frozenset({sides.towns[OWN].code}), providers=own.providers
    )


# --- the third door: commands

INSTALLATION = {
    "retention plan": "counts rows by the municipalities' own terms; shows none",
    "retention run": "destroys by the municipalities' own terms; shows no rows",
    "keys rotate": "replaces keys; opens and shows nothing",
    "municipality begin": "for the installer, where nobody has a membership yet",
    "setup": "prepares the database; shows no rows",
    "demo": "fills a demo; its own tests",
    "serve": "starts the server",
    "nights forget-columns": "needs a remembered header: test_importing.py",
    "worker": "starts the worker",
    "stop": "stops the database",
    "doctor": "says whether the installation is healthy",
    "outbox status": "counts over the whole installation; shows no rows",
    "outbox retry": "for who manages the installation; shows no rows",
    "outbox deliver": "for who manages the installation; shows no rows",
    "norms check": "norms are public; reads no rows",
    "norms list": "norms are public; reads no rows",
    "norms schema": "norms are public; reads no rows",
    "norms show": "norms are public; reads no rows",
    "norms term": "norms are public; reads no rows",
    "norms pay": "norms are public; reads no rows",
    "ranking score": "reads and writes a file of its user; reads no rows",
    "ranking evaluate": "reads a file of its user; reads no rows",
    "ranking propose": "reads and writes a file of its user; reads no rows",
    "ranking schema": "the form of a file; reads no rows",
    "kit check": "reads a file of its user; reads no rows",
    "visit verify": "reads a file of its user: inspections/test_verify_command.py",
    "enforcement open": "needs a signed report: enforcement/test_command.py",
    "enforcement evidence": "writes a file: enforcement/test_evidence.py",
    "enforcement recount": "needs the part in use: enforcement/test_command.py",
    "enforcement verify-evidence": "reads a file: enforcement/test_evidence.py",
    "kit export": "writes a file: inspections/test_checklist_pages.py",
    "kit import": "needs a file: inspections/test_checklist_pages.py",
    "ranking facts": "needs results of visits: picture/ranking/test_learning.py",
    "ranking draft": "needs a file of points: picture/ranking/test_learning.py",
    "load area-shares": "needs neighbourhoods: picture/ranking/test_fairness.py",
    "ranking run": "needs points in use: picture/ranking/test_commands.py",
    "ranking list": "needs a list: picture/ranking/test_commands.py",
    "ranking approve": "needs points that wait: picture/ranking/test_commands.py",
}
ADMIN = frozenset({Role.MUNICIPAL_ADMIN})
_SINCE = ("--since", "2026-01-01")
# Whoever may give these gets past the door, and is told that it cannot be done now.
_CONFLICT = 5
COMMANDS: dict[str, tuple[list[str], frozenset[Role], str]] = {
    "load bag": (["{bag}"], ADMIN, ""),
    "load areas": (["{areas}"], ADMIN, ""),
    "municipality room": (["--municipality", "GM9001", "--room", "nights"], ADMIN, ""),
    "municipality controller": (
        [
            *("--municipality", "GM9001", "--room", "nights", "--since", "2026-01-01"),
            *("--party", "College", "--document", "besluit"),
        ],
        ADMIN | {Role.PRIVACY_OFFICER},
        "",
    ),
    "municipality retention": (
        [
            *("--municipality", "GM9001", "--room", "nights", "--since", "2026-01-01"),
            *("--months", "12", "--reason", "besluit"),
        ],
        ADMIN | {Role.PRIVACY_OFFICER},
        "",
    ),
    "provider admit": (
        [
            *("--municipality", "GM9001", "--name", "Nieuw"),
            *("--manager", "nieuw@test.example"),
        ],
        ADMIN,
        "",
    ),
    "provider location": (
        [
            *("--municipality", "GM9001", "--provider", "{provider}"),
            *("--name", "Nieuw {role}", "--street", "Straat", "--number", "1"),
            *("--town", "Eenstad"),
        ],
        KEEPERS,
        "",
    ),
    "location waiting": (["--municipality", "GM9001"], CONFIRMERS, ""),
    "location confirm": (["--location", "{location}"], CONFIRMERS, ""),
    "location refuse": (
        ["--location", "{location}", "--words", "dubbel"],
        CONFIRMERS,
        "",
    ),
    "location hand-over": (
        [*("--location", "{location}", "--to", "{provider}"), *_SINCE],
        CONFIRMERS,
        "",
    ),
    "location close": (["--location", "{location}", *_SINCE], KEEPERS, ""),
    "location reopen": (["--location", "{location}", *_SINCE], KEEPERS, ""),
    "location places": (
        ["--location", "{location}", "--what", "factual", *_SINCE],
        KEEPERS,
        "",
    ),
    "desk setup": (["--municipality", "GM9001"], ADMIN | {Role.DESK_CLERK}, ""),
    "desk list": (["--municipality", "GM9001"], frozenset({Role.DESK_CLERK}), ""),
    "desk categories": (["--municipality", "GM9001"], ADMIN | {Role.DESK_CLERK}, ""),
    "desk category": (
        ["--municipality", "GM9001", "--key", "waste", "--term", "5"],
        ADMIN | {Role.DESK_CLERK},
        "",
    ),
    "desk let-in": (
        [
            *("--municipality", "GM9001", "--partner", "police", "--name", "Wijkteam"),
        ],
        ADMIN | {Role.DESK_CLERK},
        "",
    ),
    "desk import": (
        [
            *("{partner_file}", "--municipality", "GM9001", "--dry-run"),
            *("--partner", "police", "--name", "Wijkteam"),
        ],
        frozenset({Role.DESK_CLERK}),
        "",
    ),
    "desk show": (
        ["--municipality", "GM9001", "--number", "2026-00001"],
        frozenset({Role.DESK_CLERK}),
        "",
    ),
    "visit list": (
        ["--municipality", "GM9001"],
        frozenset({Role.SUPERVISOR}),
        "",
    ),
    "visit show": (
        ["--municipality", "GM9001", "--number", "2026-00001"],
        frozenset({Role.SUPERVISOR}),
        "",
    ),
    "enforcement cases": (
        ["--municipality", "GM9001"],
        frozenset({Role.LAWYER, Role.SUPERVISOR}),
        "",
    ),
    "enforcement show": (
        ["--municipality", "GM9001", "--number", "H-2026-00001"],
        frozenset({Role.LAWYER, Role.SUPERVISOR}),
        "",
    ),
    "visit phones": (
        ["--municipality", "GM9001"],
        frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN}),
        "",
    ),
    "visit plan": (
        [
            *("--municipality", "GM9001", "--address", "{address}"),
            *("--day", "2099-01-05", "--reason", "twee meldingen"),
            *("--chosen-by", "report", "--ground", "huisvestingswet"),
            *("--alone-because", "een gesprek", "--letter", "geen antwoord"),
        ],
        frozenset({Role.SUPERVISOR}),
        "",
    ),
    "signals list": (["--municipality", "GM9001"], LOOKERS | GOVERNORS, ""),
    "ranking outcomes": (
        ["{outcomes}", "--municipality", "GM9001"],
        frozenset({Role.SUPERVISOR}),
        "",
    ),
    "ranking register": (
        ["--municipality", "GM9001"],
        frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER}),
        "",
    ),
    "signals import": (
        ["{signals}", "--municipality", "GM9001", "--dry-run"],
        COUNTS,
        "",
    ),
    "address show": (["{address}"], LOOKERS, ""),
    "neighbourhood show": (["BU90010001"], NEIGHBOURHOODS, AREA),
    "quality show": (["--location", "{location}"], PROVIDERS | CONFIRMERS, PLANT),
    "quality facts": (["--location", "{location}"], PROVIDERS | CONFIRMERS, ""),
    "quality state": (
        ["{facts}", "--location", "{location}", "--source", "provider"],
        PROVIDERS,
        "",
    ),
    "nights flags": (["--provider", "{provider}"], PROVIDERS, ""),
    "nights count": (
        ["--municipality", "GM9001", "--from", "2026-01-01", "--to", "2027-01-01"],
        COUNTS,
        PLANT,
    ),
    "duty list": (
        ["--municipality", "GM9001"],
        frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK}),
        PLANT,
    ),
    "duty investigate": (
        [
            *("--municipality", "GM9001", "--reference", "AO-{role}"),
            *("--ground", "twijfel", "--address", "{address}"),
        ],
        frozenset({Role.REGISTRY_CLERK}),
        "",
    ),
    "duty close": (
        ["--municipality", "GM9001", "--reference", "AO-0"],
        frozenset({Role.REGISTRY_CLERK}),
        "",
    ),
    "levy nights": (
        ["--municipality", "GM9001", "--year", "2026"],
        frozenset({Role.LEVY_OFFICER}),
        PLANT,
    ),
    "nights name": (
        [
            *("--municipality", "GM9001", "--guest", "{guest}"),
            *("--ground", "own_entry"),
        ],
        PROVIDERS,
        "Gast 0",
    ),
    "token make": (
        [
            *("--provider", "{provider}", "--name", "Systeem"),
            *("--scope", "stays:read"),
        ],
        MANAGER,
        "",
    ),
    "token list": (["--provider", "{provider}"], MANAGER, "Systeem PLANT"),
    "token revoke": (["{token}"], MANAGER, ""),
    "certificate list": (["--municipality", "GM9001"], CONFIRMERS, PLANT),
    "certificate gaps": (["--municipality", "GM9001"], CONFIRMERS, PLANT),
    "certificate import": (
        ["{file}", "--municipality", "GM9001", "--scheme", "snf"],
        CONFIRMERS,
        "",
    ),
    "nights import": (["{file}", "--location", "{location}"], PROVIDERS, ""),
    "nights columns": (["--provider", "{provider}"], PROVIDERS, ""),
}


def _commands(group: Any, inside: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{inside}{name} ")
        else:
            yield inside + name


def test_every_command_stands_in_a_table() -> None:
    tree = set(_commands(typer.main.get_command(app)))
    assert tree == {*INSTALLATION, *COMMANDS}


def _write_registers(folder: Path) -> None:
    """A delivery of the BAG and an area, of the own side's municipality."""
    building = BuildingXml("9001100000000001")
    (folder / "bag.zip").write_bytes(
        delivery(municipality="9001", buildings=[building])
    )
    square = [[[6, 52], [6.1, 52], [6.1, 52.1], [6, 52]]]
    feature = {
        "properties": {"gm_code": "GM9001", "naam": "Stad"},
        "geometry": {"type": "Polygon", "coordinates": square},
    }
    (folder / "areas.geojson").write_text(json.dumps({"features": [feature]}))


def _guest_of(house: House) -> int:
    with scope(acting(house.manager)):
        return Guest.objects.get().pk


def _token_of(house: House) -> int:
    with scope(acting(house.manager)):
        number, _ = make_token(
            by=house.manager,
            provider=house.provider,
            label="Systeem PLANT",
            scopes=["stays:read"],
            months=1,
        )
        return number


# Who may hears that there is none; who may not hears only that.
_NONE_THERE = {
    *("duty close", "desk show", "desk category", "visit show"),
    "enforcement show",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_answers_its_own_people_only(
    name: str, sides: Planted, tmp_path: Path
) -> None:
    arguments, roles, plant = COMMANDS[name]
    file = tmp_path / "gasten.csv"
    file.write_text(
        "Referentie;Naam;Woonplaats;Document;Aankomst\n"
        "Z9;Gast Z;Voorbeeldowo;paspoort;2026-01-02\n"
    )
    house = sides.houses[OWN]
    known = {
        "role": "{role}",
        "guest": _guest_of(house),
        "provider": house.provider,
        "address": house.location.address_id,
        "location": house.location.pk,
        "token": _token_of(house),
        "file": file,
        "facts": tmp_path / "facts.json",
        "bag": tmp_path / "bag.zip",
        "areas": tmp_path / "areas.geojson",
        "signals": tmp_path / "signalen.csv",
        "partner_file": tmp_path / "politie.csv",
        "outcomes": tmp_path / "uitkomsten.csv",
    }
    (tmp_path / "uitkomsten.csv").write_text(
        "bag-id;datum;uitkomst;gekozen door;kenmerk\n"
    )
    (tmp_path / "politie.csv").write_text("kenmerk;onderwerp;omschrijving\n")
    (tmp_path / "signalen.csv").write_text(
        "adres;soort;waarde;datum;bron\n"
        "Teststraat 1;leegstand;regel;2026-01-02;vacancy\n"
    )
    (tmp_path / "facts.json").write_text('{"people": 3}')
    _write_registers(tmp_path)
    words = [word.format(**known) for word in arguments]
    entered, seen = set(), set()
    for one in PERSONAS:
        own = [word.replace("{role}", one.role) for word in words]
        call = [*name.split(), *own, "--as", sides.users[one].email]
        if plant:
            call.append("--json")
        done = CliRunner().invoke(app, call)
        told = done.exit_code == _CONFLICT and name.startswith("location ")
        if done.exit_code == 0 or (done.exit_code == 4 and name in _NONE_THERE):
            entered.add(one)
        if told:
            entered.add(one)
        if plant and plant in done.output:
            seen.add(one)
    allowed = {Persona(OWN, role) for role in roles}
    if name == "duty close":
        assert allowed <= entered
    else:
        assert entered == allowed
    if plant:
        assert seen == allowed
