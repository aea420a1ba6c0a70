"""The composition root: arguments, log, record and session first, the window last."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import desktop
from desktop import cli
from desktop.base.arguments import Parser
from desktop.base.console import give_streams, reader_gone, settle_streams
from desktop.base.errors import KnownError
from desktop.base.logs import start_logging, stop_logging
from desktop.base.places import Places, find_places
from desktop.base.refusals import remedy, sentence
from desktop.base.wording import _
from desktop.session.speaking import speak_as_set

log = logging.getLogger(__name__)


def launch(arguments: Sequence[str]) -> int:
    """Carry out a command line. Returns 0 for yes, 1 for a clear no, 2 when it could not be done."""
    give_streams()
    try:
        return _launched(arguments)
    except OSError as fault:
        if not reader_gone(fault):
            raise
        # ``doorstep … | head``: whoever read the answer has seen enough.
        return cli.FAILED
    finally:
        settle_streams()


def _launched(arguments: Sequence[str]) -> int:
    if "--finish-update" not in arguments:
        # Help and refusals, too, are said in the language of this PC's settings.
        speak_as_set(find_places())
    opened = _opened(arguments)
    options = _parser().parse_args([] if opened else arguments)
    options.opened = opened
    if options.finish_update:
        return _finish_update(options)
    places = find_places()
    start_logging(places.logs)
    try:
        code = _carry_out(options, places)
        sys.stdout.flush()
        return code
    except KnownError as fault:
        log.warning("refused: %s", fault)
        cli.refuse(fault, as_json=getattr(options, "json", False))
        return cli.FAILED
    except OSError as fault:
        if reader_gone(fault):
            raise
        # What no verb foresaw must not leave with Python's 1: to a script that is a clear no.
        log.exception("the system refused")
        named = "" if fault.filename is None else os.fspath(fault.filename)
        refusal = KnownError(sentence(fault), where=str(named), remedy=remedy(fault))
        cli.refuse(refusal, as_json=getattr(options, "json", False))
        return cli.FAILED
    except ImportError as fault:
        # Libraries are loaded where they are used: one that an antivirus took away shows in the middle of a verb.
        log.exception("a part of the program does not load")
        cli.refuse(_part_missing(fault), as_json=getattr(options, "json", False))
        return cli.FAILED
    finally:
        stop_logging()


def _part_missing(fault: ImportError) -> KnownError:
    return KnownError(
        _("程序的一个部件装不进来：{reason}", reason=fault),
        remedy=_("请运行 doorstep --self-test 看缺什么；查看杀毒软件有没有隔离文件，再重新安装本程序。"),
    )


def _carry_out(options: argparse.Namespace, places: Places) -> int:
    if options.self_test:
        return _test_this_pc(options, places)
    if options.reboot_check:
        return cli.restart_check(options, places)
    if options.verb is None:
        return _open_window(places, options.opened)
    if options.verb == "demo":
        return _play_demo(options, places)
    verb: cli.Verb = options.run
    return verb(options, places)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="doorstep", description=_("家门口标注实训工作站。不带参数时打开工作站。"))
    parser.add_argument(
        "--version", action="version", version=f"doorstep {desktop.__version__}", help=_("显示版本")
    )
    parser.add_argument("--self-test", action="store_true", help=_("检查本机能否正常运行，然后退出"))
    parser.add_argument("--window", action="store_true", help=_("检查本机时打开窗口"))
    parser.add_argument(
        "--report", type=Path, metavar=_("文件"), help=_("把检查报告写到文件（.pdf、.html、.txt）")
    )
    parser.add_argument(
        "--reboot-check", choices=("begin", "status"), help=_("重启检查：查出会自己还原的电脑")
    )
    parser.add_argument(
        "--also",
        type=Path,
        action="append",
        default=[],
        metavar=_("文件夹"),
        help=_("重启检查时也写到这个盘（例如安装用的优盘）"),
    )
    parser.add_argument("--json", action="store_true", help=_("以 JSON 输出"))
    # For the update of a portable program, not for people.
    parser.add_argument("--finish-update", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, default=Path(), help=argparse.SUPPRESS)
    parser.add_argument("--pid", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, default=Path(), help=argparse.SUPPRESS)
    verbs = parser.add_subparsers(dest="verb", metavar=_("动作"), title=_("动作"))
    demo = verbs.add_parser("demo", help=_("自动演示整个流程，结果放在 demo/"))
    demo.add_argument("--to", default="demo", metavar=_("文件夹"), help=_("结果文件夹"))
    demo.add_argument("--pace", type=float, default=None, metavar=_("秒"), help=_("每步停顿的秒数"))
    cli.add_verbs(verbs)
    return parser


def _test_this_pc(options: argparse.Namespace, places: Places) -> int:
    try:
        from desktop.views.self_test import silent, window
    except ImportError as fault:
        return cli.self_test(options, places, fault)
    if options.window:
        return window.run_in_a_window(places)
    return silent.run_silently(places, as_json_wanted=options.json, report=options.report)


def _opened(arguments: Sequence[str]) -> Path | None:
    """Return the one file that the program was started with: a double click, not a verb and no option."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        return None
    # No verb has a dot or a slash in its name; a word without them is left to the parser.
    return Path(arguments[0]).absolute() if {".", "/", "\\"} & set(arguments[0]) else None


def _finish_update(options: argparse.Namespace) -> int:
    # A copy of the new program, started by the old one: it must not look for data beside itself.
    from desktop.sites.finishing import finish_update

    return finish_update(options.into, pid=options.pid, data=options.data)


def _open_window(places: Places, opened: Path | None) -> int:
    # Qt is loaded only for the window: the headless verbs start in a third of the time without it.
    from desktop.views.application import run_application

    return run_application(places, sys.argv[:1], opened)


def _play_demo(options: argparse.Namespace, places: Places) -> int:
    from desktop.views.demo.play import play_demo

    return play_demo(places, options.to, options.pace)
