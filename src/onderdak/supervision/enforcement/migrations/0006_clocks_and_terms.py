"""Clocks say whose they are, and end with what they belong to."""

from django.db import migrations, models
from django.db.models import F, Q

# When a decision on a remedy was made known is written beside it, as its outcome is.
_BESIDE = "GRANT UPDATE (made_known_on) ON enforcement_remedy TO onderdak_app;"
_NOT_BESIDE = "REVOKE UPDATE (made_known_on) ON enforcement_remedy FROM onderdak_app;"


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0005_money_follows")]

    operations = [
        migrations.AddField(
            model_name="storedclock",
            name="lapses",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="storedclock",
            name="opens",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="storedclock",
            name="words",
            field=models.CharField(blank=True, default="", max_length=600),
        ),
        migrations.AddField(
            model_name="remedy",
            name="made_known_on",
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name="remedy",
            constraint=models.CheckConstraint(
                condition=Q(made_known_on__isnull=True)
                | Q(made_known_on__gte=F("decided_on"), decided_on__isnull=False),
                name="enforcement_remedy_made_known",
            ),
        ),
        migrations.RunSQL(_BESIDE, _NOT_BESIDE),
    ]
