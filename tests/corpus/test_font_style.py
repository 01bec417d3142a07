from __future__ import annotations

import struct

import pytest

from corpus.font_style import program_style


def _program(*, style: int, weight: int) -> bytes:
    """A font of two tables: 12 bytes, two entries of 16, `head` from byte 44, `OS/2` from byte 100."""
    head = bytes(44) + struct.pack(">H", style) + bytes(10)
    os2 = bytes(4) + struct.pack(">H", weight) + bytes(4)
    entries = struct.pack(">4sIII", b"head", 0, 44, len(head))
    entries += struct.pack(">4sIII", b"OS/2", 0, 44 + len(head), len(os2))
    return b"\x00\x01\x00\x00" + struct.pack(">H", 2) + bytes(6) + entries + head + os2


@pytest.mark.parametrize(
    ("style", "weight", "expected"),
    [
        (0, 400, (False, False)),
        (1, 400, (True, False)),
        (0, 700, (True, False)),
        (2, 400, (False, True)),
        (3, 700, (True, True)),
    ],
)
def test_weight_and_slant_are_read(style: int, weight: int, expected: tuple[bool, bool]) -> None:
    assert program_style(_program(style=style, weight=weight)) == expected


@pytest.mark.parametrize("broken", [b"", b"\x00\x01\x00\x00\x00\x09", _program(style=1, weight=700)[:50]])
def test_a_cut_program_says_nothing(broken: bytes) -> None:
    assert program_style(broken) == (False, False)
