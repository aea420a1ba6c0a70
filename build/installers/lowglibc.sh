#!/usr/bin/env bash
# CPython 3.11 and SQLite for old systems (glibc 2.31: Kylin V10 class), kept as a tarball; prints its path.
# Both come from Debian 12's own sources with Debian's patches (security fixes included), built in a Debian 11 chroot.
# The wheels decide the rest: PySide6 6.9.3 and numpy 2.0.2 need glibc 2.28 at most.
#   lowglibc.sh            build once (about four minutes), print build/_work/cpython-3.11-glibc2.31.tar.xz
#   lowglibc.sh --again    build anew
# Needs root, as every chroot does.
set -eu
cd "$(dirname "$0")/../.."
OUT=build/_work/cpython-3.11-glibc2.31.tar.xz
FOLDER=$PWD/build/_work/lowglibc
MIRROR=${DOORSTEP_MIRROR:-http://deb.debian.org/debian}
SECURITY=${DOORSTEP_SECURITY_MIRROR:-${MIRROR%/debian}/debian-security}

done_already() { [ -s "$OUT" ] && [ "$1" != --again ] && echo "$OUT"; }
done_already "${1:-}" && exit 0
mkdir -p build/_work
exec 9>build/_work/lowglibc.lock
flock 9
done_already "${1:-}" && exit 0  # another made it meanwhile
[ ! -e "$FOLDER" ] || build/installers/chroot.sh drop "$FOLDER"
build/installers/chroot.sh new bullseye "$FOLDER"
trap 'build/installers/chroot.sh drop "$FOLDER"' EXIT
echo "deb-src $MIRROR bookworm main" >"$FOLDER/etc/apt/sources.list.d/sources.list"
echo "deb-src $SECURITY bookworm-security main" >"$FOLDER/etc/apt/sources.list.d/security.list"
install -D -m 755 build/installers/linux/compile.sh "$FOLDER/root/compile.sh"
DOORSTEP_PASS="SOURCE_DATE_EPOCH=1600000000" \
    build/installers/chroot.sh enter "$FOLDER" /root/compile.sh >build/_work/lowglibc.log 2>&1 \
    || { tail -15 build/_work/lowglibc.log >&2; trap - EXIT; echo "lowglibc: see $FOLDER/root/*.log" >&2; exit 1; }
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@1600000000 -C "$FOLDER" -cJf "$OUT.part" opt/python
mv "$OUT.part" "$OUT"
echo "$OUT"
