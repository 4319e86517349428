"""Which database this installation works in, and as whom."""

import os
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from onderdak.project.postgres import launcher, roles
from onderdak.project.secrets import secret

DATABASE = "onderdak"
OWNER = "onderdak_owner"
APP_LOGIN = "onderdak_app_login"


@dataclass(frozen=True)
class Addresses:
    """How the owner (migrates) and the app (works) reach the database."""

    owner: str
    app: str
    embedded: bool


def _with_login(address: str, user: str, password: str) -> str:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{password}@{host}"))


def _own_server_login(address: str) -> str:
    """A login name per database, so that two installations can share a server."""
    own = os.environ.get("DATABASE_URL", address)
    return f"{APP_LOGIN}_{sha256(urlsplit(own).path.encode()).hexdigest()[:8]}"


def addresses() -> Addresses:
    """The addresses in force: `DATABASE_URL` when given, else the embedded server."""
    given = os.environ.get("DATABASE_URL")
    name = os.environ.get("ONDERDAK_DATABASE", DATABASE)
    if not given:
        return Addresses(
            owner=launcher.dsn(user=OWNER, password=secret("owner"), database=name),
            app=launcher.dsn(user=APP_LOGIN, password=secret("app"), database=name),
            embedded=True,
        )
    if "ONDERDAK_DATABASE" in os.environ:
        given = urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    app = os.environ.get("DATABASE_APP_URL") or _with_login(
        given, _own_server_login(given), secret("app")
    )
    return Addresses(owner=given, app=app, embedded=False)


def prepare(database: str | None = None) -> None:
    """Start the embedded server if it is in use, and make roles and database."""
    given = os.environ.get("DATABASE_URL")
    if given:
        if not os.environ.get("DATABASE_APP_URL"):
            login = _own_server_login(given)
            roles.ensure_app_role(given, login=login, password=secret("app"))
        roles.prepare_schema(given)
        return
    launcher.ensure_running()
    admin = launcher.admin_dsn()
    roles.ensure_app_role(admin, login=APP_LOGIN, password=secret("app"))
    roles.ensure_owner(admin, owner=OWNER, password=secret("owner"))
    name = database or DATABASE
    roles.ensure_database(admin, database=name, owner=OWNER)
    roles.prepare_schema(
        launcher.dsn(user=OWNER, password=secret("owner"), database=name)
    )


def django_settings(address: str, *, pool: bool) -> dict[str, object]:
    """An address as Django wants it."""
    parts = urlsplit(address)
    # What stands behind the question mark (sslmode, …) is the driver's to heed.
    options: dict[str, object] = dict(parse_qsl(parts.query))
    if pool:
        options["pool"] = {"min_size": 2, "max_size": 8, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }
