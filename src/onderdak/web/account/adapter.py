"""How sign-in behaves here: accounts come by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as around
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from onderdak.foundation.outbox.contract import Queue, send_mail


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped package
    """Sign-in without open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account by themselves; see invitations."""
        return False

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Write the mail of sign-in to the outbox; the worker sends it at once.

        It belongs to no tenant, and its text goes once it is sent: it holds a link.
        """
        request = around.request
        site = get_current_site(request)
        mine = {"request": request, "email": email, "current_site": site, **context}
        mail = self.render_mail(template_prefix, email, mine)
        send_mail(
            to=email,
            subject=mail.subject,
            body=str(mail.body),
            kind=template_prefix.rpartition("/")[2][:40],
            queue=Queue.URGENT,
            secret=True,
        )
