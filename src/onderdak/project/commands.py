"""The commands of the installation itself, beside those of the rooms."""

import os
from datetime import date
from typing import Annotated

import typer
from django.conf import settings
from django.utils import translation

from onderdak import __version__
from onderdak.cli import (
    address,
    certificate,
    desk,
    duty,
    enforcement,
    kit,
    levy,
    load,
    location,
    municipality,
    neighbourhood,
    nights,
    norms,
    outbox,
    provider,
    quality,
    ranking,
    retention,
    signals,
    token,
    visit,
)
from onderdak.cli.frame import Json, On, answer, console, day, refusals_shown, table
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.project import database, doctor, keys, translations
from onderdak.project.demo import greeting, is_loaded, load_demo, main_line
from onderdak.project.demo.counting import count_quality, publish_reports
from onderdak.project.demo.enforcement_run import make_cases
from onderdak.project.demo.ranking_run import make_lists
from onderdak.project.migrate import migrate
from onderdak.project.own_process import run_module, start_module
from onderdak.project.paths import state_folder
from onderdak.project.postgres import launcher
from onderdak.project.working import keeper

app = typer.Typer(
    no_args_is_help=True,
    help="See, house, check, support and steer the housing of international workers.",
    pretty_exceptions_enable=False,
)
app.add_typer(municipality.app, name="municipality")
app.add_typer(provider.app, name="provider")
app.add_typer(location.app, name="location")
app.add_typer(load.app, name="load")
app.add_typer(nights.app, name="nights")
app.add_typer(neighbourhood.app, name="neighbourhood")
app.add_typer(norms.app, name="norms")
app.add_typer(certificate.app, name="certificate")
app.add_typer(quality.app, name="quality")
app.add_typer(desk.app, name="desk")
app.add_typer(duty.app, name="duty")
app.add_typer(levy.app, name="levy")
app.add_typer(retention.app, name="retention")
app.add_typer(keys.app, name="keys")
app.add_typer(outbox.app, name="outbox")
app.add_typer(token.app, name="token")
app.add_typer(signals.app, name="signals")
app.add_typer(address.app, name="address")
app.add_typer(ranking.app, name="ranking")
app.add_typer(visit.app, name="visit")
app.add_typer(enforcement.app, name="enforcement")
app.add_typer(kit.app, name="kit")

# The ranking asks for itself: half of its commands read and write files only.
_WITHOUT_DATABASE = {"stop", "ranking", "kit"}
FIRST_DAY, LAST_DAY = date(2025, 1, 2), date(2035, 1, 1)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onderdak {__version__}")
        raise typer.Exit


@app.callback()
def _prepare(
    context: typer.Context,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Version."),
    ] = False,
    language: Annotated[
        str, typer.Option(help="Language of the answers: nl or en.")
    ] = "nl",
) -> None:
    translation.activate(language)
    if context.invoked_subcommand not in _WITHOUT_DATABASE:
        with refusals_shown():
            _wake_database()


@ranking.app.callback()
def _prepare_ranking(context: typer.Context) -> None:
    if context.invoked_subcommand not in ranking.FILES_ONLY:
        with refusals_shown():
            _wake_database()


@kit.app.callback()
def _prepare_kit(context: typer.Context) -> None:
    if context.invoked_subcommand not in kit.FILES_ONLY:
        with refusals_shown():
            _wake_database()


def _wake_database() -> None:
    """Start the embedded server when it is in use and asleep."""
    if database.addresses().embedded and not launcher.is_alive():
        database.prepare()


@app.command()
def setup() -> None:
    """Prepare roles, database and translations, and migrate."""
    with refusals_shown():
        database.prepare()
        translations.compile_all()
        migrate()
    console.print("Database and translations are up to date.")


@app.command()
def demo(
    on: On = None,
    seed: Annotated[int, typer.Option(help="Another seed is another past.")] = 20250101,
) -> None:
    """Load the demo region: synthetic, the same past for the same seed."""
    with refusals_shown():
        _refuse_unless_demo()
        _refuse_before_register(day(on))
        database.prepare()
        translations.compile_all()
        migrate()
        wanted = day(on)
        if is_loaded() == (wanted, seed):
            console.print(f"The demo of {wanted} is loaded already.")
        else:
            _load(wanted, seed)
    main_line.show(on=wanted)
    greeting.show()


def _refuse_unless_demo() -> None:
    """Invented stays in a database that is not marked as a demo look real."""
    if not settings.DEMO:
        raise Conflict(
            text("This installation is not a demo."),
            why=text("DATABASE_URL names a database, and ONDERDAK_DEMO is not set."),
            next_step=text("Run `make demo`, or set ONDERDAK_DEMO=1 everywhere."),
        )


def _refuse_before_register(on: date) -> None:
    """The demo's stays begin on a day; nothing can be shown before it."""
    if not FIRST_DAY <= on < LAST_DAY:
        raise Invalid(
            text(
                "The demo can be loaded as of a day from %(first)s on.", first=FIRST_DAY
            )
        )


def _load(on: date, seed: int) -> None:
    with console.status("Loading the demo") as status:

        def progress(step: str, share: float) -> None:
            status.update(f"Loading the demo: {step} ({share:.0%})")

        summary = load_demo(on=on, seed=seed, progress=progress)
        if summary.fresh:
            progress("quality", 1.0)
            count_quality(on)
            publish_reports(on)
            make_lists(on)
            make_cases(on)
    counts = summary.counts
    console.print(
        f"The demo of {on}: {counts['parties_provider']} providers,"
        f" {counts['nights_location']} locations, {counts['nights_stay']} stays;"
        f" {summary.guests_tonight} guests sleep there tonight.",
        highlight=False,
    )


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Do background work too, or not."),
    ] = True,
) -> None:
    """Serve the pages, and do background work, until stopped with Ctrl-C."""
    environment = {**os.environ, "ONDERDAK_POOL": "1", "ONDERDAK_HASHED_STATIC": "1"}
    settled = {**environment, "DJANGO_SETTINGS_MODULE": "onderdak.project.settings"}
    collect = ("django", "collectstatic", "--no-input", "-v", "0")
    if code := run_module(*collect, env=settled):
        raise typer.Exit(code)  # the process has said what is wrong
    console.print(f"Onderdak is at http://localhost:{port}/ (Ctrl-C stops it)")
    words = [
        "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
        "--workers",
        str(workers),
        "--no-ws",
        "onderdak.project.wsgi:application",
    ]
    beside = [keeper.start_beside()] if worker else []
    server = start_module(*words, env=environment)
    try:
        with keeper.stopping_on_signals():
            server.wait()
    except (KeyboardInterrupt, keeper.Stopped):
        console.print("Stopped.")
    finally:
        for process in (server, *beside):
            keeper.stop(process)


@app.command()
def worker(
    one_shot: Annotated[
        bool, typer.Option(help="Do what is waiting, then stop.")
    ] = False,
) -> None:
    """Do background work until stopped."""
    if one_shot:
        raise typer.Exit(keeper.run_once())
    keeper.keep_running()


@app.command()
def stop() -> None:
    """Stop the embedded PostgreSQL of this installation."""
    with refusals_shown():
        stopped = launcher.stop()
    console.print("PostgreSQL is stopped." if stopped else "No PostgreSQL was running.")


@app.command("doctor")
def examine(as_json: Json = False) -> None:
    """Say in one line each what works and what does not; non-zero on trouble."""
    checks = doctor.examine()

    def show() -> None:
        rows: list[list[object]] = [
            [check.check, "ok" if check.ok else "TROUBLE", check.detail]
            for check in checks
        ]
        table(f"Onderdak {__version__} in {state_folder()}", ["", "", ""], rows)

    answer([check.as_dict() for check in checks], as_json=as_json, show=show)
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
