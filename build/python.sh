#!/usr/bin/env bash
# Name a Python that can run the project (3.11 or 3.12), preferring 3.11. Prints python3 when none is there
# yet, which build/system_libs.sh then installs.
for name in "${DOORSTEP_PYTHON:-python3.11}" python3.11 python3 python3.12; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; then
        echo "$name"
        exit 0
    fi
done
echo python3
