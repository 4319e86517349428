"""The photo that may go along with a step of an assessment."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.web.pages.choices import offer
from onderdak.web.pages.photos import PhotoField


class PhotoForm(forms.Form):
    """A photo with a step, or none."""

    photo = PhotoField(required=False, label=gettext_lazy("Add a photo"))

    @property
    def picture(self) -> DrawnPicture | None:
        """The photo that was chosen and can be kept."""
        return self.cleaned_data.get("photo") if self.is_valid() else None

    @property
    def room(self) -> str:
        """The room that it shows; '' is none in particular."""
        return ""

    def ask_again(self) -> None:
        """A browser does not keep a chosen file: say so where it would go unseen."""
        if self.picture is not None:
            self.add_error(
                "photo", _("The photo is not kept yet. Choose it again, and save.")
            )


class RoomPhotoForm(PhotoForm):
    """A photo with a list of rooms: of one of them, or of none in particular."""

    photo_room = forms.ChoiceField(
        label=gettext_lazy("The photo shows"), required=False
    )

    def __init__(
        self, *args: Any, rows: Sequence[tuple[str, forms.Form]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._names = {number: _name_of(row) for number, row in rows}
        rooms = [(number, self._label(number)) for number in self._names]
        offer(self, "photo_room", [("", _("no room in particular")), *rooms])

    def _label(self, number: str) -> str:
        nth = list(self._names).index(number) + 1
        room = _("Room %(nth)s") % {"nth": nth}
        name = self._names[number]
        return f"{room}: {name}" if name else room

    def clean(self) -> dict[str, Any]:
        """A photo stays with its room by the room's name."""
        given: dict[str, Any] = super().clean() or {}
        number = given.get("photo_room")
        if given.get("photo") and number and not self._names[number]:
            self.add_error(
                "photo_room", _("Give this room a name, so that its photo is found.")
            )
        return given

    @property
    def room(self) -> str:
        """The name of the room that it shows; '' is none in particular."""
        return self._names.get(self.cleaned_data.get("photo_room", ""), "")


def _name_of(row: forms.Form) -> str:
    return str(row["name"].value() or "").strip()
