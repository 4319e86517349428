"""Tokens with which a chain partner's system acts in one municipality."""

import django.db.models.deletion
from django.db import migrations, models

_SHOWN = "nullif(current_setting('onderdak.token', true), '')"

# A municipality sees and revokes the tokens that it gave to its partners.
_OF_TOWN = """
    CREATE POLICY of_town ON identity_accesstoken
        USING (municipality_id = ANY ((SELECT scope_municipalities())::text[]))
        WITH CHECK (municipality_id = ANY ((SELECT scope_municipalities())::text[]));
"""
_NOT_OF_TOWN = "DROP POLICY of_town ON identity_accesstoken"

# The trail of a partner's system: the shown token writes lines under its own number,
# and reads back those alone.
_OWN = f"""
    municipality = (SELECT t.municipality_id FROM identity_accesstoken t
                    WHERE t.secret_hash = {_SHOWN})
    AND (detail ->> 'token')::bigint = (SELECT t.id FROM identity_accesstoken t
                                        WHERE t.secret_hash = {_SHOWN})
"""  # noqa: S608 - no input in it
_TRAIL = f"""
    CREATE POLICY of_shown_token ON identity_auditevent FOR INSERT WITH CHECK ({_OWN});
    CREATE POLICY read_by_shown_token ON identity_auditevent FOR SELECT USING ({_OWN});
"""
_NO_TRAIL = """
    DROP POLICY read_by_shown_token ON identity_auditevent;
    DROP POLICY of_shown_token ON identity_auditevent;
"""


class Migration(migrations.Migration):
    """Tokens with which a chain partner's system acts in one municipality."""

    dependencies = [("identity", "0006_desk_roles")]

    operations = [
        migrations.RunSQL(
            "SELECT set_config('onderdak.scope', 'none', true)",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="accesstoken",
            name="municipality",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="identity.municipality",
            ),
        ),
        migrations.AddField(
            model_name="accesstoken",
            name="partner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="identity.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="accesstoken",
            name="provider",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="identity.organisation",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="accesstoken", name="token_scopes_known"
        ),
        migrations.AddConstraint(
            model_name="accesstoken",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("municipality__isnull", True),
                        ("partner__isnull", True),
                        ("provider__isnull", False),
                        ("scopes__contained_by", ["stays:read", "stays:write"]),
                    ),
                    models.Q(
                        ("municipality__isnull", False),
                        ("partner__isnull", False),
                        ("provider__isnull", True),
                        ("scopes__contained_by", ["reports:read", "reports:write"]),
                    ),
                    _connector="OR",
                ),
                name="token_of_provider_or_partner",
            ),
        ),
        migrations.AddConstraint(
            model_name="accesstoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__len__gt", 0)), name="token_scopes_known"
            ),
        ),
        migrations.RunSQL(_OF_TOWN, _NOT_OF_TOWN),
        migrations.RunSQL(_TRAIL, _NO_TRAIL),
    ]
