"""Doors to a photo of a location: full, small, and removing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onderdak.housing.quality.contract.photos import photo_drawn, remove_photo
from onderdak.register.nights.contract import location_for
from onderdak.web.account.contract import Request, with_task
from onderdak.web.pages.photos import as_jpeg


@require_safe
@with_task
def photo_full(request: Request, pk: int, photo: int) -> HttpResponse:
    """A photo as large as it is kept."""
    return _shown(request, pk, photo, small=False)


@require_safe
@with_task
def photo_small(request: Request, pk: int, photo: int) -> HttpResponse:
    """The small copy of a photo, for a list."""
    return _shown(request, pk, photo, small=True)


def _shown(request: Request, pk: int, photo: int, *, small: bool) -> HttpResponse:
    by = request.actor
    location = location_for(by=by, location=pk, on=localdate())
    drawn = photo_drawn(by=by, location=location, photo=photo, small=small)
    return as_jpeg(drawn, f"location-{pk}-photo-{photo}")


@require_POST
@with_task
def photo_remove(request: Request, pk: int, photo: int) -> HttpResponse:
    """Remove a photo of one's own side, and go back to where it was shown."""
    on, by = localdate(), request.actor
    location = location_for(by=by, location=pk, on=on)
    remove_photo(by=by, location=location, photo=photo, on=on)
    messages.success(request, _("The photo is removed."))
    return HttpResponseRedirect(_back(request, reverse("quality_file", args=[pk])))


def _back(request: HttpRequest, of_file: str) -> str:
    """The page about this location from which it was removed."""
    wanted = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith(of_file) else of_file
