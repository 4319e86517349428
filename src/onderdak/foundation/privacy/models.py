"""Tables of privacy."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from onderdak.foundation.identity.contract import Municipality, Region


class Controllership(models.Model):
    """Who answers for a room's processing here, and when (art. 24, 26, 28 AVG).

    Without one in force a room does not start in a municipality.
    """

    class Part(models.TextChoices):
        CONTROLLER = "controller"
        JOINT_CONTROLLER = "joint_controller"
        PROCESSOR = "processor"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, null=True, blank=True
    )
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True)
    room = models.CharField(max_length=40)
    part = models.CharField(max_length=20, choices=Part.choices)
    party = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False, region__isnull=True)
                | models.Q(municipality__isnull=True, region__isnull=False),
                name="controllership_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(until__gt=models.F("since")),
                name="controllership_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.part} of {self.room}"


class RetentionTerm(models.Model):
    """How long a room's personal data are kept after use: a required setting.

    No act gives a term for the night register, so a municipality decides and says why.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    room = models.CharField(max_length=40)
    months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "room", "since"], name="retention_term_once"
            ),
            models.CheckConstraint(
                condition=models.Q(months__gte=1), name="retention_term_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room} in {self.municipality_id}: {self.months} months"


class DataKey(models.Model):
    """A key of a provider or municipality, wrapped by the master key.

    `holder` is `provider:12` or `municipality:GM0202`. Reading a row opens nothing:
    the master key stands in the environment, and only this room unwraps.
    """

    class Use(models.TextChoices):
        SEAL = "seal"
        HASH = "hash"

    holder = models.CharField(max_length=40)
    use = models.CharField(max_length=4, choices=Use.choices)
    version = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["holder", "use", "version"], name="data_key_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.use} v{self.version}"


class Opening(models.Model):
    """A sealed identity that was opened: who, why, on which ground, which fields.

    The app can add and read such rows, and can neither change nor remove one.
    """

    at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField()
    role = models.CharField(max_length=30)
    ground = models.CharField(max_length=30)
    case = models.CharField(max_length=100, blank=True)
    fields = models.CharField(max_length=100)
    subject = models.CharField(max_length=60)
    municipality = models.CharField(max_length=6)
    provider_id = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["municipality", "-id"], name="opening_by_municipality"
            ),
            models.Index(fields=["provider_id", "-id"], name="opening_by_provider"),
        ]

    def __str__(self) -> str:
        return f"{self.ground} {self.subject}"


class ProcessingRecord(models.Model):
    """One processing of one person's data: a line of the *Logboek dataverwerkingen*.

    Field names follow the standard; `id` doubles as the span. Rows of one bulk share
    the trace. The user is not in it (that is the audit trail's), and the app cannot
    change or remove a row.
    """

    class Status(models.TextChoices):
        UNSET = "Unset"
        OK = "Ok"
        ERROR = "Error"

    trace_id = models.UUIDField()
    status = models.CharField(max_length=5, choices=Status.choices)
    name = models.CharField(max_length=60)
    start_time = models.DateTimeField()
    end_time = models.DateTimeField()
    parent_span_id = models.BigIntegerField(null=True)
    resource = models.CharField(max_length=60)
    processing_activity_id = models.CharField(max_length=100)
    data_subject_id = models.CharField(max_length=60)
    data_subject_id_type = models.CharField(max_length=20)
    municipality = models.CharField(max_length=6)
    provider_id = models.BigIntegerField()

    class Meta:
        indexes = [BrinIndex(fields=["start_time"], name="processing_by_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.data_subject_id}"


class SharingRecord(models.Model):
    """A decision to share something with a chain partner; nothing is shared without.

    The app can add and read such rows, and can neither change nor remove one.
    """

    class Ground(models.TextChoices):
        LAW = "law"
        COVENANT = "covenant"
        PROJECT_PLAN = "project_plan"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    room = models.CharField(max_length=40)
    object = models.CharField(max_length=100)
    partner = models.CharField(max_length=200)
    ground_kind = models.CharField(max_length=12, choices=Ground.choices)
    ground = models.CharField(max_length=300)
    # None for a law: from when it holds is not asked, and not made up.
    ground_since = models.DateField(null=True)
    ground_until = models.DateField(null=True)
    purpose = models.TextField(max_length=1000)
    necessity = models.TextField(max_length=1000)
    proportionality = models.TextField(max_length=1000)
    left_out = models.TextField(max_length=1000)
    fields = ArrayField(models.CharField(max_length=40))
    expires_on = models.DateField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ground_kind="law", ground__gt="")
                | models.Q(ground_until__isnull=False, ground__gt=""),
                name="sharing_ground_ends_unless_law",
            ),
            models.CheckConstraint(
                condition=models.Q(ground_kind="law")
                | models.Q(ground_since__isnull=False),
                name="sharing_ground_begins_unless_law",
            ),
            models.CheckConstraint(
                condition=models.Q(fields__len__gt=0), name="sharing_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(ground_until__isnull=True)
                | models.Q(expires_on__lte=models.F("ground_until")),
                name="sharing_within_its_ground",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="sharing_by_municipality")
        ]

    def __str__(self) -> str:
        return f"{self.object} with {self.partner}"


class DestructionRun(models.Model):
    """One run over a municipality's data past their term; open until certified."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    on_day = models.DateField()
    started_at = models.DateTimeField(auto_now_add=True)
    ran_by = models.CharField(max_length=60)
    software = models.CharField(max_length=30)

    def __str__(self) -> str:
        return f"run {self.pk} in {self.municipality_id}"


class DestroyedBatch(models.Model):
    """Rows that went in one statement, and their proof.

    Only the functions of the database that remove rows write here, in that same
    statement; the app can neither add, change nor remove one.
    """

    run = models.ForeignKey(
        DestructionRun, on_delete=models.PROTECT, related_name="batches"
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    room = models.CharField(max_length=40)
    table_name = models.CharField(max_length=60)
    months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    rows = models.PositiveIntegerField()
    oldest = models.DateField(null=True)
    newest = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.rows} of {self.table_name}"


class DestructionCertificate(models.Model):
    """The end of a run: how much went, what was held back, what went wrong."""

    run = models.OneToOneField(
        DestructionRun, on_delete=models.PROTECT, related_name="certificate"
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    issued_at = models.DateTimeField(auto_now_add=True)
    rows = models.PositiveBigIntegerField()
    holds = models.JSONField(default=list)
    errors = models.JSONField(default=list)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"certificate {self.pk} of {self.municipality_id}"
