"""Rows of what a municipality of the demo set for its visits: numbers, and a box."""

import json
import os
from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from onderdak.foundation.privacy.contract import wrap
from onderdak.foundation.privacy.town_seal import sealed_with, town_holder
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.standing_rows import Table
from onderdak.project.demo.visit_plan import LEAD, user
from onderdak.supervision.inspections.registry_keys import (
    USE,
    key_pair,
    sealed_for_box,
)

_PHONES: Final = (
    ("Nachtdienst toezicht (demo)", "026-0000001"),
    ("Brandweer, preventie (demo)", "026-0000002"),
    ("Noodopvang (demo)", "026-0000003"),
)
_KEY_ID: Final = 900_301
_UNDER_WAY: Final = 4
_SCAN: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def visit_settings(on: date) -> Iterator[Table]:
    """Whom to telephone, and a document that waits for a clerk of the registry."""
    yield (
        "inspections_townphone",
        "id municipality_id place name number",
        (
            (place + 1, ARNHEM, place, name, number)
            for place, (name, number) in enumerate(_PHONES)
        ),
    )
    key, (public, private) = os.urandom(32), key_pair()
    holder = town_holder(ARNHEM, USE)
    sealed = sealed_with(key, 1, f"box {ARNHEM}", {"pem": private})
    document = sealed_for_box(public, _SCAN)
    yield (
        "privacy_datakey",
        "id holder use version wrapped created_at",
        iter(
            [(_KEY_ID, holder, "seal", 1, wrap(holder, "seal", 1, key), instant(on, 8))]
        ),
    )
    yield (
        "inspections_registrybox",
        "id municipality_id name public_key sealed row_key key_version made_by_id"
        " made_at closed_at",
        iter(
            [
                (
                    *(1, ARNHEM, "Burgerzaken (demo)", json.dumps(public)),
                    *(sealed.sealed, sealed.row_key, 1, user("burgerzaken")),
                    *(instant(on, 8), None),
                )
            ]
        ),
    )
    yield (
        "inspections_registrydocument",
        "id municipality_id visit_id box_id uid key iv content handed_by_id"
        " received_at taken_by_id taken_at done_at",
        iter(
            [
                (
                    *(1, ARNHEM, _UNDER_WAY, 1),
                    *(uuid5(NAMESPACE_URL, "demo document"), document.key, document.iv),
                    *(document.content, user(LEAD[ARNHEM]), instant(on, 16)),
                    *(None, None, None),
                )
            ]
        ),
    )
