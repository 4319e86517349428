"""People with an account, and for whom they act."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from onderdak.foundation.identity.domain.permissions import (
    MUNICIPAL_ROLES,
    PARTNER_ROLES,
    PROVIDER_ROLES,
    REGION_ROLES,
    Role,
)
from onderdak.foundation.identity.models.tenants import (
    Municipality,
    Organisation,
    Region,
)


class UserManager(BaseUserManager["User"]):
    """Makes accounts, known by their e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "User":
        """An account; without a password it can be entered by invitation only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone with an account. There are no superusers."""

    class Language(models.TextChoices):
        DUTCH = "nl", "Nederlands"
        ENGLISH = "en", "English"

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(
        max_length=2, choices=Language.choices, default=Language.DUTCH
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return self.email


def _roles(roles: frozenset[Role]) -> list[str]:
    return sorted(role.value for role in roles)


_TENANT_OF_ROLE = (
    models.Q(
        role__in=_roles(MUNICIPAL_ROLES),
        municipality__isnull=False,
        region__isnull=True,
        provider__isnull=True,
        partner__isnull=True,
    )
    | models.Q(
        role__in=_roles(REGION_ROLES),
        municipality__isnull=True,
        region__isnull=False,
        provider__isnull=True,
        partner__isnull=True,
    )
    | models.Q(
        role__in=_roles(PROVIDER_ROLES),
        municipality__isnull=True,
        region__isnull=True,
        provider__isnull=False,
        partner__isnull=True,
    )
    | models.Q(
        role__in=_roles(PARTNER_ROLES),
        municipality__isnull=True,
        region__isnull=True,
        provider__isnull=True,
        partner__isnull=False,
    )
)


class Membership(models.Model):
    """A role that someone has for exactly one tenant, of the kind the role asks."""

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Role])
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True
    )
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True)
    provider = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="provider_memberships",
    )
    partner = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="partner_memberships",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_TENANT_OF_ROLE, name="membership_has_tenant_of_role"
            ),
            models.UniqueConstraint(
                fields=[
                    "user",
                    "role",
                    "municipality",
                    "region",
                    "provider",
                    "partner",
                ],
                nulls_distinct=False,
                name="membership_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role}"


class Invitation(models.Model):
    """An offer of one membership to an e-mail address, valid for some days, once.

    Of the link's secret only a hash is kept.
    """

    email = models.EmailField()
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Role])
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True
    )
    provider = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    # NULL: by the installer, for the first administrator.
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False, provider__isnull=True)
                | models.Q(municipality__isnull=True, provider__isnull=False),
                name="invitation_has_one_tenant",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"
