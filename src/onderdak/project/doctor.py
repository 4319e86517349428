"""Is this installation healthy? One line per question, each with what to do."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from onderdak.connections.clamav.client import clamav_at
from onderdak.foundation.documents.contract import missing_fonts
from onderdak.foundation.identity.contract import no_scope, normbook, rulebook
from onderdak.foundation.outbox.contract import health, owner_sees_mail
from onderdak.foundation.privacy.contract import rooms_without_controller
from onderdak.kernel.errors import OnderdakError
from onderdak.kernel.languages import LANGUAGES
from onderdak.project.postgres.roles import LOWEST_VERSION
from onderdak.project.secrets import from_environment
from onderdak.project.tenancy import tables_without_row_security

_KEY_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Check:
    """The answer to one question."""

    check: str
    ok: bool
    detail: str

    def as_dict(self) -> dict[str, object]:
        """The answer for JSON."""
        return asdict(self)


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        number = cursor.connection.info.server_version
    return number >= LOWEST_VERSION, f"PostgreSQL {version} (17 or newer is needed)"


def _role() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        name, passes = cursor.fetchone()
    return not passes, f"{name} {'passes' if passes else 'cannot pass'} row security"


def _row_security() -> tuple[bool, str]:
    with no_scope():
        missing = tables_without_row_security()
    return not missing, ", ".join(missing) or "on for every table with a tenant column"


def _extensions() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        present = {name for (name,) in cursor.fetchall()}
    missing = {"btree_gist"} - present
    return not missing, f"missing: {missing}" if missing else "btree_gist"


def _keys() -> tuple[bool, str]:
    origin = "the environment" if from_environment("master_key") else "the state folder"
    good = len(settings.MASTER_KEY) == _KEY_DIGITS
    return good, f"master key from {origin}"


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    names = ", ".join(f"{m.app_label}.{m.name}" for m, _ in waiting)
    return not waiting, names or "none is waiting"


def _rules() -> tuple[bool, str]:
    norms = normbook()
    return True, (
        f"{len(rulebook().parameters)} parameters, each with its source;"
        f" {len(norms.rules)} rules, of which {len(norms.judged)} judgements"
    )


def _letter_fonts() -> tuple[bool, str]:
    missing = missing_fonts()
    if missing:
        return False, f"run `npm ci` and `npm run vendor`; no {', '.join(missing)}"
    return True, f"there for letters in {len(LANGUAGES)} languages"


def _controllers() -> tuple[bool, str]:
    with no_scope():
        missing = rooms_without_controller(timezone.localdate())
    shown = ", ".join(f"{room} in {place}" for place, room in missing[:5])
    return not missing, shown or "on record for every room that is on"


def _mail() -> tuple[bool, str]:
    """Whether mail can leave; a demo writes its mail to files."""
    backend = settings.EMAIL_BACKEND
    if backend.endswith(".NoServer"):
        return False, "no mail server: set ONDERDAK_MAIL_URL"
    if settings.EMAIL_FILE_PATH:
        return settings.DEMO, f"written to files in {settings.EMAIL_FILE_PATH}"
    return True, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}, untried"


def _outbox() -> tuple[bool, str]:
    """Whether something is stuck, or should have gone out long ago."""
    if not owner_sees_mail():
        return False, "the database's owner must be no member of onderdak_app"
    found = health()
    stuck = Counter({"event": 0, "message": 0})
    for each in found.counts:
        if each.state == "stuck":
            stuck[each.kind] += each.number
    if found.stuck or found.overdue or found.failed_tasks:
        late = ", and what is due has waited for more than ten minutes"
        return False, (
            f"stuck: {stuck['event']} events, {stuck['message']} messages;"
            f" failed today: {found.failed_tasks} tasks"
            f"{late if found.overdue else ''}; see `onderdak outbox status`"
        )
    return True, "nothing is stuck, failed or late"


def _worker() -> tuple[bool, str]:
    """Whether background work is done; a demo may be looked at without it."""
    found = health()
    if found.worker_runs:
        return True, "runs"
    silent = found.silent_for
    told = (
        "has never run"
        if silent is None
        else f"has not run for {silent // timedelta(minutes=1)} minutes"
    )
    return settings.DEMO, f"{told}; start it with `onderdak worker`"


def _scanner() -> tuple[bool, str]:
    """Whether files are looked at; without a scanner photos are taken in as well."""
    connected = clamav_at(settings.CLAMAV)
    if connected is None:
        return True, "not connected; photos are drawn anew, other files are not taken"
    return True, connected.version()


QUESTIONS: list[tuple[str, Callable[[], tuple[bool, str]]]] = [
    ("database", _database),
    ("role", _role),
    ("migrations", _migrations),
    ("extensions", _extensions),
    ("row security", _row_security),
    ("keys", _keys),
    ("rules", _rules),
    ("fonts", _letter_fonts),
    ("controllers", _controllers),
    ("mail", _mail),
    ("outbox", _outbox),
    ("worker", _worker),
    ("virus scanner", _scanner),
]


def examine() -> list[Check]:
    """Ask every question; a failing one does not hide the others."""
    return list(_answers())


def _answers() -> Iterator[Check]:
    for name, question in QUESTIONS:
        try:
            ok, detail = question()
        except (Error, OnderdakError) as error:
            ok, detail = False, str(error).splitlines()[0]
        yield Check(name, ok, detail)
