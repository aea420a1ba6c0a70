#!/usr/bin/env bash
# Run a Windows program under Wine 10 in the build chroot.
#   wine.sh ROOT PREFIX PROGRAM ARGUMENT…   ROOT: the chroot; PREFIX: a name below ROOT/doorstep/prefixes, made when
#                                           it is not there, with the stand-ins of shims/ (tests only, never shipped)
#   wine.sh ROOT screen start|stop          the virtual screen (1366x768) that the programs draw on
# DOORSTEP_PASS passes variables (NAME=VALUE words); LANG=zh_CN.UTF-8 among them makes a Chinese Windows (cp936).
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$1" && pwd)
shift
ENTER=$HERE/../chroot.sh
SCREEN=$ROOT/doorstep/screen

screen() {
    if [ "$1" = stop ]; then
        [ ! -s "$SCREEN.pid" ] || kill "$(cat "$SCREEN.pid")" 2>/dev/null || true
        rm -f "$SCREEN" "$SCREEN.pid"
        return
    fi
    if [ -s "$SCREEN.pid" ] && kill -0 "$(cat "$SCREEN.pid")" 2>/dev/null; then return; fi
    rm -f "$SCREEN" "$SCREEN.pid"
    mkfifo "$SCREEN.pipe" 2>/dev/null || true
    # exec all the way: the number kept is that of the X server itself.
    "$ENTER" enter "$ROOT" sh -c 'exec Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>/doorstep/screen.pipe' \
        >/dev/null 2>&1 </dev/null &
    echo $! >"$SCREEN.pid"
    head -n 1 "$SCREEN.pipe" >"$SCREEN.number"
    echo ":$(cat "$SCREEN.number")" >"$SCREEN"
    rm -f "$SCREEN.pipe" "$SCREEN.number"
}

if [ "$1" = screen ]; then
    screen "$2"
    exit 0
fi
screen start
PREFIX=/doorstep/prefixes/$1
shift
export DOORSTEP_PASS="DISPLAY=$(cat "$SCREEN") WINEPREFIX=$PREFIX WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} \
WINEDLLOVERRIDES=mscoree=;mshtml=;mscms=n,b;icuuc=n,b;winemenubuilder.exe=d;winedbg.exe=d ${DOORSTEP_PASS:-}"
if [ ! -e "$ROOT$PREFIX/ready" ]; then
    mkdir -p "$ROOT/doorstep/prefixes"
    "$ENTER" enter "$ROOT" wineboot --init >/dev/null 2>&1
    "$ENTER" enter "$ROOT" wineserver --wait
    for shim in icuuc mscms; do
        x86_64-w64-mingw32-gcc -shared -O2 -s -o "$ROOT$PREFIX/drive_c/windows/system32/$shim.dll" "$HERE/shims/$shim.c"
    done
    touch "$ROOT$PREFIX/ready"
fi
exec "$ENTER" enter "$ROOT" "$@"
