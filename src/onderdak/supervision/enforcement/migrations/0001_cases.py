"""Cases of enforcement, their measures and steps."""

from django.db import migrations


class Migration(migrations.Migration):
    """Cases of enforcement, their measures and steps."""

    dependencies = [("inspections", "0005_partners"), ("identity", "0009_lawyer")]

    operations = []
