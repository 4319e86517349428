"""What stands beside a report on its page: closed answers, texts to begin with."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.desk.domain.permissions import SEE_REPORTS, SET_UP_DESK
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.models import AnswerTemplate, DeskSetting, Report
from onderdak.supervision.desk.moving import may_move
from onderdak.supervision.desk.texts import desk_texts_in


def told_answers(report: Report, language: str) -> list[tuple[str, str]]:
    """The closed questions of a report with their answers, in words."""
    texts = desk_texts_in(language).sentences
    return [
        (
            texts.get(f"q_{key}", key),
            ", ".join(texts.get(f"o_{key}_{each}", each) for each in chosen),
        )
        for key, chosen in report.answers.items()
    ]


def reports_merged_into(report: Report) -> list[Report]:
    """The reports that go along with this one."""
    found = Report.objects.filter(
        municipality_id=report.municipality_id, merged_into=report
    )
    return list(found.select_related("category").order_by("id"))


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who hears the answer on a report, along with another one or not."""

    report: Report
    # Somebody holds a code; what a partner handed in nobody follows.
    follows: bool
    main: bool


def receivers_of(report: Report) -> list[Receiver]:
    """Who hears the answer on this report: its own reporter, and who goes along."""
    along = [
        each for each in reports_merged_into(report) if may_move(each, Step.ANSWER)
    ]
    return [
        Receiver(each, each.code_hash is not None, each.pk == report.pk)
        for each in (report, *along)
    ]


def templates_of(*, by: Actor, municipality: str) -> QuerySet[AnswerTemplate]:
    """The texts that answers of a desk can begin with.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, SEE_REPORTS, municipality=municipality)
    return (
        AnswerTemplate.objects.filter(municipality_id=municipality, active=True)
        .select_related("category")
        .order_by("title")
    )


def answer_templates(*, by: Actor, report: Report) -> list[AnswerTemplate]:
    """The texts that fit a report: of its category, and those for all.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    found = templates_of(by=by, municipality=report.municipality_id)
    return list(found.filter(Q(category__isnull=True) | Q(category=report.category_id)))


def way_of_working(*, by: Actor, municipality: str) -> DeskSetting | None:
    """How a desk works, or None where nobody chose yet: then it is the full desk.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    return (
        DeskSetting.objects.filter(municipality_id=municipality)
        .select_related("owner")
        .first()
    )
