#!/usr/bin/env bash
# Are the Linux packages the same bytes when anybody builds them again? Two clean checkouts of a commit in two folders of
# different depth, each with a build chroot of its own, then every file and every package compared.
#   twice.sh [COMMIT] [bookworm|bullseye]...     default HEAD, both
# What the two share is what the network would give both: the debootstrap tarballs, the wheels (held by their hashes) and
# the release key, whose public half goes into every build. Needs root. Ends with 0 when all is the same.
set -eu
cd "$(dirname "$0")/../.."
commit=${1:-HEAD}
[ $# -eq 0 ] || shift
suites=${*:-bookworm bullseye}
room=$PWD/build/_work/twice
python=$PWD/build/_work/freeze/bin/python
make --no-print-directory build/_work/freeze/.ready
build/installers/linux/builder.sh bookworm build/_work/tree-bookworm >/dev/null  # makes what is shared
case $suites in *bullseye*) build/installers/lowglibc.sh >/dev/null; build/installers/chroot.sh base bullseye >/dev/null ;; esac
DOORSTEP_RELEASE_KEY=${DOORSTEP_RELEASE_KEY:-$PWD/build/_work/release.key}
export DOORSTEP_RELEASE_KEY
rm -rf "$room"
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
    echo "the same, byte for byte: $(wc -l <"$room/a.sums") files of $(git rev-parse --short "$commit"), packages included"
else
    exit 1
fi
