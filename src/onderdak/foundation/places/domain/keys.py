"""Writing names alike: what is left when capitals, accents and signs are gone."""

import re
import unicodedata
from typing import Final

_OTHER: Final = re.compile("[^a-z0-9]")


def key(words: str) -> str:
    """A name's letters and digits only, small and without accents.

    The database makes the same of a street and an addition (`places_key`).
    """
    return _OTHER.sub("", unicodedata.normalize("NFKD", words).lower())
