"""The doors of XLSForm: a checklist as a file, as an XForm, and a file looked at."""

from importlib import import_module

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.kits.domain.shapes import Checklist
from onderdak.supervision.inspections.kits.xlsform.books import as_xlsx
from onderdak.supervision.inspections.kits.xlsform.columns import Form
from onderdak.supervision.inspections.kits.xlsform.writing import form_of


def xlsform_of(checklist: Checklist, version: str) -> bytes:
    """A checklist as an XLSForm file.

    Raises:
        Invalid: pyxform, which judges such files, does not accept it.
    """
    form = form_of(checklist, version)
    xform_of(form)
    return as_xlsx(form)


def xform_of(form: Form) -> str:
    """The XForm of the rows of a form, as ODK reads it.

    Raises:
        Invalid: pyxform does not accept it.
    """
    # Found by name: it reads XML with a library that only who writes a form needs.
    refused = import_module("pyxform.errors").PyXFormError
    convert = import_module("pyxform.xls2xform").convert
    try:
        return str(convert({**form, **_heads(form)}, warnings=[]).xform)
    except refused as error:
        raise Invalid(
            text("This checklist cannot be written as XLSForm."),
            why=text("%(why)s", why=str(error)),
        ) from error


def _heads(form: Form) -> dict[str, list[dict[str, None]]]:
    """Every column, because pyxform looks for them in the first rows alone."""
    return {
        f"{sheet}_header": [dict.fromkeys(c for row in rows for c in row)]
        for sheet, rows in form.items()
    }
