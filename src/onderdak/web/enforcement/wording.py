"""How closed lists, moments, languages and offenders read on a page."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import User
from onderdak.kernel.languages import LANGUAGES

_Key = TypeVar("_Key", bound=StrEnum)


def listed(words: Mapping[_Key, str]) -> list[tuple[str, str]]:
    """A closed list as the choices of a form, in the language of the reader."""
    return [(key.value, _(said)) for key, said in words.items()]


def word_of(words: Mapping[_Key, str], kind: type[_Key], key: str) -> str:
    """One of a closed list in words; what is not on the list reads as it is kept."""
    return _(words[kind(key)]) if key in set(kind) else key


def moment(at: datetime | None) -> str:
    """A day and an hour, as people write it; empty where there is none."""
    return str(date_format(localtime(at), "j F Y H:i")) if at else ""


def language_name(code: str) -> str:
    """A language in its own words; a code that nobody knows stays a code."""
    return LANGUAGES[code].name if code in LANGUAGES else code


def languages() -> list[tuple[str, str]]:
    """The languages in which something can be said or written."""
    return [(code, each.name) for code, each in LANGUAGES.items()]


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """Who works here, by name or else by e-mail address."""
    wanted = {each for each in people if each is not None}
    found = User.objects.filter(pk__in=wanted) if wanted else []
    return {user.pk: user.name or user.email for user in found}
