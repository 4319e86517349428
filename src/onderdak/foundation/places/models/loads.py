"""Which extracts of a public register were taken in, and what came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.identity.contract import Municipality


class RegisterLoad(models.Model):
    """A file of a public register was taken in for a municipality.

    Facts are as they stood on the day of the extract (`as_of`), not on the day of
    loading; the kinds of object that the file held say for which facts.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    register = models.CharField(max_length=10)
    as_of = models.DateField()
    kinds = ArrayField(models.CharField(max_length=10))
    counts = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "register", "-as_of"], name="latest_load"
            )
        ]

    def __str__(self) -> str:
        return f"{self.register} of {self.municipality_id} on {self.as_of}"
