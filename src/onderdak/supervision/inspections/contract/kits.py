"""The door of the control kit: checklists, what is read aloud, letters of a visit."""

from onderdak.supervision.inspections.checklist_actions import (
    ChecklistRefused,
    draft_checklist,
    use_checklist,
    withdraw_checklist,
)
from onderdak.supervision.inspections.checklist_queries import (
    KIND_OF_VISIT,
    SHIPPED,
    ChecklistUsed,
    asked_in,
    checklist_for,
    checklist_in_use,
    checklists_of,
    is_behind,
    makers_of,
    shipped_checklist,
)
from onderdak.supervision.inspections.kits.domain.asked import holds
from onderdak.supervision.inspections.kits.domain.letters import LetterKind
from onderdak.supervision.inspections.kits.domain.permissions import (
    MAKE_CHECKLIST,
    SEE_CHECKLISTS,
    USE_CHECKLIST,
)
from onderdak.supervision.inspections.kits.domain.shapes import (
    Checklist as AskedChecklist,
)
from onderdak.supervision.inspections.kits.domain.shapes import (
    Condition,
    Each,
    Fault,
    Item,
    ItemKind,
    Kind,
    PartName,
    Section,
    When,
)
from onderdak.supervision.inspections.kits.domain.states import ChecklistState
from onderdak.supervision.inspections.kits.publishing import checklist_of, published
from onderdak.supervision.inspections.kits.reading import KitFaulty, kits, load_kits
from onderdak.supervision.inspections.kits.texts import (
    KitTexts,
    kit_texts,
    load_texts,
    texts_in,
)
from onderdak.supervision.inspections.kits.xlsform.forms import xlsform_of
from onderdak.supervision.inspections.kits.xlsform.taking_in import TakenIn, take_in
from onderdak.supervision.inspections.models.checklists import Checklist
from onderdak.supervision.inspections.visit_letters import (
    VisitLetter,
    letter_of_visit,
    letters_for,
)

__all__ = [
    "KIND_OF_VISIT",
    "MAKE_CHECKLIST",
    "SEE_CHECKLISTS",
    "SHIPPED",
    "USE_CHECKLIST",
    "AskedChecklist",
    "Checklist",
    "ChecklistRefused",
    "ChecklistState",
    "ChecklistUsed",
    "Condition",
    "Each",
    "Fault",
    "Item",
    "ItemKind",
    "Kind",
    "KitFaulty",
    "KitTexts",
    "LetterKind",
    "PartName",
    "Section",
    "TakenIn",
    "VisitLetter",
    "When",
    "asked_in",
    "checklist_for",
    "checklist_in_use",
    "checklist_of",
    "checklists_of",
    "draft_checklist",
    "holds",
    "is_behind",
    "kit_texts",
    "kits",
    "letter_of_visit",
    "letters_for",
    "load_kits",
    "load_texts",
    "makers_of",
    "published",
    "shipped_checklist",
    "take_in",
    "texts_in",
    "use_checklist",
    "withdraw_checklist",
    "xlsform_of",
]
