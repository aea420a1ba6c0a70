#!/usr/bin/env bash
# Sign a Windows program (Authenticode) when a certificate is at hand; else say nothing and leave it as it is.
#   sign.sh FILE
# DOORSTEP_SIGN_CERT and DOORSTEP_SIGN_KEY name the PEM files of a bought certificate (chain included) and its key;
# DOORSTEP_SIGN_TIME a time-stamp service's address, where the machine has a network. A key in a hardware token takes
# osslsigncode's -pkcs11module instead: put its options into DOORSTEP_SIGN_OPTIONS.
set -eu
[ -n "${DOORSTEP_SIGN_CERT:-}" ] || exit 0
# shellcheck disable=SC2086  # options are words
osslsigncode sign -certs "$DOORSTEP_SIGN_CERT" ${DOORSTEP_SIGN_KEY:+-key "$DOORSTEP_SIGN_KEY"} ${DOORSTEP_SIGN_OPTIONS:-} \
    ${DOORSTEP_SIGN_TIME:+-ts "$DOORSTEP_SIGN_TIME"} -h sha256 -n Doorstep -in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
