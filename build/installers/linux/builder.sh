#!/usr/bin/env bash
# Freeze the program for Linux in a clean chroot: always the same paths, Debian's own Python, nothing of this machine.
#   builder.sh bookworm FOLDER    Debian 12's python3.11
#   builder.sh bullseye FOLDER    glibc 2.31: the CPython of lowglibc.sh in Debian 11
# DOORSTEP_COMMIT=HEAD freezes what is committed instead of what lies in the checkout; DOORSTEP_VERSION names another.
# The chroot with its Python and wheels is kept in build/_work/chroots; each run starts from a fresh copy of it.
# Needs root.
set -eu
cd "$(dirname "$0")/../../.."
suite=$1
target=$2
CHROOT=build/installers/chroot.sh
WHEELS=build/_work/wheels
LIBRARIES="binutils libglib2.0-0 libgl1 libegl1 libfontconfig1 libfreetype6 libx11-6 libx11-xcb1 libxcb1 libdbus-1-3
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0
    libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon0 libxkbcommon-x11-0"

wheels() {
    local stamp
    stamp=$WHEELS/$(sha256sum requirements-build.lock | cut -c1-16).whole
    [ -e "$stamp" ] && return
    rm -rf "$WHEELS"
    mkdir -p "$WHEELS"
    [ -x build/_work/fetch/bin/python ] || "$(build/python.sh)" -m venv build/_work/fetch
    # The oldest tags that the wheels of the lock exist for: what runs on glibc 2.28 runs on every later one.
    build/_work/fetch/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
        --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none \
        --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_24_x86_64 \
        --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform manylinux_2_12_x86_64 \
        --platform manylinux2010_x86_64 --platform manylinux_2_5_x86_64 --platform manylinux1_x86_64 --platform any \
        -r requirements-build.lock -d "$WHEELS" 2> >(grep -v "is ignored: it is neither" >&2)
    touch "$stamp"
}

prepared() {  # prints the tarball of the chroot that is ready to freeze
    local key tarball folder python
    key=$({ cat requirements-build.lock build/installers/linux/compile.sh; declare -f prepared; echo "$LIBRARIES"; } | sha256sum | cut -c1-12)
    tarball=build/_work/chroots/$suite-builder-$key.tar
    folder=$PWD/build/_work/chroots/$suite-builder
    if [ ! -s "$tarball" ]; then
        [ ! -e "$folder" ] || $CHROOT drop "$folder"
        $CHROOT new "$suite" "$folder" >&2
        $CHROOT enter "$folder" sh -ec "apt-get update -qq; apt-get install -y -qq --no-install-recommends $(echo $LIBRARIES) \
            $([ "$suite" = bullseye ] || echo python3.11 python3.11-venv libpython3.11)" >/dev/null 2>"$folder.log" \
            || { tail -5 "$folder.log" >&2; $CHROOT drop "$folder"; exit 1; }
        python=/usr/bin/python3.11
        if [ "$suite" = bullseye ]; then
            tar -C "$folder" -xJf "$(build/installers/lowglibc.sh)"
            python=/opt/python/bin/python3.11
        fi
        cp -r "$WHEELS" "$folder/wheels"
        cp requirements-build.lock "$folder/wheels/"
        # shellcheck disable=SC2016  # expanded inside
        $CHROOT enter "$folder" sh -ec '
            "$0" -m venv --without-pip /venv
            /venv/bin/python $(echo /wheels/pip-*.whl)/pip install --quiet --no-index --find-links /wheels --require-hashes \
                --no-compile -r /wheels/requirements-build.lock
            rm -rf /wheels /var/lib/apt/lists/*' "$python" >&2
        rm -f build/_work/chroots/"$suite"-builder-*.tar
        tar -C "$folder" --one-file-system -cf "$tarball.part" .
        mv "$tarball.part" "$tarball"
        $CHROOT drop "$folder"
    fi
    echo "$tarball"
}

mkdir -p build/_work
exec 9>"build/_work/builder-$suite.lock"
flock 9
wheels
tarball=$(prepared)
moment=$("$(build/python.sh)" -c 'import sys; sys.path.insert(0, "build/installers"); import release_file; print(release_file.epoch())')
room=$PWD/build/_work/build-$suite
[ ! -e "$room" ] || $CHROOT drop "$room"
mkdir -p "$room"
trap '$CHROOT drop "$room"' EXIT
tar -C "$room" -xpf "$tarball"
mkdir -p "$room/src"
sources="desktop assets courses build installer.spec pyproject.toml LICENSE NOTICE requirements-build.lock requirements.lock"
# shellcheck disable=SC2086  # a list of names
if [ -n "${DOORSTEP_COMMIT:-}" ]; then
    git archive "$DOORSTEP_COMMIT" -- $sources
else
    tar --exclude=__pycache__ --exclude=build/_work --exclude=build/content -cf - $sources
fi | tar -C "$room/src" --no-same-owner -xf -
[ -z "${DOORSTEP_VERSION:-}" ] || sed -i "s/^__version__ = .*/__version__ = \"$DOORSTEP_VERSION\"/" "$room/src/desktop/__init__.py"
DOORSTEP_PASS="SOURCE_DATE_EPOCH=$moment PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 DOORSTEP_VERSION=${DOORSTEP_VERSION:-}" \
    $CHROOT enter "$room" /venv/bin/python /src/build/installers/freeze.py /out/doorstep /work >&2
rm -rf "$target"
mkdir -p "$(dirname "$target")"
cp -a "$room/out/doorstep" "$target"
echo "$target"
