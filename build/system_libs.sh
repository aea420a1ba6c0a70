#!/usr/bin/env bash
# Debian libraries that Qt's xcb plugin, Xvfb and the PDF text tests need. All there: says nothing, does nothing.
# Missing: installs them when it may (root or passwordless sudo), else prints the line to run and stops.
set -eu

PACKAGES="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 xvfb poppler-utils"
# WORKAROUND: a Debian python3 comes without ensurepip; ask for it only when the chosen Python lacks it.
PYTHON=${PYTHON:-python3}
if command -v "$PYTHON" >/dev/null 2>&1; then
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || PACKAGES="$PACKAGES python3-venv"
else
    PACKAGES="$PACKAGES python3 python3-venv"
fi

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "system_libs: not a Debian system; the libraries of Qt's xcb plugin and Xvfb are taken as installed." >&2
    exit 0
fi

missing=""
for package in $PACKAGES; do
    # Debian 13 renamed some libraries (libglib2.0-0t64); the old name is then a provided one.
    state=$(dpkg-query -W -f='${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null || true)
    case "$state" in
        *installed*) ;;
        *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "These Debian packages are missing and this account may not install them. Run once, then call make again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # the list is meant to split into words
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
