"""The categories of a desk: those it begins with, and what a municipality changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.catalogue import first_categories
from onderdak.supervision.desk.domain.kinds import LEAVES_NOTHING, Kind
from onderdak.supervision.desk.domain.permissions import SET_UP_DESK
from onderdak.supervision.desk.models import Category
from onderdak.supervision.desk.texts import desk_texts

MOST_DAYS = 260
_MOST_NAME = 80
_MOST_GROUND = 120


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    """What a municipality says of a category; its kind is chosen once."""

    names: Mapping[str, str]
    term_working_days: int
    ground: str = ""
    active: bool = True
    position: int | None = None


@action
def set_up_desk(*, by: Actor, municipality: str) -> int:
    """Give a municipality the first categories; what is there stays as it is.

    Returns:
        How many categories were made now.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    known = set(
        Category.objects.filter(municipality_id=municipality).values_list(
            "key", flat=True
        )
    )
    made = Category.objects.bulk_create(
        Category(
            municipality_id=municipality,
            key=each.key,
            kind=each.kind,
            names=dict(each.names),
            ground=each.ground,
            term_working_days=each.term_working_days,
            leaves_nothing=each.leaves_nothing,
            position=place,
        )
        for place, each in enumerate(first_categories(), start=1)
        if each.key not in known
    )
    record_event(
        by=by,
        action="desk.set_up",
        object=f"{len(made)} categories",
        municipality=municipality,
    )
    return len(made)


@action
def add_category(
    *, by: Actor, municipality: str, key: str, kind: Kind, facts: CategoryFacts
) -> None:
    """Offer something more that can be reported.

    Its kind says which law and which safety go with it, and is never changed.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
        Conflict: there is a category of this key already.
        Invalid: it has no Dutch name, or no term.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    names = _checked(facts)
    if Category.objects.filter(municipality_id=municipality, key=key).exists():
        raise Conflict(text("There is a category '%(key)s' already.", key=key))
    last = Category.objects.filter(municipality_id=municipality).aggregate(
        last=Max("position")
    )["last"]
    Category.objects.create(
        municipality_id=municipality,
        key=key,
        kind=kind,
        names=names,
        ground=facts.ground.strip()[:_MOST_GROUND],
        term_working_days=facts.term_working_days,
        leaves_nothing=kind in LEAVES_NOTHING,
        active=facts.active,
        position=(last or 0) + 1 if facts.position is None else facts.position,
    )
    record_event(
        by=by,
        action="desk.add_category",
        object=f"category {key}",
        municipality=municipality,
        detail={"kind": str(kind), "days": facts.term_working_days},
    )


@action
def change_category(
    *, by: Actor, municipality: str, key: str, facts: CategoryFacts
) -> None:
    """Change how a category is called, its term, its place, or offer it no more.

    Reports that are there keep the last day that their reporters were told.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
        NotFound: there is no such category.
        Conflict: it is the last one that can be reported.
        Invalid: it has no Dutch name, or no term.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    names = _checked(facts)
    rows = Category.objects.select_for_update().filter(municipality_id=municipality)
    known = {each.key: each for each in rows.order_by("id")}
    one = known.get(key)
    if one is None:
        raise NotFound(text("There is no category '%(key)s' here.", key=key))
    if not facts.active and not any(
        each.active for each in known.values() if each.pk != one.pk
    ):
        raise Conflict(text("This is the last category that can be reported."))
    before = one.term_working_days
    one.names, one.ground = names, facts.ground.strip()[:_MOST_GROUND]
    one.term_working_days, one.active = facts.term_working_days, facts.active
    if facts.position is not None:
        one.position = facts.position
    one.save(
        update_fields=["names", "ground", "term_working_days", "active", "position"]
    )
    record_event(
        by=by,
        action="desk.change_category",
        object=f"category {key}",
        municipality=municipality,
        detail={
            "days_before": before,
            "days": facts.term_working_days,
            "active": int(facts.active),
        },
    )


def _checked(facts: CategoryFacts) -> dict[str, str]:
    names = {
        code: name.strip()[:_MOST_NAME]
        for code, name in facts.names.items()
        if name.strip()
    }
    if "nl" not in names or set(names) - set(desk_texts()):
        raise Invalid(text("A category has at least a Dutch name."))
    if not 1 <= facts.term_working_days <= MOST_DAYS:
        raise Invalid(text("A term is 1 to %(most)s working days.", most=MOST_DAYS))
    return names
