"""The lawyer, who leads a case of enforcement to its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The role of the enforcement lawyer."""

    dependencies = [("identity", "0008_mayor")]

    operations = [
        migrations.RemoveConstraint(
            model_name="membership",
            name="membership_has_tenant_of_role",
        ),
        migrations.AlterField(
            model_name="invitation",
            name="role",
            field=models.CharField(
                choices=[
                    ("provider_manager", "provider_manager"),
                    ("house_staff", "house_staff"),
                    ("supervisor", "supervisor"),
                    ("registry_clerk", "registry_clerk"),
                    ("levy_officer", "levy_officer"),
                    ("privacy_officer", "privacy_officer"),
                    ("municipal_admin", "municipal_admin"),
                    ("region_coordinator", "region_coordinator"),
                    ("partner_contact", "partner_contact"),
                    ("desk_clerk", "desk_clerk"),
                    ("neighbourhood_worker", "neighbourhood_worker"),
                    ("care_worker", "care_worker"),
                    ("mayor", "mayor"),
                    ("lawyer", "lawyer"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("provider_manager", "provider_manager"),
                    ("house_staff", "house_staff"),
                    ("supervisor", "supervisor"),
                    ("registry_clerk", "registry_clerk"),
                    ("levy_officer", "levy_officer"),
                    ("privacy_officer", "privacy_officer"),
                    ("municipal_admin", "municipal_admin"),
                    ("region_coordinator", "region_coordinator"),
                    ("partner_contact", "partner_contact"),
                    ("desk_clerk", "desk_clerk"),
                    ("neighbourhood_worker", "neighbourhood_worker"),
                    ("care_worker", "care_worker"),
                    ("mayor", "mayor"),
                    ("lawyer", "lawyer"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("municipality__isnull", False),
                        ("partner__isnull", True),
                        ("provider__isnull", True),
                        ("region__isnull", True),
                        (
                            "role__in",
                            [
                                "care_worker",
                                "desk_clerk",
                                "lawyer",
                                "levy_officer",
                                "mayor",
                                "municipal_admin",
                                "neighbourhood_worker",
                                "privacy_officer",
                                "registry_clerk",
                                "supervisor",
                            ],
                        ),
                    ),
                    models.Q(
                        ("municipality__isnull", True),
                        ("partner__isnull", True),
                        ("provider__isnull", True),
                        ("region__isnull", False),
                        ("role__in", ["region_coordinator"]),
                    ),
                    models.Q(
                        ("municipality__isnull", True),
                        ("partner__isnull", True),
                        ("provider__isnull", False),
                        ("region__isnull", True),
                        ("role__in", ["house_staff", "provider_manager"]),
                    ),
                    models.Q(
                        ("municipality__isnull", True),
                        ("partner__isnull", False),
                        ("provider__isnull", True),
                        ("region__isnull", True),
                        ("role__in", ["partner_contact"]),
                    ),
                    _connector="OR",
                ),
                name="membership_has_tenant_of_role",
            ),
        ),
    ]
