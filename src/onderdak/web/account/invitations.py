"""Accounts come by invitation: someone invites, someone else takes it up."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    PROVIDER_ROLES,
    Grant,
    Role,
    User,
    accept_invitation,
    invite,
    open_invitation,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text
from onderdak.web.account.entrance import Request, with_task
from onderdak.web.account.navigation import INVITERS, ROLE_NAMES
from onderdak.web.account.throttle import too_often
from onderdak.web.pages.choices import offer


class InviteForm(forms.Form):
    """Who is invited, and for which role."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)

    def __init__(self, grant: Grant, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = MUNICIPAL_ROLES if grant.municipality else PROVIDER_ROLES
        offer(self, "role", [(one.value, ROLE_NAMES[one]) for one in sorted(fitting)])


class AcceptForm(forms.Form):
    """The name, password and language of a new account."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy("At least 12 characters. A sentence works well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=User.Language.choices,
        widget=forms.RadioSelect,
        initial=User.Language.DUTCH,
    )

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """A password that is long enough and not a common one."""
        password: str = self.cleaned_data["password"]
        user = User(email=self.email, name=self.cleaned_data.get("name", ""))
        password_validation.validate_password(password, user)
        return password


@with_task
def invite_someone(request: Request) -> HttpResponse:
    """Invite someone to one's own organisation; the link is shown once."""
    grant = request.actor.grants[0] if request.actor.grants else None
    if grant is None or grant.role not in INVITERS:
        raise NotAllowed(
            text("You may not invite anybody."),
            next_step=text("Ask the administrator of your organisation."),
        )
    form = InviteForm(grant, request.POST or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        secret = invite(
            by=request.actor,
            email=form.cleaned_data["email"],
            role=Role(form.cleaned_data["role"]),
            municipality=grant.municipality,
            provider=grant.provider,
        )
        link = request.build_absolute_uri(reverse("invitation", args=[secret]))
        context |= {"link": link, "email": form.cleaned_data["email"]}
    return render(request, "account_pages/invite.html", context)


def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Take up an invitation and make the account."""
    if too_often(request, "invitation"):
        return render(request, "account_pages/too_often.html", status=429)
    invitation = open_invitation(secret)
    if invitation is None:
        return render(request, "account_pages/invitation_spent.html", status=404)
    if User.objects.filter(email=invitation.email).exists():
        return _join(request, secret)
    form = AcceptForm(invitation.email, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept_invitation(secret=secret, **form.cleaned_data)
        messages.success(
            request,
            _("Your account is ready. Sign in with your e-mail address."),
        )
        return HttpResponseRedirect(reverse("account_login"))
    context = {"form": form, "email": invitation.email}
    response = render(request, "account_pages/accept.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    response.headers["Cache-Control"] = "no-store"
    return response


def _join(request: HttpRequest, secret: str) -> HttpResponse:
    """Add the membership to the account that is signed in, when it is the right one."""
    accept_invitation(
        secret=secret,
        signed_in=request.user.pk if request.user.is_authenticated else None,
    )
    messages.success(
        request, _("You have a new task. Choose it at the top of the page.")
    )
    return HttpResponseRedirect(reverse("home"))
