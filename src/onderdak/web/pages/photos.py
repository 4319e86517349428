"""Photos that people hand in with a form, and how a photo is shown to a browser."""

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from onderdak.foundation.documents.contract import (
    MOST_BYTES,
    DrawnPicture,
    photo_taken_in,
    too_heavy,
)
from onderdak.kernel.errors import UserError
from onderdak.web.pages.values import said

# With these three a phone offers its camera, and hands in its own kinds as JPEG.
_ACCEPTED: Final = "image/jpeg,image/png,image/webp"
_KEPT_SECONDS: Final = 300


class PhotoField(forms.FileField):
    """A photo as it may be kept: looked at, and drawn anew."""

    def __init__(self, **kwargs: Any) -> None:
        shown = {
            "label": gettext_lazy("Photo"),
            "help_text": gettext_lazy(
                "JPEG, PNG or WebP, at most 8 MB. Only the picture is kept, not where"
                " it was taken. Take it without people."
            ),
            "widget": forms.FileInput(attrs={"accept": _ACCEPTED}),
        }
        super().__init__(**{**shown, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> DrawnPicture | None:
        """The photo drawn anew; None where none was chosen."""
        given = super().clean(data, initial)
        if not given:
            return None
        try:
            if given.size > MOST_BYTES:
                raise too_heavy()
            return photo_taken_in(given.read())
        except UserError as slip:
            told = " ".join(said(sentence) for sentence in slip.texts)
            raise forms.ValidationError(told) from slip


def as_jpeg(drawn: bytes, name: str) -> HttpResponse:
    """A drawn photo for whoever may see it; no cache between may keep it.

    Args:
        drawn: a JPEG that was drawn anew here.
        name: what the file is called when it is saved; letters, digits and hyphens.
    """
    return HttpResponse(
        drawn,
        content_type="image/jpeg",
        headers={
            "Content-Disposition": f'inline; filename="{name}.jpg"',
            "Cache-Control": f"private, max-age={_KEPT_SECONDS}",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
