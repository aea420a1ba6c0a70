#!/usr/bin/env bash
# Resolve the dependencies anew and write the hash-locked files. Every wheel of every platform is listed,
# no index address is written: the same files serve Linux and Windows and any mirror.
set -eu
cd "$(dirname "$0")/.."
tool=build/_work/lock
if [ ! -x "$tool/bin/uv" ]; then
    mkdir -p build/_work
    "${PYTHON:-python3}" -m venv "$tool"
    "$tool/bin/pip" install --quiet uv
fi
compile() {
    "$tool/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" --quiet "$@" >/dev/null
}
compile pyproject.toml --extra dev -o requirements.lock
compile pyproject.toml --extra build -c requirements.lock -o requirements-build.lock
compile --group content -o requirements-content.lock
