"""The composition root: arguments, log, record and session first, the window last."""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence

import desktop
from desktop import cli
from desktop.base.errors import KnownError
from desktop.base.logs import start_logging, stop_logging
from desktop.base.places import Places, find_places
from desktop.base.wording import _

log = logging.getLogger(__name__)


def launch(arguments: Sequence[str]) -> int:
    """Carry out a command line. Returns 0 for yes, 1 for a clear no, 2 when it could not be done."""
    _speak_on_any_console()
    options = _parser().parse_args(arguments)
    places = find_places()
    start_logging(places.logs)
    try:
        return _carry_out(options, places)
    except KnownError as fault:
        log.warning("refused: %s", fault)
        cli.refuse(fault, as_json=getattr(options, "json", False))
        return cli.FAILED
    except OSError as fault:
        # What no verb foresaw must not leave with Python's 1: to a script that is a clear no.
        log.exception("the system refused")
        named = "" if fault.filename is None else os.fspath(fault.filename)
        refusal = KnownError(fault.strerror or str(fault), where=str(named))
        cli.refuse(refusal, as_json=getattr(options, "json", False))
        return cli.FAILED
    finally:
        stop_logging()


def _speak_on_any_console() -> None:
    # A console in an old encoding gets "\\u2713" for what it cannot show, instead of a trace for an answer.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _carry_out(options: argparse.Namespace, places: Places) -> int:
    if options.self_test:
        return cli.self_test(options, places)
    if options.verb is None:
        return _open_window(places)
    if options.verb == "demo":
        return _play_demo(options, places)
    verb: cli.Verb = options.run
    return verb(options, places)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="doorstep", description=_("家门口标注实训工作站。不带参数时打开工作站。")
    )
    parser.add_argument("--version", action="version", version=f"doorstep {desktop.__version__}")
    parser.add_argument("--self-test", action="store_true", help=_("检查本机能否正常运行，然后退出"))
    parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    demo = verbs.add_parser("demo", help=_("自动演示整个流程，结果放在 demo/"))
    demo.add_argument("--to", default="demo", help=_("结果文件夹"))
    demo.add_argument("--pace", type=float, default=None, help=_("每步停顿的秒数"))
    cli.add_verbs(verbs)
    return parser


def _open_window(places: Places) -> int:
    # Qt is loaded only for the window: the headless verbs start in a third of the time without it.
    from desktop.views.application import run_application

    return run_application(places, sys.argv[:1])


def _play_demo(options: argparse.Namespace, places: Places) -> int:
    from desktop.views.demo.play import play_demo

    return play_demo(places, options.to, options.pace)
