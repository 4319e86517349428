"""A photo comes in from a phone, as it is: its content says what it is."""

from uuid import UUID

from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from onderdak.foundation.documents.contract import MOST_BYTES, PhotoRefused
from onderdak.kernel.identifiers import whole_number
from onderdak.supervision.inspections.contract.syncing import (
    OtherPhoto,
    TooManyPhotos,
    keep_photo,
)
from onderdak.web.account.contract import Request
from onderdak.web.inspections.round.entrance import for_a_script
from onderdak.web.inspections.syncing.answers import (
    NOT_NOW,
    REFUSED,
    TOO_LARGE,
    braked,
    told,
)

_MOST_OFTEN = 1_200


@require_http_methods(["PUT"])
@for_a_script
@braked("photo", _MOST_OFTEN)
def photo(request: Request, visit: int, photo: UUID) -> HttpResponseBase:
    """Keep a photo; the same one again changes nothing."""
    file = request.read(MOST_BYTES + 1)
    if len(file) > MOST_BYTES:
        return told("heavy", TOO_LARGE)
    if len(file) < (whole_number(request.headers.get("Content-Length", "")) or 0):
        return told("cut", NOT_NOW)  # half a photo is no photo: send it again
    try:
        kept = keep_photo(
            by=request.actor, visit=visit, photo=photo, file=file, at=timezone.now()
        )
    except PhotoRefused as refused:
        return told(refused.reason, REFUSED)
    except OtherPhoto:
        return told("other", REFUSED)
    except TooManyPhotos:
        return told("many", REFUSED)
    return JsonResponse(
        {
            "id": str(kept.uid),
            "sha256Sent": kept.sha256_sent,
            "sha256Kept": kept.sha256_kept,
            "drawnAnew": kept.drawn_anew,
        }
    )
