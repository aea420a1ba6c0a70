#!/usr/bin/env bash
# Run a Windows program under Wine 10 in the build chroot.
#   wine.sh ROOT PREFIX COMMAND…       COMMAND: wine PROGRAM ARGUMENT…, or wineserver --wait, …
#                                      PREFIX: a name below ROOT/doorstep/prefixes; made when it is not there, with the
#                                      stand-ins of shims/ (they exist for Wine alone and are never shipped)
#   wine.sh ROOT screen start|stop     the virtual screen (1366x768) that the programs draw on
# DOORSTEP_PASS passes variables (NAME=VALUE words); LANG=zh_CN.UTF-8 among them makes a Chinese Windows (cp936).
# DOORSTEP_WINE_USER=NAME runs as an ordinary account of that name, which becomes the name of the Windows profile.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
ROOT=$(cd "$1" && pwd)
shift
ENTER=$HERE/../chroot.sh
SCREEN=$ROOT/doorstep/screen

screen() {
    local each
    if [ "$1" = stop ]; then
        for each in manager pid; do
            [ ! -s "$SCREEN.$each" ] || kill "$(cat "$SCREEN.$each")" 2>/dev/null || true
        done
        rm -f "$SCREEN" "$SCREEN.pid" "$SCREEN.manager"
        return
    fi
    if [ -s "$SCREEN.pid" ] && kill -0 "$(cat "$SCREEN.pid")" 2>/dev/null; then return; fi
    rm -f "$SCREEN" "$SCREEN.pid"
    mkfifo "$SCREEN.pipe" 2>/dev/null || true
    # exec all the way: the number kept is that of the X server itself.
    "$ENTER" enter "$ROOT" sh -c 'exec Xvfb -displayfd 3 -ac -screen 0 1366x768x24 -nolisten tcp 3>/doorstep/screen.pipe' \
        >/dev/null 2>&1 </dev/null 9>&- &
    echo $! >"$SCREEN.pid"
    echo ":$(head -n 1 "$SCREEN.pipe")" >"$SCREEN"
    rm -f "$SCREEN.pipe"
    DOORSTEP_PASS="DISPLAY=$(cat "$SCREEN")" "$ENTER" enter "$ROOT" openbox >/dev/null 2>&1 </dev/null 9>&- &
    echo $! >"$SCREEN.manager"
}

if [ "$1" = screen ]; then
    screen "$2"
    exit 0
fi
screen start
PREFIX=/doorstep/prefixes/$1
shift
as_user() { "$ENTER" enter "$ROOT" "$@"; }
if [ -n "${DOORSTEP_WINE_USER:-}" ]; then
    grep -q "^$DOORSTEP_WINE_USER:" "$ROOT/etc/passwd" \
        || echo "$DOORSTEP_WINE_USER:x:1000:1000::/doorstep/home:/bin/sh" >>"$ROOT/etc/passwd"
    install -d -o 1000 -g 1000 "$ROOT/doorstep/home" "$ROOT/doorstep/prefixes"
    as_user() { "$ENTER" enter "$ROOT" setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/doorstep/home "$@"; }
fi
export DOORSTEP_PASS="DISPLAY=$(cat "$SCREEN") WINEPREFIX=$PREFIX WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} \
WINEDLLOVERRIDES=mscoree=;mshtml=;mscms=n,b;icuuc=n,b;winemenubuilder.exe=d;winedbg.exe=d ${DOORSTEP_PASS:-}"
if [ ! -e "$ROOT$PREFIX/ready" ]; then
    mkdir -p "$ROOT/doorstep/prefixes"
    as_user wineboot --init >/dev/null 2>&1
    as_user wineserver --wait
    for shim in icuuc mscms; do
        x86_64-w64-mingw32-gcc -shared -O2 -s -o "$ROOT$PREFIX/drive_c/windows/system32/$shim.dll" "$HERE/shims/$shim.c"
    done
    touch "$ROOT$PREFIX/ready"
fi
as_user "$@"
