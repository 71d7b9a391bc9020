"""The command line: `plankg`. Each command is a file in `api/commands`; this one puts them together.

No traceback reaches a user: every error becomes one line, "plankg: what is wrong. The way out", and an exit status
(0 done, 1 nothing found or defects found where that is the question, 2 wrong use, 3 some inputs failed).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer

from api import console
from api.commands import (
    build,
    check,
    compare,
    diff,
    evaluate,
    export,
    history,
    mcp,
    parse,
    search,
    serve,
    show,
    sparql,
    tasks,
    trace,
    verify,
)
from ingest.errors import PlankgError

HELP = """One knowledge graph over the plans of Vietnamese wards, communes, provinces and cities.

Build a graph once (`plankg build FOLDER`, or `plankg build --sample`), then search, trace, show and export it.
Data goes to standard output, everything else to standard error. Exit status: 0 done, 1 nothing found (or defects
found), 2 wrong use, 3 some inputs failed and the others are done.
"""

app = typer.Typer(
    name="plankg", help=HELP, no_args_is_help=True, add_completion=True, rich_markup_mode=None,
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip
app.command("parse")(parse.parse)
app.command("build")(build.build)
app.command("search")(search.search)
app.command("tasks")(tasks.tasks)
app.command("trace")(trace.trace)
app.command("show")(show.show)
app.command("compare")(compare.compare)
app.command("check")(check.check)
app.command("export")(export.export)
app.command("sparql")(sparql.sparql)
app.command("verify")(verify.verify)
app.command("diff")(diff.diff)
app.command("history")(history.history)
app.command("restore")(history.restore)
app.command("evaluate")(evaluate.evaluate)
app.command("serve")(serve.serve)
app.command("mcp")(mcp.mcp)


def _print_version(wanted: bool) -> None:
    if wanted:
        console.data(f"plankg {version('plankg')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
    shown: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """`--debug` is read by `run`, which must know it before anything can go wrong."""


def main() -> None:
    """The console script: runs the command that the arguments name and exits with its status."""
    console.prepare()
    raise SystemExit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """The exit status of `plankg ARGUMENTS...`; prints to standard output and error, raises nothing."""
    arguments, debug = _without_debug(arguments)
    try:
        status = typer.main.get_command(app).main(list(arguments), prog_name="plankg", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except SystemExit as stop:  # what typer makes of a broken pipe
        if isinstance(stop.__context__, BrokenPipeError):
            return _reader_left()
        raise
    except KeyboardInterrupt:
        console.say("stopped")
        return 130
    except Exception as error:
        if debug:
            raise
        return _explain(error)
    return int(status or console.Exit.DONE)


def _without_debug(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """`--debug` is taken wherever it stands, before "--"."""
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    options = [a for a in arguments[:end] if a != "--debug"]
    return [*options, *arguments[end:]], len(options) < end


def _reader_left() -> int:
    """`plankg tasks | head` closed the pipe: it has what it wanted. Python must not complain on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return console.Exit.DONE


def _explain(error: Exception) -> int:
    if isinstance(error, typer.Abort):
        console.say("stopped")
        return 130
    if _is_wrong_use(error):
        return _explain_wrong_use(error)
    if isinstance(error, PlankgError):
        console.say(str(error))
        # Errors with near names (an unknown document, ward, unit) answer the question: there is nothing of that name.
        return console.Exit.NOTHING if hasattr(error, "suggestions") else console.Exit.USAGE
    if isinstance(error, OSError) and error.filename is not None:
        console.say(f"{error.filename}: {error.strerror or error}. Check the path and its permissions.")
        return console.Exit.USAGE
    console.say(
        f"an error in plankg itself ({type(error).__name__}: {error}). "
        "Run the same command with --debug and report what it prints."
    )
    return console.Exit.PARTLY


def _is_wrong_use(error: Any) -> bool:
    # typer carries click under a name that changed between its versions, so its errors are known by what they can do.
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def _explain_wrong_use(error: Any) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if not message and context is not None:  # no command at all: the help is the answer
        print(context.get_help(), file=sys.stderr)
        return console.Exit.USAGE
    path = context.command_path if context is not None else "plankg"
    console.say(f"{message.rstrip('.')}. See `{path} --help`.")
    return console.Exit.USAGE
