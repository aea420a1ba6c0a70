#!/usr/bin/env bash
# Make setup.exe from a frozen folder.
#   setup.sh FOLDER VERSION TARGET
# DOORSTEP_FAST=1: zlib instead of solid LZMA, in a fraction of the time.
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
REPOSITORY=$(cd "$HERE/../../.." && pwd)
folder=$(cd "$1" && pwd)
version=$2
target=$(realpath -m "$3")
name=$(basename "$target")
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

# The files one by one and in order: "File /r" would take the order of the build machine's disk.
python3 "$HERE/file_list.py" "$folder" >"$room/files.nsh"
# Version resources take four plain numbers.
numbers=$(printf '%s' "${version%%[+-]*}.0.0.0" | grep -oE '^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+')
kilobytes=$(du -s --apparent-size -k "$folder" | cut -f1)
SOURCE_DATE_EPOCH=$(stat -c %Y "$folder/doorstep.exe") makensis -V2 -WX -INPUTCHARSET UTF8 ${DOORSTEP_FAST:+-DFAST} \
    ${DOORSTEP_SIGN_CERT:+-DSIGN="$HERE/sign.sh"} -DVERSION="$version" -DNUMBERS="$numbers" -DPAYLOAD_KB="$kilobytes" \
    -DPAYLOAD_MB=$((kilobytes / 1024 + 1)) -DFILES="$room/files.nsh" -DICONS="$REPOSITORY/assets/brand" \
    -DLICENCE="$REPOSITORY/LICENSE" -DOUT="$room/$name" "$HERE/doorstep.nsi"
"$HERE/sign.sh" "$room/$name"
mkdir -p "$(dirname "$target")"
mv "$room/$name" "$target"
