"""A PIN is short and the file can be copied: what is kept of it must be dear to guess."""

from __future__ import annotations

import runpy

import pytest

from desktop.base.errors import KnownError
from desktop.session import pins
from desktop.session.pins import hash_pin, hash_pins, pin_fits, wait_after


def test_a_hash_is_as_dear_as_it_should_be() -> None:
    """The whole test run has cheap ones (tests/conftest.py): the module is read afresh. OWASP: 19 MiB, two turns."""
    made = runpy.run_path(str(pins.__file__))["hash_pin"]("4711")
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert pin_fits(made, "4711")
    assert not pin_fits(made, "4712")


def test_the_same_pin_never_gives_the_same_hash() -> None:
    assert len({hash_pin("4711") for _turn in range(5)}) == 5


@pytest.mark.parametrize("pin", ["", "123", "1" * 13, "12a4", "１２３４", "12 4", "-123", "1234\n"])
def test_what_is_no_pin_is_refused_with_a_remedy(pin: str) -> None:
    with pytest.raises(KnownError, match="PIN") as refused:
        hash_pin(pin)
    assert refused.value.remedy


@pytest.mark.parametrize("damaged", ["", "$argon2id$", "plain", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA"])
def test_a_damaged_hash_fits_nothing(damaged: str) -> None:
    assert not pin_fits(damaged, "4711")


def test_many_are_hashed_in_their_order_and_told_of() -> None:
    told: list[tuple[int, int]] = []
    made = hash_pins(["1111", "2222", "3333"], lambda done, of: told.append((done, of)))
    assert [pin_fits(one, pin) for one, pin in zip(made, ("1111", "2222", "3333"), strict=True)] == [True] * 3
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_one_bad_pin_among_many_ends_it() -> None:
    with pytest.raises(KnownError):
        hash_pins(["1111", "x", "3333"])


def test_waits_grow_with_wrong_pins() -> None:
    waits = [wait_after(n) for n in range(20)]
    assert waits == sorted(waits)
    assert (waits[2], waits[3], waits[5], waits[8], waits[12]) == (0, 15, 60, 300, 900)
