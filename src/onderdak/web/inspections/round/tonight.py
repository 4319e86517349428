"""The visits of tonight, as one file for the phone of who goes on them."""

from django.http import HttpResponseBase, JsonResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from onderdak.web.account.contract import Request
from onderdak.web.inspections.round.entrance import for_a_script
from onderdak.web.inspections.round.gathering import tonight_of


@require_GET
@for_a_script
def tonight(request: Request) -> HttpResponseBase:
    """All that is needed at the door, and no more; never kept by a browser as it is."""
    return JsonResponse(tonight_of(request.actor, localdate()))
