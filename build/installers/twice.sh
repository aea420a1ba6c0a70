#!/usr/bin/env bash
# Are the Linux packages the same bytes when anybody builds them again? Two clean checkouts of a commit in two folders of
# different depth, each with a build chroot of its own, then every file and every package compared.
#   twice.sh [COMMIT] [bookworm|bullseye]...     default HEAD, both
# What the two share is what the network would give both: the debootstrap tarballs, the wheels (held by their hashes); the
# CPython of lowglibc.sh, compiled once; and the release key, whose public half goes into every build. Needs root.
# Ends with 0 when all is the same.
set -eu
cd "$(dirname "$0")/../.."
commit=$(git rev-parse "${1:-HEAD}")  # one commit, whatever is committed meanwhile
[ $# -eq 0 ] || shift
suites=${*:-bookworm bullseye}
room=$PWD/build/_work/twice
python=$PWD/build/_work/freeze/bin/python
export DOORSTEP_RELEASE_KEY="${DOORSTEP_RELEASE_KEY:-$PWD/build/_work/release.key}"
make --no-print-directory build/_work/freeze/.ready
[ -e build/_work/wheels ] || build/installers/linux/builder.sh bookworm build/_work/tree-bookworm >/dev/null
[ -e "$DOORSTEP_RELEASE_KEY" ] || env -u DOORSTEP_RELEASE_KEY "$python" -c 'import sys; sys.path.insert(0, "build/installers"); import release_file; release_file.public_key()'
build/installers/chroot.sh base bookworm >/dev/null
case $suites in *bullseye*) build/installers/lowglibc.sh >/dev/null; build/installers/chroot.sh base bullseye >/dev/null ;; esac
! grep -q " $room/" /proc/mounts || { echo "twice: a chroot of an earlier run is still mounted in $room" >&2; exit 1; }
rm -rf --one-file-system "$room"
for place in "$room/a" "$room/another/one/deeper"; do
    git clone --quiet --no-hardlinks . "$place"
    git -C "$place" checkout --quiet "$commit"
    mkdir -p "$place/build/_work/chroots"
    cp -al build/_work/wheels "$place/build/_work/wheels"
    for suite in $suites; do
        cp -l "build/_work/chroots/$suite.tar" "$place/build/_work/chroots/"
        [ "$suite" != bullseye ] || cp build/_work/cpython-3.11-glibc2.31.tar.xz "$place/build/_work/"
        (
            cd "$place"
            tree=build/_work/tree-$suite
            build/installers/linux/builder.sh "$suite" "$tree" >/dev/null
            if [ "$suite" = bullseye ]; then
                "$python" build/installers/tree_check.py "$tree" --glibc 2.31
                "$python" build/installers/deb.py "$tree" dist/doorstep-glibc2.31.deb deb-glibc2.31
                "$python" build/installers/portable.py "$tree" dist/Doorstep-linux.tar.xz
            else
                "$python" build/installers/tree_check.py "$tree"
                "$python" build/installers/deb.py "$tree" dist/doorstep.deb deb
            fi
        )
    done
done
sums() { (cd "$1" && find dist build/_work/tree-* -type f -print0 | sort -z | xargs -0 sha256sum); }
sums "$room/a" >"$room/a.sums"
sums "$room/another/one/deeper" >"$room/b.sums"
grep ' dist/' "$room/a.sums"
if diff "$room/a.sums" "$room/b.sums"; then
    echo "the same, byte for byte: $(wc -l <"$room/a.sums") files of ${commit:0:12}, packages included"
else
    exit 1
fi
