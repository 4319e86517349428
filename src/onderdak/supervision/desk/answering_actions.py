"""The answer a reporter hears, and who hears it along, each in a language of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.outcomes import Conclusion
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.moving import (
    locked,
    may_move,
    merged_with,
    move,
    on_its_own,
    say,
    tell,
)
from onderdak.supervision.desk.texts import desk_texts


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: in one language, and in others for who reads those."""

    words: str
    # The language it was really written in; '' for that of the reporter.
    language: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    def spoken_to(self, reads: str) -> tuple[str, str]:
        """The words for somebody who reads this language, and their language."""
        own = self.others.get(reads, "").strip()
        if own and reads != self.language:
            return own, reads
        return self.words, self.language


@action
def answer_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    answer: Answer | str,
    at: datetime,
    conclusion: Conclusion | None = None,
) -> int:
    """Tell the reporter what was done; reports merged into this one hear it too.

    Args:
        conclusion: what came of it. With it the report closes by itself when the
            reporter can no longer say that it is not solved.

    Returns:
        How many reporters were answered.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the report was answered already, or goes along with another one.
        Invalid: it is in a language that the desk does not speak, or the outcome
            asks for a reason.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    on_its_own(report)
    given = _in_a_language(answer, report.language)
    move(report, Step.ANSWER, by=by, at=at)
    _answered(report, given, conclusion, by=by, at=at)
    along = [each for each in merged_with(report) if may_move(each, Step.ANSWER)]
    for each in along:
        move(each, Step.ANSWER, by=by, at=at, reason=report.number)
        _answered(each, given, conclusion, by=by, at=at)
    record_event(
        by=by,
        action="desk.answer_report",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"along": len(along)},
    )
    return 1 + len(along)


def _in_a_language(answer: Answer | str, of_reporter: str) -> Answer:
    given = answer if isinstance(answer, Answer) else Answer(answer)
    language = given.language or of_reporter
    if {language, *given.others} - set(desk_texts()):
        raise Invalid(text("The desk does not speak this language."))
    return Answer(given.words, language, given.others)


def _answered(
    report: Report,
    answer: Answer,
    conclusion: Conclusion | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    words, language = answer.spoken_to(report.language)
    say(report, MessageKind.RESULT, words, by=by, at=at, language=language)
    report.answered_at = at
    # What stood there belongs to an answer that was not the last one.
    report.outcome = report.outcome_reason = ""
    report.sanction_final_on = None
    if conclusion:
        report.outcome = conclusion.outcome
        report.outcome_reason = conclusion.checked_reason()
        report.dossier = conclusion.dossier
    report.save(
        update_fields=[
            *("answered_at", "outcome", "outcome_reason", "dossier"),
            "sanction_final_on",
        ]
    )
    tell(report, "desk.report_answered")
