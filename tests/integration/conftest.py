"""People who are signed in, each with a second factor."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from onderdak.foundation.identity.contract import Actor, User

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def client_of(actor: Actor) -> Client:
        user = User.objects.get(pk=actor.user_id)
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
        )
        client = Client()
        client.force_login(
            user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return client_of
