"""Reads of repairs: those of a visit, of a municipality, and of a provider itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import (
    HAND_IN_PROOF,
    SEE_VISITS,
)
from onderdak.supervision.inspections.domain.repairs import RepairState, repair_state
from onderdak.supervision.inspections.models import (
    Member,
    Repair,
    RepairJudgement,
    RepairLetter,
    RepairProof,
    Visit,
)

PAGE = 50
_MOST_TODOS = 50


@dataclass(frozen=True, slots=True)
class RepairOn:
    """A repair with its proof and what was said of that, on a day."""

    row: Repair
    proofs: tuple[RepairProof, ...]
    judgements: tuple[RepairJudgement, ...]
    on: date

    @property
    def state(self) -> RepairState:
        """How far it is."""
        return repair_state(
            last_day=self.row.last_day,
            mended_at=self.row.mended_at,
            proof_at=self.proofs[-1].at if self.proofs else None,
            judged_at=self.judgements[-1].at if self.judgements else None,
            on=self.on,
        )


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked of a list of repairs."""

    words: str = ""
    state: RepairState | None = None
    after: tuple[date, int] | None = None


def repairs_of_visit(*, by: Actor, visit: Visit, on: date) -> list[RepairOn]:
    """What was told to mend after a visit, the first due first.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    rows = Repair.objects.filter(visit=visit).order_by("last_day", "id")
    return repairs_on(list(rows), on)


def repairs_of_town(
    *, by: Actor, municipality: str, sought: Sought, on: date, most: int = PAGE
) -> list[RepairOn]:
    """The repairs of a municipality, the first due first; one more than `most`.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    return _page(Q(municipality_id=municipality), sought, on, most)


def proof_to_judge(*, by: Actor, municipality: str, on: date) -> list[RepairOn]:
    """Repairs of which proof was handed in that nobody judged, the first due first.

    Of visits on which this person went: who saw it knows what must be different.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    went = Member.objects.filter(municipality_id=municipality, user_id=by.user_id)
    shown = RepairProof.objects.filter(repair=OuterRef("pk"))
    judged = RepairJudgement.objects.filter(
        repair=OuterRef("repair"), at__gte=OuterRef("at")
    )
    rows = Repair.objects.filter(
        Exists(shown.filter(~Exists(judged))),
        municipality_id=municipality,
        mended_at__isnull=True,
        visit_id__in=went.values("visit_id"),
    )
    return repairs_on(list(rows.order_by("last_day", "id")[:_MOST_TODOS]), on)


def own_repairs(
    *, by: Actor, provider: int, sought: Sought, on: date, most: int = PAGE
) -> list[RepairOn]:
    """What a provider was told to mend, the first due first; one more than `most`.

    Raises:
        NotAllowed: this person does not act for this provider.
    """
    check_may(by, HAND_IN_PROOF, provider=provider)
    return _page(Q(provider_id=provider), sought, on, most)


def own_repair(*, by: Actor, provider: int, repair: int, on: date) -> RepairOn:
    """One of what a provider was told to mend.

    Raises:
        NotAllowed: this person does not act for this provider.
        NotFound: there is none of this number.
    """
    check_may(by, HAND_IN_PROOF, provider=provider)
    return _one(Q(pk=repair, provider_id=provider), on)


def repair_for(*, by: Actor, municipality: str, repair: int, on: date) -> RepairOn:
    """One repair of a municipality.

    Raises:
        NotAllowed: this person sees no visits here.
        NotFound: there is none of this number.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    return _one(Q(pk=repair, municipality_id=municipality), on)


def proof_drawn(repair: RepairOn, proof: int, *, small: bool) -> bytes:
    """A photo of proof or its small copy; whoever has the repair may see it.

    Raises:
        NotFound: there is no such photo of this repair.
    """
    column = "thumbnail" if small else "image"
    found = (
        RepairProof.objects.filter(pk=proof, repair=repair.row)
        .values_list(column, flat=True)
        .first()
    )
    if not found:
        raise NotFound(text("There is no such photo."))
    return bytes(found)


def letters_of(visit: Visit) -> list[RepairLetter]:
    """The letters after a visit, the newest first, without what is in them."""
    rows = RepairLetter.objects.filter(visit=visit)
    return list(rows.defer("pdf_sealed", "pdf_row_key").order_by("-nth"))


def _one(which: Q, on: date) -> RepairOn:
    found = Repair.objects.filter(which).first()
    if found is None:
        raise NotFound(text("There is no such repair here."))
    return repairs_on([found], on)[0]


def _page(which: Q, sought: Sought, on: date, most: int) -> list[RepairOn]:
    rows = Repair.objects.filter(which & _wanted(sought))
    if sought.state is RepairState.MENDED:
        rows = rows.filter(mended_at__isnull=False)
    elif sought.state is not None:
        rows = rows.filter(mended_at__isnull=True)
    found: list[RepairOn] = []
    # The state follows from more than one table; few are open at a time.
    ordered = rows.order_by("last_day", "id")
    for at in range(0, most * 40, most + 1):
        page = list(ordered[at : at + most + 1])
        found += [
            one
            for one in repairs_on(page, on)
            if sought.state is None or one.state is sought.state
        ]
        if len(found) > most or len(page) <= most:
            break
    return found[: most + 1]


def _wanted(sought: Sought) -> Q:
    wanted = Q()
    for word in sought.words.replace("\x00", "").split()[:6]:
        wanted &= Q(where__icontains=word) | Q(rule__iexact=word)
    if sought.after is not None:
        day, key = sought.after
        wanted &= Q(last_day__gt=day) | Q(last_day=day, pk__gt=key)
    return wanted


def repairs_on(rows: Sequence[Repair], on: date) -> list[RepairOn]:
    """Repairs with their proof and judgements, in two questions to the database."""
    keys = [row.pk for row in rows]
    proofs = RepairProof.objects.filter(repair_id__in=keys)
    proofs = proofs.defer("image", "thumbnail").order_by("id")
    judgements = RepairJudgement.objects.filter(repair_id__in=keys).order_by("id")
    return [
        RepairOn(
            row=row,
            proofs=tuple(one for one in proofs if one.repair_id == row.pk),
            judgements=tuple(one for one in judgements if one.repair_id == row.pk),
            on=on,
        )
        for row in rows
    ]
