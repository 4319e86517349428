"""The steps of the form: what each takes from what was typed, and what it refuses.

Taking never refuses: whatever was typed is kept and shown again. Looking whether it
will do comes after, and only where somebody wants to go on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from onderdak.kernel.errors import Invalid
from onderdak.supervision.desk.contract.public import (
    MOST_TEXT,
    Category,
    Kind,
    Question,
    checked_answers,
    questions,
)
from onderdak.web.desk.places import MOST_SOUGHT, chosen_of
from onderdak.web.desk.public.filled import Filled, cleaned


class StepName(StrEnum):
    """The pages of the form, in their order."""

    CATEGORY = "category"
    DANGER = "danger"
    CALL = "call"
    WHAT = "what"
    PLACE = "place"
    CONTACT = "contact"
    PHOTOS = "photos"
    CHECK = "check"


@dataclass(frozen=True)
class Desk:
    """The form of one municipality: its code, and what can be reported there."""

    town: str
    categories: Sequence[Category]

    def category(self, filled: Filled) -> Category | None:
        """The category that was chosen."""
        return next((c for c in self.categories if c.key == filled.category), None)

    def kind(self, filled: Filled) -> Kind | None:
        """What sort of thing is reported."""
        found = self.category(filled)
        return Kind(found.kind) if found else None

    def questions(self, filled: Filled) -> tuple[Question, ...]:
        """What is asked of this sort."""
        kind = self.kind(filled)
        return questions()[kind] if kind else ()

    def watched(self, filled: Filled) -> bool:
        """Whether nothing may stay on the device; also before anything is chosen."""
        found = self.category(filled)
        return found.leaves_nothing if found else True

    def steps(self, filled: Filled) -> list[StepName]:
        """The steps of this report: 112 comes before all else where it is needed."""
        leave_out = set()
        if self.kind(filled) is Kind.WASTE:
            leave_out.add(StepName.DANGER)
        if filled.danger != "yes" or StepName.DANGER in leave_out:
            leave_out.add(StepName.CALL)
        return [step for step in StepName if step not in leave_out]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is not right yet: at which field, and the key of the sentence."""

    field: str
    says: str
    values: Mapping[str, object] | None = None


def _take_category(post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    chosen = filled.but(category=cleaned(post.get("category", ""), 40))
    if desk.kind(chosen) is not desk.kind(filled):
        chosen = chosen.but(answers={})
    if desk.kind(chosen) is Kind.WASTE:
        chosen = chosen.but(danger="")
    return chosen.but(keep=False) if desk.watched(chosen) else chosen


def _take_danger(post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    danger = post.get("danger", "")
    return filled.but(danger=danger if danger in ("yes", "no") else "")


def _take_nothing(post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    return filled


def _take_what(post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    answers = {
        each.key: [cleaned(one, 40) for one in post.getlist(each.key)[:20]]
        for each in desk.questions(filled)
        if post.getlist(each.key)
    }
    return filled.but(answers=answers, text=cleaned(post.get("text", "")))


def _take_place(post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    sought = cleaned(post.get("sought", ""), MOST_SOUGHT)
    value = post.get("address", "")
    place = cleaned(post.get("place", ""), 300)
    if value and value == filled.chosen.value:
        return filled.but(sought=sought, place=place)
    chosen = chosen_of(desk.town, sought, value)
    return filled.but(
        sought=sought,
        place=place,
        address=chosen.address,
        elsewhere=chosen.elsewhere,
        address_label=chosen.label,
    )


def _take_contact(post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    return filled.but(
        name=cleaned(post.get("name", ""), 120),
        email=cleaned(post.get("email", ""), 254),
        phone=cleaned(post.get("phone", ""), 40),
        when=cleaned(post.get("when", ""), 300),
        updates=bool(post.get("updates")),
    )


def _check_category(filled: Filled, desk: Desk) -> list[Slip]:
    return [] if desk.category(filled) else [Slip("category", "error_category")]


def _check_danger(filled: Filled, desk: Desk) -> list[Slip]:
    return [] if filled.danger else [Slip("danger", "error_danger")]


def _check_nothing(filled: Filled, desk: Desk) -> list[Slip]:
    return []


def _check_what(filled: Filled, desk: Desk) -> list[Slip]:
    slips = []
    for each in desk.questions(filled):
        given = {key: value for key, value in filled.answers.items() if key == each.key}
        try:
            checked_answers([each], given)
        except Invalid:
            slips.append(Slip(each.key, "error_option"))
    if not filled.text:
        slips.append(Slip("text", "error_text"))
    elif len(filled.text) > MOST_TEXT:
        slips.append(Slip("text", "error_long", {"most": MOST_TEXT}))
    return slips


def _check_place(filled: Filled, desk: Desk) -> list[Slip]:
    if filled.chosen.value or filled.place:
        return []
    return [Slip("sought", "error_place")]


def _check_contact(filled: Filled, desk: Desk) -> list[Slip]:
    slips = []
    if filled.email:
        try:
            validate_email(filled.email)
        except ValidationError:
            slips.append(Slip("email", "error_mail"))
    elif filled.updates:
        slips.append(Slip("email", "error_updates"))
    return slips


Taker = Callable[[QueryDict, Filled, Desk], Filled]
Checker = Callable[[Filled, Desk], list[Slip]]
_STEPS: Mapping[StepName, tuple[Taker, Checker]] = {
    StepName.CATEGORY: (_take_category, _check_category),
    StepName.DANGER: (_take_danger, _check_danger),
    StepName.CALL: (_take_nothing, _check_nothing),
    StepName.WHAT: (_take_what, _check_what),
    StepName.PLACE: (_take_place, _check_place),
    StepName.CONTACT: (_take_contact, _check_contact),
    StepName.PHOTOS: (_take_nothing, _check_nothing),
    StepName.CHECK: (_take_nothing, _check_nothing),
}


def taken(step: StepName, post: QueryDict, filled: Filled, desk: Desk) -> Filled:
    """What is filled in, with what was typed on this step."""
    return _STEPS[step][0](post, filled, desk)


def slips_of(step: StepName, filled: Filled, desk: Desk) -> list[Slip]:
    """What is not right yet on a step."""
    return _STEPS[step][1](filled, desk)


def first_with_slips(filled: Filled, desk: Desk) -> StepName | None:
    """The first step where something is not right yet."""
    return next((s for s in desk.steps(filled) if slips_of(s, filled, desk)), None)
