"""What is filled in so far, from the first step to the last."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.http import QueryDict

from onderdak.foundation.documents.contract import DrawnPicture
from onderdak.supervision.desk.contract.public import (
    MOST_PHOTOS,
    NewReport,
    Reachable,
    new_code,
)
from onderdak.web.desk.places import Chosen
from onderdak.web.desk.public.sealed import (
    DRAFT_HOURS,
    HOURS,
    Lapsed,
    packed,
    seal,
    unpacked,
    unseal,
)

_STATE, _PHOTO = "state", "photo"
_LONGEST = 8000  # what is too long is shown again, to be made shorter


def cleaned(typed: str, most: int = _LONGEST) -> str:
    """What was typed, without what no text has."""
    return typed.replace("\x00", "").replace("\r\n", "\n").strip()[:most]


@dataclass(frozen=True)
class Filled:
    """Everything of one report that is being written.

    The code is made at the first step and stays sealed until the report is in: a form
    that is sent twice is one report.
    """

    code: str = field(default_factory=new_code)
    category: str = ""
    danger: str = ""
    answers: Mapping[str, list[str]] = field(default_factory=dict)
    text: str = ""
    sought: str = ""
    address: int | None = None
    elsewhere: str = ""
    address_label: str = ""
    place: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    when: str = ""
    updates: bool = False
    keep: bool = False
    photos: tuple[str, ...] = ()

    @property
    def chosen(self) -> Chosen:
        """The address that was chosen."""
        return Chosen(self.address, self.elsewhere, self.address_label)

    def but(self, **changed: Any) -> Self:
        """The same with something changed."""
        return replace(self, **changed)

    def sealed(self, town: str, now: int) -> str:
        """All but the photos, as one hidden field."""
        values = {name: value for name, value in vars(self).items() if name != "photos"}
        return seal(_STATE, town, packed(values), now)

    def as_report(self, town: str, language: str, now: int) -> NewReport:
        """What is reported.

        Raises:
            Lapsed: a photo was changed or is too old.
        """
        return NewReport(
            category=self.category,
            text=self.text,
            language=language,
            address=self.address,
            elsewhere=self.elsewhere,
            place_text=self.place if self.address else self._words_of_place(),
            answers=self.answers,
            danger=self.danger == "yes",
            contact=Reachable(
                self.name, self.email, self.phone, self.when, self.updates
            ),
            photos=[self.drawn(each, town, now) for each in self.photos],
        )

    def _words_of_place(self) -> str:
        """The address as it was chosen elsewhere stands first; it may not be found."""
        return " – ".join(each for each in (self.address_label, self.place) if each)

    def with_photo(self, picture: DrawnPicture, town: str, now: int) -> Self:
        """One photo more, sealed."""
        content = len(picture.small).to_bytes(4, "big") + picture.small + picture.full
        token = seal(_PHOTO, f"{town}|{self.code}", content, now)
        return self.but(photos=(*self.photos, token))

    def drawn(self, token: str, town: str, now: int) -> DrawnPicture:
        """A photo that went along with the form.

        Raises:
            Lapsed: it belongs to another report, was changed or is too old.
        """
        content = unseal(_PHOTO, f"{town}|{self.code}", token, now)
        end = 4 + int.from_bytes(content[:4], "big")
        return DrawnPicture(full=content[end:], small=content[4:end])

    def shown(self, town: str, now: int) -> list[tuple[str, str]]:
        """Each photo: its token, and its small copy to look at."""
        return [
            (each, "data:image/jpeg;base64," + _b64(self.drawn(each, town, now).small))
            for each in self.photos
        ]


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def read_filled(post: QueryDict, town: str, now: int, *, draft: bool = False) -> Filled:
    """What went along with the form.

    Raises:
        Lapsed: it was changed, belongs elsewhere, or is too old.
    """
    token = post.get("state", "")
    if not token:
        return Filled()
    hours = DRAFT_HOURS if draft else HOURS
    try:
        values = unpacked(unseal(_STATE, town, token, now, hours))
        if draft and not values.get("keep"):
            raise Lapsed
        filled = Filled(**values)
    except (TypeError, ValueError) as slip:  # sealed by an older version of this form
        raise Lapsed from slip
    photos = tuple(post.getlist("photo")[:MOST_PHOTOS])
    for each in photos:
        filled.drawn(each, town, now)
    return filled.but(photos=photos)
