#!/bin/sh
# Start the program from a stick, also from one that marks no file as a program (FAT with "showexec"):
#     sh start.sh
cd "$(dirname "$0")" || exit 1
if [ -x ./doorstep ]; then
    exec ./doorstep "$@"
fi
exec /lib64/ld-linux-x86-64.so.2 "$PWD/doorstep" "$@"
