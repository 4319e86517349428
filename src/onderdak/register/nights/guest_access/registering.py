"""What a municipality itself says about registering, per language, with its review."""

from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import WRITE_REGISTERING
from onderdak.register.nights.guest_access.texts import FALLBACK, guest_texts
from onderdak.register.nights.models import RegisteringText

_LONGEST = 1500


@dataclass(frozen=True, slots=True)
class RegisteringNow:
    """A municipality's text as it is shown; `language` may be the fallback."""

    language: str
    text: str
    reviewed_by: str
    reviewed_on: date | None


def said_in(municipality: str, language: str) -> RegisteringNow | None:
    """The text in a language, else in Dutch, else nothing: it is public."""
    known = {
        each.language: each
        for each in RegisteringText.objects.filter(
            municipality_id=municipality, language__in=[language, FALLBACK]
        )
    }
    found = known.get(language) or known.get(FALLBACK)
    if found is None:
        return None
    return RegisteringNow(
        found.language, found.text, found.reviewed_by, found.reviewed_on
    )


def registering_texts(*, by: Actor, municipality: str) -> dict[str, RegisteringText]:
    """All that a municipality wrote, by language.

    Raises:
        NotAllowed: this person does not write for this municipality.
    """
    check_may(by, WRITE_REGISTERING, municipality=municipality)
    found = RegisteringText.objects.filter(municipality_id=municipality)
    return {each.language: each for each in found}


@action
def write_registering(
    *,
    by: Actor,
    municipality: str,
    language: str,
    words: str,
    reviewed_by: str = "",
    on: date,
) -> None:
    """Say in one language how registering goes here; an empty text takes it away.

    A changed text is unreviewed again, unless the reviewer is named with it.

    Raises:
        NotAllowed: this person does not write for this municipality.
        Invalid: the language is not one of the guests', or the text is too long.
    """
    check_may(by, WRITE_REGISTERING, municipality=municipality)
    if language not in guest_texts():
        raise Invalid(text("Guests are not spoken to in '%(code)s'.", code=language))
    if len(words) > _LONGEST:
        raise Invalid(
            text("The text is too long: at most %(most)s characters.", most=_LONGEST)
        )
    mine = RegisteringText.objects.filter(
        municipality_id=municipality, language=language
    )
    if not words.strip():
        mine.delete()
    else:
        _keep(municipality, language, words.strip(), reviewed_by.strip(), on)
    record_event(
        by=by,
        action="nights.write_registering",
        object=f"text in {language}",
        municipality=municipality,
        detail={"reviewed": int(bool(reviewed_by.strip()))},
    )


def _keep(
    municipality: str, language: str, words: str, reviewed_by: str, on: date
) -> None:
    RegisteringText.objects.update_or_create(
        municipality_id=municipality,
        language=language,
        defaults={
            "text": words,
            "written_on": on,
            "reviewed_by": reviewed_by[:120],
            "reviewed_on": on if reviewed_by else None,
        },
    )
