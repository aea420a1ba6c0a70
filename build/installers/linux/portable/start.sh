#!/bin/sh
# Start the program from a stick, also from one that marks no file as a program (FAT with "showexec"):
#     sh start.sh
cd "$(dirname "$0")" || exit 1
if [ -x ./doorstep ]; then
    exec ./doorstep "$@"
fi
# The system's loader may run it all the same. The program knows the loader by its name, which older systems
# (Debian 11) give to a link only: then by a copy of that name.
loader=$(readlink -f /lib64/ld-linux-x86-64.so.2)
case ${loader##*/} in
    ld-linux-*) ;;
    *)
        folder=$(mktemp -d) || exit 1
        cp "$loader" "$folder/ld-linux-x86-64.so.2" || exit 1
        loader=$folder/ld-linux-x86-64.so.2
        ;;
esac
exec "$loader" "$PWD/doorstep" "$@"
