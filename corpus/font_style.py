"""Weight and slant as an embedded font program states them, for fonts whose name says nothing."""

from __future__ import annotations

import struct

_BOLD, _ITALIC = 1, 2  # Bits of `macStyle`, in the `head` table.
_HEAVY = 600  # `usWeightClass` of the `OS/2` table, from which type looks bold.


def program_style(program: bytes) -> tuple[bool, bool]:
    """(bold, italic) of a TrueType or OpenType font; neither where the program does not say."""
    tables = _tables(program)
    style = _word(program, tables.get(b"head"), 44) or 0
    weight = _word(program, tables.get(b"OS/2"), 4) or 0
    return bool(style & _BOLD) or weight >= _HEAVY, bool(style & _ITALIC)


def _tables(program: bytes) -> dict[bytes, int]:
    """Where each table of the font begins."""
    count = _word(program, 0, 4) or 0
    found: dict[bytes, int] = {}
    for place in range(12, 12 + 16 * min(count, 64), 16):
        entry = program[place : place + 16]
        if len(entry) == 16:
            tag, _, offset, _ = struct.unpack(">4sIII", entry)
            found[tag] = offset
    return found


def _word(program: bytes, table: int | None, offset: int) -> int | None:
    if table is None or table + offset + 2 > len(program):
        return None
    return int.from_bytes(program[table + offset : table + offset + 2], "big")
