"""What states, outcomes and steps of reports are called for who works with them."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onderdak.supervision.desk.contract.clerk import (
    AFTER_TERM,
    SIMPLE,
    Because,
    Category,
    Channel,
    Kind,
    MessageKind,
    Outcome,
    Priority,
    State,
    Step,
)

STATES = {
    State.RECEIVED: gettext_lazy("new"),
    State.ACCEPTED: gettext_lazy("accepted"),
    State.IN_HAND: gettext_lazy("in hand"),
    State.WAITING_FOR_REPORTER: gettext_lazy("waits for the reporter"),
    State.FORWARDED: gettext_lazy("with a partner"),
    State.ANSWERED: gettext_lazy("answered"),
    State.CLOSED: gettext_lazy("closed"),
    State.REOPENED: gettext_lazy("opened again"),
}
STATE_TAGS = {
    State.RECEIVED: "info",
    State.REOPENED: "warning",
    State.ANSWERED: "success",
    State.CLOSED: "success",
}
CHANNELS = {
    Channel.PUBLIC: gettext_lazy("public form"),
    Channel.PHONE: gettext_lazy("telephone"),
    Channel.PARTNER: gettext_lazy("partner"),
    Channel.PAGE: gettext_lazy("page for partners"),
    Channel.FILE: gettext_lazy("file"),
    Channel.API: gettext_lazy("system of a partner"),
}
KINDS = {
    Kind.BAD_LETTING: gettext_lazy("bad letting"),
    Kind.NUISANCE: gettext_lazy("housing nuisance"),
    Kind.WASTE: gettext_lazy("dumped waste"),
    Kind.UNSAFE: gettext_lazy("unsafe building"),
    Kind.OVERCROWDING: gettext_lazy("overcrowding"),
    Kind.EXPLOITATION: gettext_lazy("signs of exploitation"),
    Kind.OTHER: gettext_lazy("something else"),
}
FOLLOWED_WORDS = {
    "in_time": gettext_lazy("answered in time"),
    "late": gettext_lazy("answered late"),
    "open_in_time": gettext_lazy("open, within the term"),
    "open_late": gettext_lazy("open, past the term"),
    "no_answer": gettext_lazy("closed without an answer"),
}
PRIORITIES = {
    Priority.HIGH: gettext_lazy("high"),
    Priority.NORMAL: gettext_lazy("normal"),
    Priority.LOW: gettext_lazy("low"),
}
OUTCOMES = {
    Outcome.SOLVED: gettext_lazy("solved"),
    Outcome.ADVICE: gettext_lazy("advice was given"),
    Outcome.REFERRED: gettext_lazy("referred to somebody else"),
    Outcome.NOT_ENFORCED: gettext_lazy("no enforcement follows"),
    Outcome.SANCTION: gettext_lazy("a sanction was imposed"),
    Outcome.UNFOUNDED: gettext_lazy("unfounded"),
}
BECAUSE = {
    Because.UNFOUNDED: gettext_lazy(
        "The report is unfounded (Besluit goed verhuurderschap art. 2)."
    ),
    Because.REFERRED: gettext_lazy(
        "The report was referred and is in no dossier"
        " (Besluit goed verhuurderschap art. 2)."
    ),
    Because.NOT_ENFORCED: gettext_lazy(
        "No sanction follows and the report is in no dossier"
        " (Besluit goed verhuurderschap art. 2)."
    ),
    Because.SANCTION_FINAL: gettext_lazy(
        "The sanction cannot be contested any more"
        " (Besluit goed verhuurderschap art. 2)."
    ),
    Because.FOUR_YEARS: gettext_lazy(
        "At the latest so long after the report (Besluit goed verhuurderschap art. 2)."
    ),
    Because.TOWN_TERM: gettext_lazy("The term that the municipality set for the desk."),
    Because.NOT_CLOSED: gettext_lazy("The term begins when the report is closed."),
    Because.NO_TERM: gettext_lazy(
        "The municipality set no term for the desk yet, so nothing is destroyed."
    ),
}
MESSAGES = {
    MessageKind.QUESTION: gettext_lazy("Question of the desk"),
    MessageKind.ANSWER: gettext_lazy("Message of the reporter"),
    MessageKind.RESULT: gettext_lazy("Answer of the desk"),
    MessageKind.NOTE: gettext_lazy("Note, for colleagues only"),
}
STEPS = {
    "receive": gettext_lazy("received"),
    "accept": gettext_lazy("accepted"),
    "take_in_hand": gettext_lazy("taken in hand"),
    "ask_reporter": gettext_lazy("question asked of the reporter"),
    "reporter_answers": gettext_lazy("answered by the reporter"),
    "forward": gettext_lazy("forwarded to a partner"),
    "partner_answers": gettext_lazy("answered by the partner"),
    "come_back": gettext_lazy("back from the partner"),
    "take_back": gettext_lazy("taken back from the partner"),
    "pass_reminder": gettext_lazy("owner reminded of the waste pass"),
    "link_expired": gettext_lazy("link of the partner expired without an answer"),
    "answer": gettext_lazy("reporter answered"),
    "close": gettext_lazy("closed"),
    "reopen": gettext_lazy("opened again by the reporter"),
    "assign": gettext_lazy("owner, team or priority changed"),
    "note": gettext_lazy("note written"),
    "open_contact": gettext_lazy("contact of the reporter opened"),
    "read_answer": gettext_lazy("message of the reporter read"),
    "merge": gettext_lazy("goes along with another report"),
    "merged_here": gettext_lazy("another report goes along with this one"),
    "part": gettext_lazy("stands by itself again"),
    "parted_from": gettext_lazy("another report stands by itself again"),
    "dossier": gettext_lazy("made part of a dossier"),
    "no_dossier": gettext_lazy("taken out of the dossier"),
    "sanction_final": gettext_lazy("sanction cannot be contested any more"),
    "routed": gettext_lazy("given by a rule"),
    "recategorise": gettext_lazy("filed under another category"),
    "place": gettext_lazy("place changed"),
    "danger": gettext_lazy("danger noted"),
    "no_danger": gettext_lazy("no danger after all"),
    "wipe_photo": gettext_lazy("photo wiped"),
}


def category_name(category: Category) -> str:
    """A category in the reader's language, Dutch where it is not there."""
    names = category.names
    return str(
        names.get((get_language() or "nl")[:2]) or names.get("nl") or category.key
    )


def kind_name(kind: Kind) -> str:
    """A kind of report in words."""
    return str(KINDS[kind])


def step_name(what: str) -> str:
    """A line of the history in words."""
    return str(STEPS.get(what, what.replace("_", " ")))


def reason_name(what: str, reason: str) -> str:
    """Why something happened, where the software wrote it down in short."""
    if reason == AFTER_TERM and what == Step.CLOSE:
        return _("By itself: it was answered, and nobody opened it again in time.")
    if what != "routed" or not reason:
        return reason
    if reason == SIMPLE:
        return _("Every report goes to one person here.")
    version, _dot, rule = reason.partition(".")
    return _("Version %(version)s, rule %(rule)s") % {"version": version, "rule": rule}


def state_name(state: str) -> str:
    """A state in words."""
    return str(STATES[State(state)])


def place_of(report: object) -> str:
    """Where a report is about, in one line."""
    address = getattr(report, "address", None)
    written = str(address) if address else str(getattr(report, "place_text", ""))
    return written or _("no place given")
