#!/usr/bin/env bash
# Run a command on the present display, or, where there is none, on a virtual screen of the design size
# (1366x768x24). The server picks a free number itself and ends with the command.
#   DOORSTEP_SCREEN=1920x1080x24 sets another size; DOORSTEP_VIRTUAL=1 forces the virtual screen.
set -eu
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${DOORSTEP_VIRTUAL:-}" ]; then
    exec "$@"
fi
command -v Xvfb >/dev/null 2>&1 || { echo "with_display: Xvfb is not installed (build/system_libs.sh)" >&2; exit 1; }

scratch=$(mktemp -d)
server=""
finish() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$scratch"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

Xvfb -displayfd 3 -screen 0 "${DOORSTEP_SCREEN:-1366x768x24}" -nolisten tcp 3>"$scratch/number" 2>"$scratch/log" &
server=$!
for _ in $(seq 200); do
    [ -s "$scratch/number" ] && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
done
if [ ! -s "$scratch/number" ]; then
    echo "with_display: Xvfb did not start:" >&2
    cat "$scratch/log" >&2
    exit 1
fi
unset WAYLAND_DISPLAY
# Nobody watches a virtual screen: the demonstration need not pause.
DISPLAY=":$(cat "$scratch/number")" QT_QPA_PLATFORM=xcb DOORSTEP_PACE="${DOORSTEP_PACE:-0}" "$@"
