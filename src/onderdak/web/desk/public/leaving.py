"""The way out: at once, to a page that says nothing, with everything wiped."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe


@require_safe
def leave_report(request: HttpRequest) -> HttpResponse:
    """Send the browser elsewhere and let it wipe what it keeps of this site."""
    answer = HttpResponseRedirect(settings.REPORT_EXIT)
    answer["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
