#!/usr/bin/env bash
# A Debian of its own in a folder, for building or for trying out.
#   chroot.sh base SUITE          debootstrap a minimal SUITE once, kept as a tarball; prints its path
#   chroot.sh new SUITE FOLDER    unpack a clean copy into FOLDER (which must not exist) and mount what programs need
#   chroot.sh enter FOLDER CMD…   run a command inside (English, UTF-8, no variables of the caller's)
#   chroot.sh leave FOLDER        unmount what enter mounted, so that deleting the folder cannot reach the machine's /dev
#   chroot.sh drop FOLDER         unmount and delete
# Needs root. Nothing outside build/_work is written.
set -eu
cd "$(dirname "$0")/../.."
BASES=$PWD/build/_work/chroots
MIRROR=${DOORSTEP_MIRROR:-http://deb.debian.org/debian}

need_root() { [ "$(id -u)" = 0 ] || { echo "chroot: run as root (sudo make …)" >&2; exit 1; }; }

base() {
    local tarball=$BASES/$1.tar folder=$BASES/$1.making
    if [ ! -s "$tarball" ]; then
        need_root
        command -v debootstrap >/dev/null || { apt-get update -qq; apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; }
        mkdir -p "$BASES"
        rm -rf "$folder"
        debootstrap --variant=minbase "$1" "$folder" "$MIRROR" >"$BASES/$1.log" 2>&1 \
            || { tail -5 "$BASES/$1.log" >&2; exit 1; }
        # What the host reaches its mirrors with, if anything, serves the chroot too.
        for extra in /etc/apt/apt.conf.d/*proxy* /etc/ssl/certs/ca-certificates.crt; do
            [ -e "$extra" ] && install -D -m 644 "$extra" "$folder$extra"
        done
        rm -f "$folder"/var/cache/apt/archives/*.deb
        tar -C "$folder" -cf "$tarball.part" .
        mv "$tarball.part" "$tarball"
        rm -rf "$folder"
    fi
    echo "$tarball"
}

new() {
    need_root
    [ ! -e "$2" ] || { echo "chroot: $2 is there already" >&2; exit 1; }
    local tarball
    tarball=$(base "$1")
    mkdir -p "$2"
    tar -C "$2" -xpf "$tarball"
    mount --bind /proc "$2/proc"
    mount --bind /sys "$2/sys"
    mount --bind /dev "$2/dev"
    cp -L /etc/resolv.conf "$2/etc/resolv.conf" 2>/dev/null || true
    cp -L /etc/hosts "$2/etc/hosts" 2>/dev/null || true
}

enter() {
    need_root
    local folder=$1
    shift
    mountpoint -q "$folder/proc" || mount --bind /proc "$folder/proc"
    mountpoint -q "$folder/dev" || mount --bind /dev "$folder/dev"
    mountpoint -q "$folder/sys" || mount --bind /sys "$folder/sys"
    # shellcheck disable=SC2086  # DOORSTEP_PASS is a list of NAME=VALUE words
    exec chroot "$folder" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive ${DOORSTEP_PASS:-} "$@"
}

leave() {
    need_root
    local folder
    folder=$(readlink -f "$1")
    grep -oE " $folder/[^ ]* " /proc/mounts | sort -r | while read -r place; do umount -l "$place"; done
    ! grep -q " $folder/" /proc/mounts || { echo "chroot: something is still mounted in $folder" >&2; exit 1; }
}

drop() {
    leave "$1"
    rm -rf --one-file-system "$(readlink -f "$1")"
}

verb=${1:-}
[ $# -gt 1 ] || { sed -n '2,8p' "$0" >&2; exit 2; }
shift
"$verb" "$@"
