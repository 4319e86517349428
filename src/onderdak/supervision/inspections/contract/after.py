"""The door to what comes after a visit: repairs, results, figures, publicity."""

from onderdak.supervision.inspections.after_actions import (
    MOST_PUBLIC,
    plan_reinspection,
    publish_words,
    tell_result,
)
from onderdak.supervision.inspections.after_queries import (
    IntegralYear,
    Proposed,
    UnitOn,
    failed_items,
    integral_year,
    months_of,
    proposed_result,
    public_words,
    result_of,
    units_of,
    untold,
)
from onderdak.supervision.inspections.domain.after import (
    Month,
    NoAccess,
    PublicResults,
    Result,
    Told,
    public_text,
)
from onderdak.supervision.inspections.domain.permissions import HAND_IN_PROOF
from onderdak.supervision.inspections.domain.repairs import (
    FailedItem,
    Judged,
    RepairState,
)
from onderdak.supervision.inspections.models import (
    PublicWords,
    Repair,
    RepairJudgement,
    RepairLetter,
    RepairProof,
    VisitResult,
)
from onderdak.supervision.inspections.publicity import counts_of, finished_periods
from onderdak.supervision.inspections.repair_actions import (
    SentLetter,
    hand_in_proof,
    judge_repair,
    read_repair_letter,
    revoke_repair_link,
    send_repair_letter,
)
from onderdak.supervision.inspections.repair_door import (
    ToMend,
    proof_behind,
    repairs_behind,
)
from onderdak.supervision.inspections.repair_keeping import provider_at
from onderdak.supervision.inspections.repair_queries import (
    RepairOn,
    Sought,
    letters_of,
    own_repair,
    own_repairs,
    proof_drawn,
    proof_to_judge,
    repair_for,
    repairs_of_town,
    repairs_of_visit,
)
from onderdak.supervision.inspections.repair_seen import open_again

__all__ = [
    "HAND_IN_PROOF",
    "MOST_PUBLIC",
    "FailedItem",
    "IntegralYear",
    "Judged",
    "Month",
    "NoAccess",
    "Proposed",
    "PublicResults",
    "PublicWords",
    "Repair",
    "RepairJudgement",
    "RepairLetter",
    "RepairOn",
    "RepairProof",
    "RepairState",
    "Result",
    "SentLetter",
    "Sought",
    "ToMend",
    "Told",
    "UnitOn",
    "VisitResult",
    "counts_of",
    "failed_items",
    "finished_periods",
    "hand_in_proof",
    "integral_year",
    "judge_repair",
    "letters_of",
    "months_of",
    "open_again",
    "own_repair",
    "own_repairs",
    "plan_reinspection",
    "proof_behind",
    "proof_drawn",
    "proof_to_judge",
    "proposed_result",
    "provider_at",
    "public_text",
    "public_words",
    "publish_words",
    "read_repair_letter",
    "repair_for",
    "repairs_behind",
    "repairs_of_town",
    "repairs_of_visit",
    "result_of",
    "revoke_repair_link",
    "send_repair_letter",
    "tell_result",
    "units_of",
    "untold",
]
