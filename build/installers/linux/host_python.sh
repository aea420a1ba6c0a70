#!/usr/bin/env bash
# What freezing on this machine needs beside the wheels: the interpreter as a shared library, and binutils.
# All there: says nothing. Missing: installs it when it may, else prints the line to run and stops.
set -eu
python=$1
missing=""
command -v objdump >/dev/null 2>&1 && command -v objcopy >/dev/null 2>&1 || missing="binutils"
"$python" - <<'END' || missing="$missing lib$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"
import ctypes, sys, sysconfig
name = sysconfig.get_config_var("INSTSONAME") or ""
folder = sysconfig.get_config_var("LIBDIR") or ""
for place in (f"{folder}/{name}", name):
    try:
        ctypes.CDLL(place)
    except OSError:
        continue
    sys.exit(0)
sys.exit(1)
END
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "Freezing needs these, which this machine lacks: $missing" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "These Debian packages are missing. Run once, then call make again:" >&2
    echo "    sudo apt-get install --no-install-recommends $missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086  # a list of packages
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
