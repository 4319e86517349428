"""Who can end a breach, as a person types it, and how the same one is known again."""

from dataclasses import dataclass

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import kvk_number
from onderdak.kernel.languages import LANGUAGES
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.kinds import OffenderKind, Part


@dataclass(frozen=True, slots=True)
class NewOffender:
    """Who can end the breach (art. 5:1 Awb), and where letters go."""

    kind: str
    part: str
    name: str
    address: str
    kvk: str = ""
    language: str = "nl"
    organisation: int | None = None

    @property
    def is_person(self) -> bool:
        """Whether it is a human being; then nothing of it is kept in the open."""
        return self.kind == OffenderKind.PERSON

    def known_by(self) -> str:
        """What tells this one from another: the number of a company, else who it is."""
        if self.kvk:
            return f"kvk {self.kvk}"
        words = f"{self.name} {self.address if self.is_person else ''}"
        return f"{self.kind} {' '.join(words.casefold().split())}"


def check_offender(offender: NewOffender) -> NewOffender:
    """Somebody who can be named in a case, in its plain form.

    Raises:
        Invalid: a part is missing or is not of the lists.
    """
    if offender.kind not in set(OffenderKind) or offender.part not in set(Part):
        raise Invalid(text("Say whether it is a person or a company, and which part."))
    name, address = _plain(offender.name, 200), _plain(offender.address, 300)
    if len(name) < 2 or len(address) < 5:
        raise Invalid(
            text("Give a name and a postal address."),
            text("A letter that orders something goes to somebody, somewhere."),
        )
    if offender.language not in LANGUAGES:
        raise Invalid(text("Choose one of the languages."))
    if offender.is_person and offender.kvk:
        raise Invalid(text("A person has no number of a company here."))
    return NewOffender(
        kind=offender.kind,
        part=offender.part,
        name=name,
        address=address,
        kvk=kvk_number(offender.kvk) if offender.kvk else "",
        language=offender.language,
        organisation=offender.organisation,
    )


def _plain(written: str, most: int) -> str:
    return written.replace("\x00", "").strip()[:most]
