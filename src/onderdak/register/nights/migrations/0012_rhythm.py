"""How often a provider declares is read from an index: years of evenings are many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of a provider's rhythm."""

    dependencies = [("nights", "0011_guarded")]

    operations = [
        migrations.AddIndex(
            model_name="declaration",
            index=models.Index(
                fields=["municipality", "provider", "declared_at"],
                name="declaration_rhythm",
            ),
        ),
    ]
