"""What no cell of a file may hold: a number of a person, or where somebody comes from.

Free words are the weak place of every register of addresses. A citizen service number
is a special number (UAVG art. 46), and origin a special category of data (AVG art. 9).
Neither has a purpose here, so a cell with one of them is refused, not kept.
"""

import re
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import bsn
from onderdak.kernel.text import Text, text

_DIGITS: Final = re.compile(r"(?<![0-9])\d(?:[ .]?\d){7,8}(?![0-9]|[ .]\d)")
# Case numbers and days written without marks begin with a year: `20260131`.
_YEAR: Final = re.compile(r"(?:19|20)\d{6}")
_LEADING_ZERO_LOST: Final = 8
# A number of the trade register has eight digits too.
_NUMBERS_OF_COMPANIES: Final = frozenset({"kvk"})
_PEOPLES: Final = (
    r"polen|pool|poolse|roemeen|roemenen|roemeense|bulgaar|bulgaren|bulgaarse"
    r"|oekra[iï]ner?s?|oekra[iï]ense|hongaar|hongaren|hongaarse|slowaak|slowaken"
    r"|slowaakse|tsjech|tsjechen|tsjechische|litouwers?|litouwse|letten?|letse"
    r"|est(?:en|se)|kroaat|kroaten|kroatische|sloveen|slovenen|sloveense"
    r"|grieken?|griekse|spanjaard(?:en)?|spaanse|portugees|portugezen|portugese"
    r"|italia(?:an|nen|anse)|duitsers?|duitse|belgen?|belgische|fransen|fransman"
    r"|franse|britten?|britse|turken?|turkse|marokka(?:an|nen|anse)"
    r"|syri[eë]rs?|syrische|eritree[eë]rs?|eritrese|afghaan|afghanen|afghaanse"
    r"|irakees|irakezen|iraakse|iraan|iraniërs?|iraanse|somali[eë]rs?|somalische"
    r"|indi[eë]rs?|indiase|chinezen|chinees|chinese|filipijn(?:en|se)"
    r"|vietnamezen|vietnamese|surinamers?|surinaamse|antillia(?:an|nen|anse)"
    r"|nigeria(?:an|nen|anse)|ghane(?:es|zen|se)|russ?en|russische|moldavi[eë]rs?"
    r"|moldavische|albane(?:es|zen|se)|servi[eë]rs?|servische|oezbeken?|oezbeekse"
    r"|kazachen?|georgi[eë]rs?|georgische|nepalezen|nepalese|braziliaa?n(?:en|se)?"
    r"|poles?|polish|romanians?|bulgarians?|ukrainians?|hungarians?|slovaks?"
    r"|czechs?|lithuanians?|latvians?|estonians?|croatians?|greeks?|spaniards?"
    r"|italians?|germans?|belgians?|turks?|turkish|moroccans?|syrians?|eritreans?"
    r"|afghans?|iraqis?|iranians?|somalis?|indians?|filipinos?|vietnamese"
    r"|nationaliteit(?:en)?|nationalit(?:y|ies)|afkomst|migratieachtergrond"
    r"|migrantenachtergrond|geboorteland|arbeidsmigrant(?:en)?"
)
_ORIGIN: Final = re.compile(rf"(?<!\w)(?:{_PEOPLES})(?!\w)", re.IGNORECASE)
_LEGAL_FORM: Final = re.compile(
    r"(?<!\w)(?:b\.? ?v\.?|n\.? ?v\.?|u\.? ?a\.?|stichting|vereniging"
    r"|co[oö]peratie|gemeente|provincie|waterschap|kerkgenootschap|parochie"
    r"|rijksvastgoedbedrijf|staat der nederlanden|vve|gmbh|ltd|sarl|s\.a\.|s\.r\.l\."
    r"|sp\. ?z ?o\.? ?o\.?)(?!\w)",
    re.IGNORECASE,
)


def what_is_refused(words: str, *, source: str) -> Text | None:
    """Why these words may not be kept; None where they may.

    Args:
        source: some sources hold numbers of companies, which look alike.
    """
    if _has_bsn(words, source):
        return text("This may be a citizen service number (BSN). It is not kept here.")
    if found := _ORIGIN.search(words):
        return text(
            "'%(word)s' says where somebody comes from. That is not kept here.",
            word=found.group(),
        )
    return None


def is_legal_person(name: str) -> bool:
    """Whether a name carries the form of a legal person: `Wonen Oost B.V.`.

    >>> is_legal_person("Wonen Oost B.V."), is_legal_person("J. de Vries")
    (True, False)
    """
    return bool(_LEGAL_FORM.search(name))


def _has_bsn(words: str, source: str) -> bool:
    runs = (re.sub(r"\D", "", one.group()) for one in _DIGITS.finditer(words))
    return any(_fits(run, source) for run in runs)


def _fits(run: str, source: str) -> bool:
    if len(run) == _LEADING_ZERO_LOST and (
        source in _NUMBERS_OF_COMPANIES or _YEAR.fullmatch(run)
    ):
        return False
    try:
        bsn(run)
    except Invalid:
        return False
    return True
