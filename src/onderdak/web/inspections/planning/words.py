"""What the closed lists of a visit are called on a page."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import User
from onderdak.supervision.inspections.contract import (
    GROUNDS,
    Along,
    Ground,
    Kind,
    Means,
    Part,
    State,
    Visit,
)
from onderdak.supervision.inspections.contract.kits import kit_texts

KINDS: Final = {
    Kind.VISIT: gettext_lazy("Visit"),
    Kind.ADDRESS_CHECK: gettext_lazy("Address check"),
    Kind.PARK: gettext_lazy("Check of a holiday park"),
    Kind.REINSPECTION: gettext_lazy("Re-inspection"),
    Kind.INTEGRAL: gettext_lazy("Integral check"),
}
STATES: Final = {
    State.PLANNED: (gettext_lazy("planned"), "info"),
    State.UNDER_WAY: (gettext_lazy("under way"), "warning"),
    State.CLOSED: (gettext_lazy("ended"), "warning"),
    State.REPORTED: (gettext_lazy("report made"), "success"),
    State.CANCELLED: (gettext_lazy("called off"), ""),
}
PARTS: Final = {
    Part.LEAD: gettext_lazy("leads"),
    Part.SECOND: gettext_lazy("second"),
    Part.MORE: gettext_lazy("goes along"),
}
ALONG: Final = {
    Along.FIRE_BRIGADE: gettext_lazy("Fire brigade"),
    Along.POLICE: gettext_lazy("Police"),
    Along.INTERPRETER: gettext_lazy("Interpreter"),
    Along.REGISTRY_CLERK: gettext_lazy("Civil registry"),
    Along.PARTNER: gettext_lazy("Partner"),
    Along.ENVIRONMENT: gettext_lazy("Environmental service"),
}
MEANS: Final = {
    Means.LETTER: gettext_lazy("Letter"),
    Means.PHONE: gettext_lazy("Telephone"),
    Means.TALK: gettext_lazy("Talk"),
    Means.RECORDS: gettext_lazy("Looking at records"),
    Means.DESK_CHECK: gettext_lazy("Check at the desk"),
    Means.OTHER: gettext_lazy("Other"),
}
CHOSEN: Final = {
    "ranked": gettext_lazy("the ranking"),
    "report": gettext_lazy("a report"),
    "random": gettext_lazy("lot"),
    "periodic": gettext_lazy("periodic supervision"),
    "other": gettext_lazy("something else"),
}
STEPS: Final = {
    "plan": gettext_lazy("planned"),
    "change": gettext_lazy("planned anew"),
    "begin": gettext_lazy("begun"),
    "close": gettext_lazy("ended"),
    "reopen": gettext_lazy("opened again"),
    "report": gettext_lazy("report signed by all"),
    "cancel": gettext_lazy("called off"),
    "ask_warrant": gettext_lazy("warrant asked"),
    "correct_entry": gettext_lazy("day of an entry corrected"),
    "nobody_for_danger": gettext_lazy("nobody went in because of danger"),
    **{
        f"nobody_at_{place}": gettext_lazy("nobody went in under the warrant")
        for place in range(4)
    },
    "withdraw_warrant": gettext_lazy("request for a warrant taken back"),
    "warrant_granted": gettext_lazy("warrant given"),
    "warrant_refused": gettext_lazy("warrant refused"),
    "ask_along": gettext_lazy("asked along"),
    "take_off": gettext_lazy("asked along no more"),
    "share": gettext_lazy("shared with a service"),
    "take_back": gettext_lazy("link of a service taken back"),
    "companion_comes": gettext_lazy("service says: we come"),
    "child_waits": gettext_lazy("not handed over to care yet"),
    "child_handed": gettext_lazy("handed over to care"),
    "companion_stays_away": gettext_lazy("service says: we do not come"),
}


def kind_of(visit: Visit) -> str:
    """What kind of visit it is."""
    return str(KINDS[Kind(visit.kind)])


def hours_of(visit: Visit) -> str:
    """From when until when."""
    return f"{visit.from_time:%H:%M} – {visit.until_time:%H:%M}"


def ground_of(ground: Ground) -> str:
    """The law that is supervised, with its article."""
    law = GROUNDS[ground]
    return f"{_(law.words)} ({law.article})"


def to_confirm(ground: Ground) -> str:
    """What must be sure before somebody relies on this law; '' where it is."""
    if not GROUNDS[ground].to_confirm:
        return ""
    return _("Have your jurist confirm that this article holds here.")


def language_name(code: str) -> str:
    """A language in which there is something to read."""
    known = kit_texts()
    return known[code].language.name if code in known else code


def languages_of(codes: object) -> str:
    """Several languages, one after another."""
    listed = codes if isinstance(codes, list | tuple) else []
    return ", ".join(language_name(str(code)) for code in listed)


def name_of(user: User) -> str:
    """Somebody who works here, by name or else by e-mail address."""
    return user.name or user.email
