"""Gives a provider's own file back, with every wrong cell marked."""

from collections.abc import Callable, Mapping, Sequence

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.text import Text
from onderdak.register.nights.column_memory import remembered_columns
from onderdak.register.nights.domain.permissions import DECLARE
from onderdak.register.nights.domain.previewed import PreviewRow
from onderdak.register.nights.files import Mark, mended_xlsx


def mended_file(
    *,
    by: Actor,
    provider: int,
    content: bytes,
    filename: str,
    mapping: Mapping[str, str],
    rows: Sequence[PreviewRow],
    translate: Callable[[Text], str],
    only_bad: bool = False,
) -> bytes:
    """The list as a workbook that can be mended and handed in as it is.

    Raises:
        Invalid: the file cannot be read.
        NotAllowed: this person does not declare for this provider.
    """
    check_may(by, DECLARE, provider=provider)
    marks = [
        Mark(row.line, fault.column, translate(fault.message))
        for row in rows
        for fault in row.faults
    ]
    return mended_xlsx(
        content,
        filename=filename,
        marks=marks,
        mapping=mapping or None,
        remembered=lambda names: remembered_columns(provider, names),
        only_bad=only_bad,
    )
