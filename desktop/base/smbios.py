"""Reading the firmware's table of a PC (DMTF DSP0134): only the id of the board is wanted."""

from __future__ import annotations

HEAD = 8  # of the table as Windows gives it: method, versions, length
SYSTEM_INFORMATION, END_OF_TABLE = 1, 127
UUID_AT, UUID_BYTES = 8, 16


def board_id(table: bytes) -> str:
    """Return the UUID of the system in hex; empty when there is none, or one that the maker never filled in."""
    place = HEAD
    while place + 4 <= len(table):
        kind, length = table[place], table[place + 1]
        if length < 4 or kind == END_OF_TABLE:
            break
        if kind == SYSTEM_INFORMATION:
            found = table[place + UUID_AT : place + UUID_AT + UUID_BYTES]
            filled = length >= UUID_AT + UUID_BYTES and len(set(found)) > 1
            return found.hex() if filled else ""
        # After the fixed part come the strings, ended by two zeros.
        end = table.find(b"\0\0", place + length)
        if end < 0:
            break
        place = end + 2
    return ""
