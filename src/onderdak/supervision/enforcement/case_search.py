"""Cases by words of their number, address or company."""

from django.db.models import Q, QuerySet

from onderdak.supervision.enforcement.models import Case

_WORDS = 6


def said(search: str, municipality: str) -> QuerySet[Case, int]:
    """Cases of which number, address or company hold each of these words."""
    wanted = Q(municipality_id=municipality)
    for word in search.replace("\x00", "").split()[:_WORDS]:
        wanted &= (
            Q(number__icontains=word)
            | Q(address__street__icontains=word)
            | Q(address__town__icontains=word)
            | Q(offender__name__icontains=word)
            | (Q(address__number=int(word)) if _small_number(word) else Q())
        )
    return Case.objects.filter(wanted).values_list("pk", flat=True)


def _small_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 7
