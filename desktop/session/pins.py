"""PINs: hashed with argon2id, and slowed down after wrong ones."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from desktop.base.errors import KnownError
from desktop.base.progress import Progress, unheard
from desktop.base.wording import _

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_DIGITS = 4
MOST_DIGITS = 12
#: Wrong PINs in a row before each wait, and the wait in seconds: 3 → 15 s, 5 → 60 s, 8 → 5 min, 12 → 15 min.
BACK_OFF = ((12, 900), (8, 300), (5, 60), (3, 15))
# A PIN has little entropy and the file can be copied: memory-hard, about 50 ms on a training PC.
#: Each takes 19 MiB while it works.
MOST_HASHERS = 8
_TIME_COST, _MEMORY_KIB, _LANES = 2, 19_456, 1


def hash_pin(pin: str) -> str:
    """Return the argon2id hash of a PIN. Raises KnownError when the PIN is not 4 to 12 digits."""
    if not (pin.isascii() and pin.isdigit() and LEAST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise KnownError(
            _("PIN 要由 {least} 到 {most} 位数字组成。", least=LEAST_DIGITS, most=MOST_DIGITS),
            remedy=_("请换一个 PIN。"),
        )
    return str(_hasher().hash(pin))


def hash_pins(pins: Sequence[str], progress: Progress = unheard) -> list[str]:
    """Return the hashes of many PINs, made on every core: hashing lets other threads go on meanwhile."""
    made: list[str] = []
    with ThreadPoolExecutor(max_workers=min(MOST_HASHERS, os.cpu_count() or 1)) as pool:
        try:
            for one in pool.map(hash_pin, pins):
                made.append(one)
                progress(len(made), len(pins))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return made


def pin_fits(pin_hash: str, pin: str) -> bool:
    """Tell whether a PIN belongs to a hash; a damaged hash fits nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return bool(_hasher().verify(pin_hash, pin))
    except (VerificationError, InvalidHashError):
        return False


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many wrong PINs in a row."""
    return next((seconds for limit, seconds in BACK_OFF if failures >= limit), 0)


def _hasher() -> PasswordHasher:
    # argon2 loads a compiled library: only when somebody signs in.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_TIME_COST, memory_cost=_MEMORY_KIB, parallelism=_LANES)
