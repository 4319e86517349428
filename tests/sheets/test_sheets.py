"""Each norm says of the sheets' facts what its source says."""

from typing import Any

import pytest

from onderdak.rules import Judge, Judgement, read_facts
from onderdak.rules.findings.norms import JUDGED
from tests.sheets.reading import Sheet, catalogue, judge, norms, sheets

ALL = list(sheets())


def told(sheet: Sheet, judge: Judge) -> Judgement:
    return judge(read_facts(sheet.facts, catalogue()))


def failures(sheet: Sheet, judgement: Judgement) -> list[str]:
    """What of the sheet does not come true."""
    found = [one.as_dict() for one in (*judgement.findings, *judgement.hints)]
    missed = [
        f"{wanted} is not among {[_short(one) for one in _of(found, wanted)]}"
        for wanted in sheet.expect
        if not any(_matches(one, wanted) for one in found)
    ]
    beside = {norm.id for norm, _ in judgement.not_applicable}
    beside |= {norm.rule for norm, _ in judgement.not_applicable}
    here = {one["rule"] for one in found} | {
        f"{one['rule']}/{one['part']}" for one in found
    }
    # What holds on no day, or not yet, does not apply either.
    missed += [
        f"{rule} applies" for rule in sheet.not_applicable if rule in here - beside
    ]
    return missed


def _matches(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(found.get(key) == value for key, value in wanted.items())


def _of(found: list[dict[str, Any]], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in found if one["rule"] == wanted["rule"]]


def _short(found: dict[str, Any]) -> dict[str, Any]:
    long = {"text", "mend", "coming", "article"}
    return {key: value for key, value in found.items() if key not in long}


@pytest.mark.parametrize("sheet", ALL, ids=lambda sheet: sheet.id)
def test_the_finding_is_what_the_source_says(sheet: Sheet) -> None:
    judgement = told(sheet, judge(sheet.on, sheet.municipality))

    assert failures(sheet, judgement) == []
    # Words are made when asked for: each must be fillable, in both languages.
    for one in (*judgement.findings, *judgement.hints):
        for sentence in (*one.text.values(), *(one.mend or {}).values()):
            assert sentence
            assert "%(" not in sentence


def test_every_judged_norm_has_a_sheet_of_each_outcome() -> None:
    shown: dict[str, set[str]] = {}
    for sheet in ALL:
        for one in sheet.expect:
            id_ = "/".join(filter(None, (one["rule"], one.get("part"))))
            shown.setdefault(id_, set()).add(one["outcome"])

    lacking = {
        norm.id: sorted(
            {"meets", "breaches", "cannot_judge"} - shown.get(norm.id, set())
        )
        for norm in norms().norms
        if norm.as_ in JUDGED
    }

    assert {id_: outcomes for id_, outcomes in lacking.items() if outcomes} == {}
