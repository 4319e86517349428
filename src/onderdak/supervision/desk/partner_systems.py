"""The systems of chain partners: letting them in, and what they hand in and follow.

A system acts for one partner in one municipality. The database shows it the reports of
that partner, and lets it write nothing but a new one (`migrations/0006_outward.py`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    AccessToken,
    Actor,
    action,
    check_may,
    make_partner_token,
    new_partner,
    partner_tokens,
    record_event,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import Text, text
from onderdak.supervision.desk.catalogue import questions
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.partners import (
    HandedIn,
    Partner,
    check_handed_in,
)
from onderdak.supervision.desk.domain.permissions import (
    FOLLOW_OWN,
    HAND_IN,
    LET_PARTNERS_IN,
)
from onderdak.supervision.desk.domain.questions import slips_of_answers
from onderdak.supervision.desk.domain.signals import (
    NO_SIGNAL,
    Signal,
    check_signal,
    slips_of_signal,
)
from onderdak.supervision.desk.known_partners import number_of_partner, one_by_one
from onderdak.supervision.desk.models import Category, KnownPartner, Report
from onderdak.supervision.desk.stating import NOWHERE, StatedPlace, addresses_stated
from onderdak.supervision.desk.taking_in import (
    FromPartner,
    NewReport,
    report_by_system,
)


@action
def let_partner_in(
    *,
    by: Actor,
    municipality: str,
    partner: Partner,
    name: str,
    scopes: Sequence[str],
    months: int,
) -> tuple[int, str]:
    """Let a system of a chain partner in: it hands reports in, and follows its own.

    What this partner handed in before by page or file becomes its own as well.

    Returns:
        The token's number and its secret, which is shown once.

    Raises:
        NotAllowed: this person lets nobody in here.
        Invalid: the partner has no name, or the token no scope or term.
    """
    check_may(by, LET_PARTNERS_IN, municipality=municipality)
    given = HandedIn(partner, name.strip(), "system")
    check_handed_in(given)
    one_by_one(municipality)
    number = _number_of(municipality, given)
    made = make_partner_token(
        by=by,
        municipality=municipality,
        partner=number,
        label=given.name,
        scopes=scopes,
        months=months,
    )
    record_event(
        by=by,
        action="desk.let_partner_in",
        object=f"token {made[0]}",
        municipality=municipality,
        detail={"partner": partner},
    )
    return made


def _number_of(municipality: str, given: HandedIn) -> int:
    known = number_of_partner(municipality, given)
    if known is not None:
        return known
    number = new_partner()
    KnownPartner.objects.create(
        municipality_id=municipality,
        organisation_id=number,
        kind=given.partner,
        name=given.name,
    )
    Report.objects.filter(
        municipality_id=municipality,
        partner_kind=given.partner,
        partner_name=given.name,
    ).update(partner_id=number)
    return number


@dataclass(frozen=True, slots=True)
class LetIn:
    """A token of a partner, and whose it is."""

    token: AccessToken
    kind: Partner
    name: str


def partners_let_in(*, by: Actor, municipality: str) -> list[LetIn]:
    """The tokens that partners have here, the newest first; never their secrets.

    Raises:
        NotAllowed: this person lets nobody in here.
    """
    check_may(by, LET_PARTNERS_IN, municipality=municipality)
    known = {
        one.organisation_id: one
        for one in KnownPartner.objects.filter(municipality_id=municipality)
    }
    return [
        LetIn(
            token, Partner(known[token.partner_id].kind), known[token.partner_id].name
        )
        for token in partner_tokens(by=by, municipality=municipality)
        if token.partner_id is not None
    ]


@dataclass(frozen=True, slots=True)
class StatedReport:
    """What a system states; whether it can be so is looked at as a whole."""

    reference: str
    category: str
    text: str
    place: StatedPlace = NOWHERE
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    signal: Signal = NO_SIGNAL
    danger: bool = False


Slip = tuple[str, Text]


def slips_of_report(
    municipality: str, partner: Partner, stated: StatedReport, today: date
) -> Iterator[Slip]:
    """Everything in a stated report that cannot be, each with the name of its part."""
    category = _category(municipality, stated.category)
    if category is None:
        yield "category", _no_category(municipality, stated.category)
    else:
        asked = questions()[Kind(category.kind)]
        for key, why in slips_of_answers(asked, stated.answers):
            yield f"answers.{key}", why
    for part, why in slips_of_signal(partner, stated.signal, today):
        yield f"signal.{part}", why


def _category(municipality: str, key: str) -> Category | None:
    return Category.objects.filter(
        municipality_id=municipality, key=key, active=True
    ).first()


def _no_category(municipality: str, key: str) -> Text:
    known = Category.objects.filter(municipality_id=municipality, active=True)
    return text(
        "There is no category '%(key)s' here. Use: %(known)s.",
        key=key[:40],
        known=", ".join(known.order_by("position").values_list("key", flat=True)),
    )


def partner_behind(*, by: Actor, municipality: str) -> HandedIn:
    """For which partner a system acts, by its token.

    Raises:
        NotAllowed: no partner's system acts here.
    """
    check_may(by, HAND_IN, municipality=municipality)
    known = KnownPartner.objects.get(organisation_id=_partner(by))
    return HandedIn(Partner(known.kind), known.name, "")


def _partner(by: Actor) -> int:
    return next(grant.partner for grant in by.grants if grant.partner)


@action
def hand_in_report(
    *, by: Actor, municipality: str, stated: StatedReport, at: datetime
) -> tuple[Report, bool]:
    """Take in what a partner's system states, once under each of its own references.

    Returns:
        The report, and whether it is new: the same again changes nothing.

    Raises:
        NotAllowed: the token is not for this.
        RoomClosed: this municipality has no report desk in use.
        Invalid: something in it cannot be.
        Conflict: under this reference something else was handed in.
    """
    check_may(by, HAND_IN, municipality=municipality)
    sender = partner_behind(by=by, municipality=municipality)
    given = HandedIn(sender.partner, sender.name, stated.reference.strip())
    check_handed_in(given)
    signal = check_signal(given.partner, stated.signal, localdate(at))
    one_by_one(municipality)
    known = own_reports(by=by, municipality=municipality).filter(
        partner_reference=given.reference
    )
    before = known.select_related("category").first()
    if before is not None:
        _check_same(before, stated, signal)
        return before, False
    (address,) = addresses_stated(municipality, [stated.place])
    made = report_by_system(
        municipality=municipality,
        new=NewReport(
            category=stated.category,
            text=stated.text,
            address=address,
            place_text=str(stated.place),
            answers=stated.answers,
            danger=stated.danger,
            signal=signal,
        ),
        at=at,
        partner=FromPartner(
            _partner(by),
            given.partner,
            given.name,
            given.reference,
            _digest(stated, signal),
        ),
    )
    record_event(
        by=by,
        action="desk.hand_in_report",
        object=f"report {made.report}",
        municipality=municipality,
        detail={"partner": given.partner},
    )
    return known.get(), True


def _check_same(before: Report, stated: StatedReport, signal: Signal) -> None:
    """All that was stated is the same; the desk may have put things right since.

    What came by hand has no digest: of that only the words and the signal stay as they
    were handed in.
    """
    if before.stated is None:
        same = (before.text, before.signal) == (stated.text.strip(), signal.as_data())
    else:
        same = bytes(before.stated) == _digest(stated, signal)
    if same:
        return
    raise Conflict(
        text(
            "Under the reference %(reference)s you handed in something else.",
            reference=before.partner_reference,
        ),
        next_step=text("Give every report a reference of its own."),
    )


def _digest(stated: StatedReport, signal: Signal) -> bytes:
    """What a system stated, as one whole: however it was spaced or ordered."""
    said = {
        "category": stated.category,
        "text": stated.text.strip(),
        "place": asdict(stated.place),
        "answers": {key: sorted(each) for key, each in stated.answers.items()},
        "signal": signal.as_data(),
        "danger": stated.danger,
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).digest()


def own_reports(*, by: Actor, municipality: str) -> QuerySet[Report]:
    """The reports of the partner whose system asks; others are not there for it.

    Raises:
        NotAllowed: the token is not for this.
    """
    writes = by.token is not None and HAND_IN.token_scope in by.token.scopes
    check_may(by, HAND_IN if writes else FOLLOW_OWN, municipality=municipality)
    return Report.objects.filter(municipality_id=municipality, partner_id=_partner(by))
