"""The texts of a campaign with a municipality's name and by-law filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from onderdak.foundation.identity.contract import municipality_names, rooms_on
from onderdak.register.nights.contract.guests import (
    Texts,
)
from onderdak.register.nights.contract.supervising import (
    ByLawExtra,
    Extra,
    extras_on,
)
from onderdak.web.nights.campaign.texts import campaign_texts

ROOM = "nights"


@dataclass(frozen=True)
class Campaign:
    """A municipality that uses the register, and what its by-law adds today."""

    code: str
    name: str
    extras: tuple[ByLawExtra, ...]

    def texts(self, language: str) -> Texts:
        """Its texts in a language."""
        return campaign_texts()[language].about(municipality=self.name)

    def asks(self, texts: Texts) -> list[str]:
        """What its by-law asks besides the law, a sentence each; often nothing."""
        return [_sentence(each, texts) for each in self.extras]


def campaign_of(code: str, on: date) -> Campaign | None:
    """The campaign of a municipality; None where the register is not in use."""
    names = municipality_names()
    if code not in names or ROOM not in rooms_on(code):
        return None
    return Campaign(code, names[code], tuple(extras_on(code, on)))


_KEYS: Mapping[Extra, str] = MappingProxyType(
    {Extra.NOTICE: "extra_notice", Extra.WORK: "extra_work"}
)


def _sentence(asked: ByLawExtra, texts: Texts) -> str:
    key = _KEYS.get(asked.extra, "extra_confirm")
    if asked.extra is Extra.CONFIRMATION and asked.number is not None:
        key = "extra_confirm_until"
    return texts.say(key, days=asked.number, hour=asked.number, article=asked.article)
