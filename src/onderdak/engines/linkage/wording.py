"""One spelling for what people write in many: streets, additions, towns.

The outcome is for comparing only and is shown to nobody.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORDS: Final = re.compile(r"[a-z0-9]+")
# Words before or in a street name as people shorten them. What has two readings
# ('pr.' is prins and prinses) stays as it is: likeness deals with that.
_IN_FULL: Final = {
    "v": "van",
    "vd": "van der",
    "d": "de",
    "st": "sint",
    "burg": "burgemeester",
    "burgem": "burgemeester",
    "bgm": "burgemeester",
    "prof": "professor",
    "dr": "doctor",
    "ds": "dominee",
    "mr": "meester",
    "ir": "ingenieur",
    "gen": "generaal",
    "past": "pastoor",
    "jhr": "jonkheer",
    "kon": "koningin",
    "adm": "admiraal",
    "wed": "weduwe",
    "gr": "groote",
    "nw": "nieuwe",
    "1e": "eerste",
    "1ste": "eerste",
    "2e": "tweede",
    "2de": "tweede",
    "3e": "derde",
    "3de": "derde",
    "4e": "vierde",
    "4de": "vierde",
    "str": "straat",
    "ln": "laan",
    "pl": "plein",
    "pln": "plein",
    "wg": "weg",
    "sgl": "singel",
    "dk": "dijk",
}
_ENDINGS: Final = (
    ("str", "straat"),
    ("pln", "plein"),
    ("ln", "laan"),
    ("sgl", "singel"),
)
_FLOOR: Final = re.compile(
    r"\b(\d+)\s*(?:e|ste|de)?\s*(?:hoog|verd\w*|etage|floor)\b", re.IGNORECASE
)
_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_SAME_ADDITION: Final = {"HUIS": "HS", "HSE": "HS", "BENEDEN": "BEN", "BOVEN": "BOV"}


def plain(written: str) -> str:
    """Small letters without accents; what is no Latin letter stays as it is."""
    apart = unicodedata.normalize("NFKD", written.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def street_key(written: str) -> str:
    """A street as it is compared: `St. Jansstr.` and `Sint Jansstraat` are one."""
    words = [_in_full(word) for word in _WORDS.findall(plain(written))]
    return _one_ij("".join(words).replace(" ", ""))


def _in_full(word: str) -> str:
    if word in _IN_FULL:
        return _IN_FULL[word]
    for short, full in _ENDINGS:
        if word.endswith(short) and len(word) > len(short) + 2:
            return word.removesuffix(short) + full
    return word


def _one_ij(word: str) -> str:
    """`Nijmegen` and `Nymegen`: the two letters and the one are the same sound."""
    return word.replace("ij", "y")


@lru_cache(maxsize=10_000)
def town_key(written: str) -> str:
    """A town as it is compared."""
    return _one_ij("".join(_WORDS.findall(plain(written))))


@lru_cache(maxsize=20_000)
def addition_key(written: str) -> str:
    """Letter and addition together: `a-2`, `A 2` and `A/2` are one, `2 hoog` is `2`."""
    floors = _FLOOR.sub(r"\1", written)
    signs = "".join(sign for sign in plain(floors).upper() if sign.isalnum())
    return _ROMAN.get(signs, _SAME_ADDITION.get(signs, signs))
