"""Letters of a step."""

from django.db import migrations


class Migration(migrations.Migration):
    """Letters of a step."""

    dependencies = [("enforcement", "0001_cases")]

    operations = []
