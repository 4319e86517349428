"""Puts together what a phone needs for the visits of tonight, and no more.

Visits that are over are not among them: what lies of these on a phone goes when it is
sent. The norms and the checklist are given once, however many visits use them.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language

from onderdak.foundation.identity.contract import (
    Actor,
    User,
    fact_catalogue,
    in_language,
    judge_on,
    normbook,
    rulebook,
)
from onderdak.kernel.text import text
from onderdak.rules import pack
from onderdak.supervision.inspections.contract.handing_over import registry_of
from onderdak.supervision.inspections.contract.kits import checklist_in_use
from onderdak.supervision.inspections.contract.planning import (
    address_file,
    asked_again,
    companions_of,
    members_of,
    my_visits,
    tried_before,
)
from onderdak.supervision.inspections.contract.setting_up import (
    national_phones,
    phones_of,
)
from onderdak.supervision.inspections.contract.shifts import (
    OPEN_STATES,
    Visit,
    ground_of,
)
from onderdak.supervision.inspections.contract.syncing import operations_since
from onderdak.supervision.inspections.contract.warrants import (
    POWERS,
    Power,
    limits_on,
    paper_of,
    warrant_of,
)
from onderdak.web.inspections.round import labels


def tonight_of(by: Actor, on: date) -> dict[str, Any]:
    """The visits that somebody goes on around this day, with what they need."""
    visits = [one for one in my_visits(by=by, on=on) if one.state in OPEN_STATES]
    kits: dict[str, Any] = {}
    packs: dict[str, Any] = {}
    return {
        "owner": str(by.user_id),
        "me": {"id": by.user_id, "name": _name(User.objects.get(pk=by.user_id))},
        "on": on.isoformat(),
        "visits": [_visit(by, one, on, kits, packs) for one in visits],
        "kits": kits,
        "packs": packs,
    }


def _visit(
    by: Actor,
    visit: Visit,
    on: date,
    kits: dict[str, Any],
    packs: dict[str, Any],
) -> dict[str, Any]:
    begun = operations_since(visit, 0)
    return {
        **_plan(visit),
        **_people(visit),
        "warrant": _warrant(visit, on),
        "registry": _registry(visit.municipality_id),
        "phones": _phones(visit.municipality_id),
        "file": address_file(by=by, visit=visit, on=on),
        "kit_key": _kit(visit, on, kits),
        "pack_key": _pack(visit.municipality_id, on, packs),
        "operations": [one.as_dict() for one in begun.operations],
        "cursor": begun.cursor,
    }


def _plan(visit: Visit) -> dict[str, Any]:
    ground = ground_of(visit)
    return {
        "id": str(visit.pk),
        "number": visit.number,
        "municipality": visit.municipality_id,
        "kind": visit.kind,
        "address": visit.address.in_full,
        "day": visit.day.isoformat(),
        "hours": f"{visit.from_time:%H:%M}–{visit.until_time:%H:%M}",
        "state": visit.state,
        "stateWords": labels.state(visit.state),
        "reason": visit.reason,
        "ground": f"{in_language(text(ground.words))} · {ground.article}",
        "announced": visit.announced,
        "hard": visit.handled_hard,
        "soft": visit.handled_soft,
        "lighter": _lighter(visit),
        "languages": visit.languages,
        "failed_items": visit.failed_items,
        "asked_again": asked_again(visit),
    }


def _lighter(visit: Visit) -> str:
    if visit.no_lighter_because:
        return visit.no_lighter_because
    return "; ".join(
        f"{labels.means(one.what)} ({one.on_day.isoformat()}): {one.came_of}"
        for one in tried_before(visit)
    )


def _people(visit: Visit) -> dict[str, Any]:
    return {
        "members": [
            {"id": one.user_id, "name": _name(one.user), "role": labels.part(one.part)}
            for one in members_of(visit)
        ],
        "companions": [
            {"kind": one.kind, "words": f"{labels.along(one.kind)}: {one.organisation}"}
            for one in companions_of(visit)
        ],
    }


def _name(user: User) -> str:
    return user.name or user.email.split("@")[0]


def _warrant(visit: Visit, on: date) -> Mapping[str, Any] | None:
    """What the phone needs to say at the door whether somebody may go in."""
    warrant = warrant_of(visit)
    if warrant is None:
        return None
    paper = paper_of(warrant)
    return {
        "state": paper.state,
        "names_this_dwelling": visit.address_id in paper.dwellings,
        "issued_on": paper.issued_on.isoformat() if paper.issued_on else None,
        "valid_until": paper.valid_until.isoformat() if paper.valid_until else None,
        "night": paper.night,
        "absent": paper.absent,
        "night_until_hour": limits_on(visit.municipality_id, on).night_until_hour,
        "holder": warrant.holder_id,
        "holder_name": _name(warrant.holder),
        "power": _power(warrant.power),
        "dwellings": [
            {"id": str(one.address_id), "words": one.address.in_full}
            for one in sorted(warrant.dwellings.all(), key=lambda one: one.place)
        ],
    }


def _power(key: str) -> str:
    law = POWERS[Power(key)]
    return f"{in_language(text(law.words))} · {law.article}"


def _phones(town: str) -> list[dict[str, str]]:
    """Whom to telephone when something cannot wait: the emergency number, then ours."""
    own = [{"name": one.name, "number": one.number} for one in phones_of(town)]
    language = (get_language() or "nl")[:2]
    everywhere = [
        {"name": one.names.get(language, one.names["nl"]), "number": one.number}
        for one in national_phones()
    ]
    return [*everywhere[:1], *own, *everywhere[1:]]


def _registry(town: str) -> dict[str, Any] | None:
    """To whom a document can be handed over on the spot; None where to nobody."""
    known = registry_of(town)
    return {"name": known.name, "key": dict(known.key)} if known else None


def _kit(visit: Visit, on: date, kits: dict[str, Any]) -> str:
    """A visit that began keeps the checklist it began with."""
    if visit.checklist is not None:
        digest, body = visit.checklist_digest, visit.checklist
    else:
        used = checklist_in_use(visit.municipality_id, visit.kind, on)
        digest, body = used.digest, dict(used.body)
    kits.setdefault(digest, body)
    return digest


def _pack(town: str, on: date, packs: dict[str, Any]) -> str:
    key = f"{on.isoformat()} {town}"
    if key not in packs:
        packs[key] = pack(
            rulebook(),
            normbook(),
            fact_catalogue(),
            on=on,
            municipality=town,
            judge=judge_on(on, town),
        )
    return key
