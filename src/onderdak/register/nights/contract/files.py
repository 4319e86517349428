"""File: from a provider's own list to the register, small or large."""

from onderdak.register.nights import (
    keeping,
)
from onderdak.register.nights.column_memory import (
    column_choices,
    forget_columns,
    remember_columns,
)
from onderdak.register.nights.domain.previewed import (
    Fate,
    Fault,
    PreviewRow,
)
from onderdak.register.nights.files import (
    EXTRA_FIELDS,
    FIELDS,
    REQUIRED,
    column_names,
    likely,
    template_xlsx,
)
from onderdak.register.nights.files.dates import BadCell, read_date
from onderdak.register.nights.files.reading import read_book
from onderdak.register.nights.files.sheets import (
    Cell,
    Sheet,
    as_text,
    column_letter,
    fold,
    is_blank,
)
from onderdak.register.nights.giving_back import (
    mended_file,
)
from onderdak.register.nights.hand_ins import (
    begin_recording,
    check_confirmed,
    confirm_hand_in,
    discard_hand_in,
    hand_in_for,
    note_declared,
    own_hand_ins,
    receive_file,
    resume_hand_in,
    stands_still,
    stop_hand_in,
)
from onderdak.register.nights.handing_in import (
    FileOutcome,
    ReadFile,
    declare_file,
    declare_read,
    many_leave,
    previewed,
    read_file,
    without_renamed,
)
from onderdak.register.nights.plans import (
    LEAVING,
    Plan,
    unpack_text,
)
from onderdak.register.nights.working import (
    Worker,
    halt,
    in_order,
    plan_of,
    record_rows,
)

__all__ = [
    "EXTRA_FIELDS",
    "FIELDS",
    "LEAVING",
    "REQUIRED",
    "BadCell",
    "Cell",
    "Fate",
    "Fault",
    "FileOutcome",
    "Plan",
    "PreviewRow",
    "ReadFile",
    "Sheet",
    "Worker",
    "as_text",
    "begin_recording",
    "check_confirmed",
    "column_choices",
    "column_letter",
    "column_names",
    "confirm_hand_in",
    "declare_file",
    "declare_read",
    "discard_hand_in",
    "fold",
    "forget_columns",
    "halt",
    "hand_in_for",
    "in_order",
    "is_blank",
    "keeping",
    "likely",
    "many_leave",
    "mended_file",
    "note_declared",
    "own_hand_ins",
    "plan_of",
    "previewed",
    "read_book",
    "read_date",
    "read_file",
    "receive_file",
    "record_rows",
    "remember_columns",
    "resume_hand_in",
    "stands_still",
    "stop_hand_in",
    "template_xlsx",
    "unpack_text",
    "without_renamed",
]
