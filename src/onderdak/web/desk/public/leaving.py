"""The way out: at once, to a page that says nothing, with what the form left wiped."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe


@require_safe
def leave_report(request: HttpRequest) -> HttpResponse:
    """Send the browser elsewhere and let it wipe what it kept of these pages."""
    answer = HttpResponseRedirect(settings.REPORT_EXIT)
    # Not "storage": a visit or an evening that was not sent yet lies in it, and the
    # form has nothing there but its draft, which its script removes.
    answer["Clear-Site-Data"] = '"cache", "cookies"'
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
