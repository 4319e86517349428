"""Money and clocks of a case."""

from django.db import migrations


class Migration(migrations.Migration):
    """Money and clocks of a case."""

    dependencies = [("enforcement", "0002_letters")]

    operations = []
