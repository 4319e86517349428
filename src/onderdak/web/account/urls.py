"""Where the pages of accounts, and those for everyone, are found."""

from django.urls import path

from onderdak.web.account import invitations, pages, setup, tokens

urlpatterns = [
    path("membership/", pages.switch_membership, name="switch_membership"),
    path("setup/", setup.municipal_setup, name="setup"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("health/", pages.health, name="health"),
    path(".well-known/security.txt", pages.security_txt, name="security_txt"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new_token, name="new_token"),
    path("tokens/<int:number>/", tokens.token, name="token"),
    path("tokens/<int:number>/end/", tokens.end_token, name="end_token"),
    path("invitation/new/", invitations.invite_someone, name="invite"),
    path("invitation/<str:secret>/", invitations.accept, name="invitation"),
]
