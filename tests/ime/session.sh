#!/usr/bin/env bash
# A session with a window manager, ibus and its pinyin method, as a Chinese Linux PC has it; then the tests in it.
# `make test-ime` runs it on a virtual screen under a message bus of its own.
set -eu
cd "$(dirname "$0")/../.."
export QT_IM_MODULE=ibus XMODIFIERS=@im=ibus LANG=C.UTF-8 QT_QPA_PLATFORM=xcb
export DOORSTEP_TEST_DISPLAY=1 DOORSTEP_IME=1
XDG_CONFIG_HOME=$(mktemp -d)
export XDG_CONFIG_HOME
openbox >/dev/null 2>&1 &
dconf write /desktop/ibus/general/preload-engines "['libpinyin']"
dconf write /desktop/ibus/general/use-system-keyboard-layout true
ibus-daemon --daemonize --replace >/dev/null 2>&1
for _ in $(seq 100); do
    ibus engine libpinyin >/dev/null 2>&1 && break
    sleep 0.2
done
[ "$(ibus engine)" = libpinyin ] || { echo "ime: ibus did not take its pinyin method" >&2; exit 1; }
.venv/bin/python -m pytest -n 0 -p no:cacheprovider "$@" tests/ime
