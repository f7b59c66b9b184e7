"""The command `onrecord`, and how what goes wrong is told: in one line, without a traceback."""

from __future__ import annotations

import difflib
import errno
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

import click

from onrecord import __version__
from onrecord.errors import OnRecordError

VERBS = {
    "demo": "onrecord.cli.arrivals",
    "add": "onrecord.cli.arrivals",
    "code": "onrecord.cli.arrivals",
    "rebuild": "onrecord.cli.arrivals",
    "events": "onrecord.cli.listings",
    "claims": "onrecord.cli.listings",
    "figures": "onrecord.cli.listings",
    "conditions": "onrecord.cli.listings",
    "stories": "onrecord.cli.listings",
    "doubts": "onrecord.cli.listings",
    "skipped": "onrecord.cli.listings",
    "search": "onrecord.cli.listings",
    "diff": "onrecord.cli.days",
    "positions": "onrecord.cli.days",
    "explain": "onrecord.cli.rulings",
    "judge": "onrecord.cli.rulings",
    "correct": "onrecord.cli.rulings",
    "snapshot": "onrecord.cli.days",
    "verify": "onrecord.cli.days",
    "brief": "onrecord.cli.doors",
    "export": "onrecord.cli.doors",
    "serve": "onrecord.cli.desk",
    "users": "onrecord.cli.desk",
    "evaluate": "onrecord.cli.doors",
}
"""Where each verb lives, in the order of `onrecord --help`; loaded when it is used."""


class ReaderGone(Exception):
    """Nobody reads on: `onrecord events crisis.db | head`."""


class Verbs(click.Group):
    """The verbs, each loaded when it is asked for; a mistyped one is answered with the nearest."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of a day's work."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The verb of that name."""
        if name not in VERBS:
            return None
        found = getattr(import_module(VERBS[name]), name)
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; click itself would end with 1 where the reader of our output has gone."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGone from None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The verb that the first word names, or an error that names the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], VERBS, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else "see onrecord --help"
            raise click.UsageError(f"no verb {args[0]!r}: {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="onrecord %(version)s")
def cli() -> None:
    """Dated reports in, one sourced record of events out.

    \b
    Example:
      onrecord demo
      onrecord add crisis.db reports/
      onrecord events crisis.db --actor Qatar --since 2024-05-01
    """


NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a full disk, a spent quota or a limit on files is called."""


def main() -> NoReturn:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """The exit code of a command; whatever went wrong has been told in one line on standard error."""
    try:
        code = cli.main(args, prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.UsageError as error:
        where = f" (see {error.ctx.command_path} --help)" if error.ctx and error.ctx.info_name else ""
        return _told(f"{_lower(error.format_message())}{where}", 2)
    except (click.Abort, KeyboardInterrupt):
        return _told("stopped; what was counted as added is kept, and the same command goes on from there", 130)
    except click.ClickException as error:
        return _told(error.format_message(), error.exit_code)
    except OnRecordError as error:
        return _told(str(error), 1)
    except (ReaderGone, BrokenPipeError):  # the second, while the last of it was written
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still to be written would fail again at the end
            return _told(f"{error.strerror}: make room for the output, or write it elsewhere", 1)
        if os.environ.get("ONRECORD_TRACE"):
            raise
        return _told(
            f"a fault of ours, {type(error).__name__}: {error}: please report it "
            "with what ONRECORD_TRACE=1 shows before the same command",
            1,
        )


def _told(message: str, code: int) -> int:
    click.echo(f"onrecord: {' '.join(message.split())}", err=True)
    return code


def _lower(message: str) -> str:
    """A message as the rest of a line: "No such option: --x." -> "no such option: --x"."""
    return (message[:1].lower() + message[1:]).rstrip(".")
