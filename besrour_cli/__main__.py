"""Where ``besrour`` and ``python -m besrour_cli`` begin and end."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Answer ``--version`` at once; hand everything else to the commands, and leave with their exit code."""
    gc.disable()  # imports make no garbage worth a collection: a sixteenth of every start
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    arguments = sys.argv[1:]
    code = 0
    try:
        if arguments in (["--version"], ["-V"]):
            _version()
        else:
            from besrour_cli.run import EndedBySignalError, run, tidy_up_on_signals

            try:
                tidy_up_on_signals()
                code = run(arguments)
            except EndedBySignalError as end:  # before there was anything to tidy up, or after
                code = end.code
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # the reader has seen enough
    except OSError:
        code = code or 4
    # hundreds of modules are not taken apart: that would cost every command a seventh more, and nothing is
    # left to close
    os._exit(code)


def _version() -> None:
    from besrour_cli import __version__
    from besrour_cli.clock.tzdata_versions import newest_copy

    copy = newest_copy()
    print(f"besrour {__version__} (tzdata {copy[0]}, {copy[1]})" if copy else f"besrour {__version__}")


if __name__ == "__main__":
    main()
