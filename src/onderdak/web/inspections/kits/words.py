"""What the values of a checklist are called on a page."""

from django.utils.translation import get_language
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from onderdak.supervision.inspections.contract.kits import (
    Checklist,
    ChecklistState,
    Each,
    Fault,
    ItemKind,
    Kind,
    LetterKind,
    When,
)

KINDS = {
    Kind.FULL: _("Full check"),
    Kind.SIMPLE: _("Integral check"),
    Kind.PARK: _("Check of a holiday park"),
    Kind.ADDRESS_CHECK: _("Address check"),
}
STATES = {
    ChecklistState.DRAFT: _("draft"),
    ChecklistState.IN_USE: _("in use"),
    ChecklistState.WITHDRAWN: _("withdrawn"),
}
STATE_TAGS = {
    ChecklistState.DRAFT: "warning",
    ChecklistState.IN_USE: "success",
    ChecklistState.WITHDRAWN: "info",
}
WHEN = {
    When.BEFORE: _("before the visit"),
    When.DOOR: _("at the door"),
    When.INSIDE: _("inside"),
    When.AFTER: _("after the visit"),
}
EACH = {
    Each.VISIT: _("once"),
    Each.UNIT: _("for each housing unit"),
    Each.ROOM: _("for each room"),
    Each.PERSON: _("for each resident who wants to talk"),
    Each.NEIGHBOUR: _("for each neighbour"),
}
ITEM_KINDS = {
    ItemKind.STEP: _("done or not"),
    ItemKind.TRUTH: _("yes or no"),
    ItemKind.COUNT: _("a number"),
    ItemKind.AREA: _("an area"),
    ItemKind.LENGTH: _("a length"),
    ItemKind.VOLUME: _("a volume"),
    ItemKind.MONEY: _("an amount"),
    ItemKind.DATE: _("a date"),
    ItemKind.TIME: _("a time"),
    ItemKind.WORD: _("one answer"),
    ItemKind.WORDS: _("one or more answers"),
    ItemKind.TEXT: _("words"),
    ItemKind.NOTE: _("only to read"),
    ItemKind.READ: _("read aloud, in which language"),
    ItemKind.SIGN: _("a sign: seen or not, never a score"),
}
LETTERS = {
    LetterKind.RESIDENTS: _("To the residents: we want to visit you"),
    LetterKind.OWNER: _("To the owner or landlord: we are coming"),
    LetterKind.NOBODY: _("We were at the door and nobody opened"),
}


def name_of(checklist: Checklist) -> str:
    """A version of a checklist, as a page names it."""
    return said("%(kind)s, version %(version)s") % {
        "kind": KINDS[Kind(checklist.kind)],
        "version": checklist.version,
    }


def spoken() -> str:
    """In which of its two languages a checklist is shown."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def fault_words(fault: Fault) -> str:
    """What is wrong, in the reader's language."""
    params = {
        name: said(value) if name == "why" and isinstance(value, str) else value
        for name, value in fault.params.items()
    }
    return said(fault.what) % params
