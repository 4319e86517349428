"""What surrounds every page: the language, the person who acts, and their scope."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from onderdak.foundation.identity.contract import (
    ROLES_WITHOUT_SECOND_FACTOR,
    Actor,
    acting_under,
    no_scope,
    scope,
    scope_of,
)
from onderdak.foundation.parties.contract import entrance_of
from onderdak.kernel.errors import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    RoomClosed,
    UserError,
)
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.web.account.entrance import Visit
from onderdak.web.account.second_factor import has_second_factor

Handler = Callable[[HttpRequest], HttpResponse]

# What must answer when the database does not.
_WITHOUT_DATABASE = ("/health/", "/.well-known/")
# Doors for people who have no account; a code or link is what they show.
_WITHOUT_ACCOUNT = (
    *("/g/", "/my-nights/", "/emergency/", "/campaign/"),
    *("/report/", "/shared/", "/visit-shared/", "/repair/"),
)
# What someone without their obligatory second factor may still reach.
_WITHOUT_SECOND_FACTOR = (
    "/accounts/",
    "/i18n/",
    "/demo/",
    "/accessibility/",
    "/privacy/",
    *("/norms/", "/pay/"),
    *_WITHOUT_ACCOUNT,
)
# Pages that belong to no tenant, whoever is signed in.
_WITHOUT_SCOPE = ("/accounts/", "/i18n/", "/invitation/", *_WITHOUT_ACCOUNT)
# ... but inviting someone is done for one's own tenant.
_WITH_SCOPE = "/invitation/new/"

STATUS_OF_ERROR: list[tuple[type[UserError], int]] = [
    (NotAllowed, 403),
    (RoomClosed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (UserError, 400),
]


class LanguageMiddleware:
    """Speak the language chosen here, else the account's, else Dutch."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the visitor's language."""
        known = dict(settings.LANGUAGES)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen not in known and request.user.is_authenticated:
            chosen = request.user.language
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ScopeMiddleware:
    """Run each request inside the scope of the membership someone acts under."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        """Find out who acts, and let the page see their rows only."""
        if request.path.startswith(_WITHOUT_DATABASE):
            return self.get_response(request)
        actor = request.actor = _actor(request)
        if _needs_second_factor(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if actor is None or _belongs_to_nobody(request.path):
            with no_scope():
                return self._answer(request)
        with scope(scope_of(actor)):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        # Before anything reads the body: what is too large is not put on the disk.
        if error := _too_large(request):
            return render(request, "pages/problem.html", {"error": error}, status=413)
        response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)  # nothing half-done survives a failure
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Show an error that carries what, why and what next as a page of its own."""
        for kind, status in STATUS_OF_ERROR:
            if isinstance(error, kind):
                return render(
                    request, "pages/problem.html", {"error": error}, status=status
                )
        return None


def _too_large(request: HttpRequest) -> Invalid | None:
    most = settings.MAX_REQUEST_BYTES
    if (whole_number(request.headers.get("Content-Length", "")) or 0) <= most:
        return None
    return Invalid(
        text("What you sent is larger than %(most)s MB.", most=most // 1024**2),
        next_step=text("Send a smaller file, or fewer files at a time."),
    )


def _belongs_to_nobody(path: str) -> bool:
    return path.startswith(_WITHOUT_SCOPE) and path != _WITH_SCOPE


def _actor(request: Visit) -> Actor | None:
    if not request.user.is_authenticated:
        return None
    found = entrance_of(request.user.pk, request.user.email)
    request.memberships = found.actor.grants
    # Later only the current provider is in scope.
    request.provider_names = found.provider_names
    return acting_under(found.actor, request.session.get("membership"))


def _needs_second_factor(request: Visit) -> bool:
    """Whether this person must set up a second factor before going on."""
    if not request.user.is_authenticated:
        return False
    if request.path.startswith(_WITHOUT_SECOND_FACTOR):
        return False
    grants = request.memberships
    obliged = any(g.role not in ROLES_WITHOUT_SECOND_FACTOR for g in grants)
    return obliged and not has_second_factor(request.user)
