#!/usr/bin/env bash
# Runs inside the Debian 11 chroot of lowglibc.sh: SQLite and CPython from Debian 12's sources into /opt/python.
# No profile-guided optimisation: it is what would make two builds differ.
set -eu
apt-get update -qq
apt-get install -y -qq --no-install-recommends build-essential dpkg-dev autoconf automake libtool ca-certificates pkg-config tcl \
    zlib1g-dev liblzma-dev libffi-dev file >/dev/null
cd /root
sources() { apt-get -o APT::Sandbox::User=root source -qq sqlite3 expat python3.11; }
if ! sources; then  # a mirror between two updates names files that are gone; the last point release is always there
    rm -rf sqlite3* expat* python3.11* /etc/apt/sources.list.d/security.list
    apt-get update -qq
    sources
fi
FLAGS="-O2 -g0 -fstack-protector-strong -Wformat -Werror=format-security -ffile-prefix-map=/root=/usr/src"

cd /root/sqlite3-*/
# What Debian's own package switches on, less the shell, Tcl and ICU.
./configure --quiet --prefix=/opt/python --disable-static --disable-tcl --disable-readline --enable-threadsafe \
    CFLAGS="$FLAGS -D_FORTIFY_SOURCE=2 -DSQLITE_SECURE_DELETE -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_FTS3 \
    -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_UNLOCK_NOTIFY \
    -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_UPDATE_DELETE_LIMIT -DSQLITE_LIKE_DOESNT_MATCH_BLOBS \
    -DSQLITE_MAX_VARIABLE_NUMBER=250000 -DSQLITE_USE_URI -DSQLITE_TEMP_STORE=1"
make -j2 libsqlite3.la sqlite3.h sqlite3.pc >/dev/null
make lib_install >/dev/null 2>&1 || true
install -D .libs/libsqlite3.so.0.8.6 /opt/python/lib/libsqlite3.so.0.8.6
ln -sf libsqlite3.so.0.8.6 /opt/python/lib/libsqlite3.so.0
ln -sf libsqlite3.so.0.8.6 /opt/python/lib/libsqlite3.so
install -D -m 644 sqlite3.h /opt/python/include/sqlite3.h
install -m 644 src/sqlite3ext.h /opt/python/include/sqlite3ext.h

# Static, inside pyexpat alone: a shared one would also be picked up by the target's own graphics drivers.
cd /root/expat-*/expat
./buildconf.sh >/dev/null 2>&1 || autoreconf -fi >/dev/null 2>&1
./configure --quiet --prefix=/opt/python --disable-shared --with-pic --without-docbook --without-xmlwf \
    --without-examples --without-tests CFLAGS="$FLAGS -D_FORTIFY_SOURCE=2"
make -j2 -C lib >/dev/null
make -C lib install >/dev/null

cd /root/python3.11-*/
# WORKAROUND: a backported fix uses a core header in pyexpat and leaves the define to a static build.
sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c
# No OpenSSL (the program signs with cryptography's own), no curses, no Tk.
./configure --quiet --prefix=/opt/python --enable-shared --without-static-libpython --without-ensurepip \
    --disable-test-modules --with-system-expat --with-dbmliborder= --with-platlibdir=lib \
    CFLAGS="$FLAGS" CPPFLAGS="-I/opt/python/include -D_FORTIFY_SOURCE=2" \
    LDFLAGS="-L/opt/python/lib -Wl,-rpath,/opt/python/lib -Wl,-z,relro -Wl,--exclude-libs,libexpat.a" >/root/configure.log
make -j2 >/root/make.log 2>&1
sed -n '/necessary bits/,/^$/p; /Failed to build/,/^$/p; /error:/p' /root/make.log
make install >/root/install.log 2>&1
rm -rf /opt/python/lib/python3.11/test /opt/python/lib/python3.11/idlelib /opt/python/share
find /opt/python -name __pycache__ -type d -prune -exec rm -rf {} +
/opt/python/bin/python3.11 -B -c 'import sqlite3, ctypes, zlib, lzma, pyexpat; print(sqlite3.sqlite_version)'
{ dpkg-parsechangelog -l /root/python3.11-*/debian/changelog -S Version | sed 's/^/python3.11 /'
  dpkg-parsechangelog -l "$(echo /root/sqlite3-*/debian/changelog)" -S Version | sed 's/^/sqlite3 /'
  dpkg-parsechangelog -l "$(echo /root/expat-*/debian/changelog)" -S Version | sed 's/^/expat /'; } >/opt/python/SOURCES
cat /opt/python/SOURCES
