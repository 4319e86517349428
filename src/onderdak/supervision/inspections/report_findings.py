"""The findings of a report: each breach by itself, what is in order as a list."""

from collections.abc import Mapping, Sequence
from typing import Final

from onderdak.foundation.documents.contract import Block, paragraph, table
from onderdak.kernel.text import Text, text
from onderdak.supervision.inspections.domain.findings import Verdict
from onderdak.supervision.inspections.domain.report_data import FindingData
from onderdak.supervision.inspections.report_labels import said

_OUTCOMES: Final[Mapping[str, tuple[Text, str]]] = {
    "breaches": (text("Breach"), "breach"),
    "cannot_judge": (text("Cannot be judged"), "unsure"),
    "meets": (text("In order"), "good"),
}
_VERDICTS: Final[Mapping[Verdict, Text]] = {
    Verdict.CONFIRMED: text("The inspector confirms this outcome."),
    Verdict.DEVIATES: text("The inspector deviates from this outcome."),
}
_NEW: Final = text("New: not among what failed at the earlier visit.")
KINDS_OF_NORM: Final[Mapping[str, Text]] = {
    "law": text("law"),
    "local": text("rule of the municipality"),
    "private": text("norm of a private certificate; not a law"),
    "policy": text("policy; not a law"),
}


def _overview(findings: Sequence[FindingData]) -> list[Block]:
    counted = {
        word: sum(1 for one in findings if one.outcome == word) for word in _OUTCOMES
    }
    if not findings:
        return [paragraph(said(text("No norm could be judged by what was recorded.")))]
    rows: list[list[object]] = [
        [said(_OUTCOMES[word][0]), count] for word, count in counted.items()
    ]
    if new := sum(1 for one in findings if one.is_new):
        rows.insert(1, [said(text("Of these new at this re-inspection")), new])
    return [table([said(text("Outcome")), said(text("How many"))], rows)]


def findings_blocks(findings: Sequence[FindingData]) -> list[Block]:
    """What is not in order by itself; what is not known, and in order, as a list."""
    told = [one for one in findings if one.outcome == "breaches" or one.said]
    good = [one for one in findings if one.outcome == "meets" and one not in told]
    unsure = [one for one in findings if one not in told and one not in good]
    found = [*_overview(findings), *map(_finding, told)]
    if unsure:
        head = [said(text("Cannot be judged")), said(text("Why"))]
        found.append(
            table(
                [*head, said(text("Rests on"))],
                [
                    [
                        ", ".join(filter(None, [one.title, one.place])),
                        one.sentence,
                        f"{one.article} ({_kind_of_norm(one.kind)})",
                    ]
                    for one in unsure
                ],
            )
        )
    if good:
        head = [said(text("In order")), said(text("What was found"))]
        rows = [
            [", ".join(filter(None, [one.title, one.place])), one.sentence]
            for one in good
        ]
        found.append(
            table(
                [*head, said(text("Rests on"))],
                [[*row, one.article] for row, one in zip(rows, good, strict=True)],
            )
        )
    return found


def _finding(one: FindingData) -> Block:
    label, kind_of = _OUTCOMES.get(one.outcome, (text("Cannot be judged"), "unsure"))
    rows = [
        (said(text("Place")), one.place),
        (said(text("Re-inspection")), said(_NEW) if one.is_new else ""),
        (said(text("Measured")), one.measured),
        (said(text("Norm")), one.threshold),
        (said(text("Not known")), one.missing),
        (said(text("Rests on")), f"{one.article} ({_kind_of_norm(one.kind)})"),
        (said(text("Value used")), one.version),
        (said(text("Inspector")), _verdict(one)),
        (said(text("Term of repair")), _term(one)),
    ]
    return {
        "kind": "finding",
        "outcome": said(label),
        "kind_of": kind_of,
        "title": one.title,
        "sentence": one.sentence,
        "rows": [row for row in rows if row[1]],
    }


def _kind_of_norm(kind: str) -> str:
    return said(KINDS_OF_NORM[kind]) if kind in KINDS_OF_NORM else kind


def _verdict(one: FindingData) -> str:
    if one.said is None:
        return "" if one.outcome == "meets" else said(text("Nothing was said of it."))
    told = said(_VERDICTS[one.said.verdict])
    return f"{told} {one.said.why}".strip()


def _term(one: FindingData) -> str:
    if one.term is None:
        return ""
    told = said(text("%(days)s days, counted from the letter", days=one.term.days))
    return ". ".join(filter(None, [told, one.term.reason]))
