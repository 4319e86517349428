"""What may be shown to everyone: a consent of the provider, a review of the town.

Each side writes its own lines and cannot write the other's. The newest line counts;
none is changed. An address of people's home is public only where both say yes.
"""

from django.db import models
from django.db.models import Q

from onderdak.housing.quality.models.regional import OfHouse
from onderdak.register.nights.contract import Location


class GoodExample(OfHouse):
    """A house or an initiative that others may learn from, told in words.

    Another text is another example: what was reviewed is what is shown.
    """

    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True)
    title = models.CharField(max_length=120)
    story = models.TextField(max_length=3000)
    written_on = models.DateField()
    written_at = models.DateTimeField(auto_now_add=True)
    written_by_id = models.BigIntegerField()

    def __str__(self) -> str:
        return self.title


class OfPublicity(OfHouse):
    """A line about what may be shown: the name, an address, or an example."""

    class What(models.TextChoices):
        NAME = "name"
        ADDRESS = "address"
        EXAMPLE = "example"

    what = models.CharField(max_length=7, choices=What.choices)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True)
    example = models.ForeignKey(GoodExample, on_delete=models.PROTECT, null=True)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField()
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        abstract = True


_ABOUT_ONE_THING = (
    Q(what="name", location__isnull=True, example__isnull=True)
    | Q(what="address", location__isnull=False, example__isnull=True)
    | Q(what="example", location__isnull=True, example__isnull=False)
)


class PublicConsent(OfPublicity):
    """That a provider agrees that something is shown, or agrees no longer."""

    given = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_ABOUT_ONE_THING, name="consent_about_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {'given' if self.given else 'withdrawn'} on {self.on}"


class PublicReview(OfPublicity):
    """What the municipality weighed: the safety of residents, or an example."""

    allowed = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_ABOUT_ONE_THING & ~Q(what="name"),
                name="review_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="review_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {'allowed' if self.allowed else 'kept back'} on {self.on}"
