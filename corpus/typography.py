"""French typography as it is drawn, brought back to text: ligatures, spaces, hyphens at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.content import Word
from corpus.report import Box, Span

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st",
}  # fmt: skip
_SPACES = "\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000\t\n\r\v\f"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_TABLE = str.maketrans(
    {
        **_LIGATURES,
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_INVISIBLE, ""),
        **{chr(code): "" for code in (*range(9), *range(14, 32), 127)},
        "\u2011": "-",
        "\u2010": "-",
        "\u02bc": "’",
    }
)
_INNER_SOFT_HYPHEN = re.compile("\u00ad(?=.)", re.DOTALL)
_MANY_SPACES = re.compile(" {2,}")
_SPACED_CAPITALS = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
_HYPHENS = ("-", "\u00ad")
_WORDY = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def clean(text: str) -> str:
    """`text` with ligatures opened, one kind of space, no invisible sign and spaced capitals joined.

    œ, æ, quotes and apostrophes stay as they are printed. A soft hyphen that ends the text stays, as
    it is drawn there and its word goes on in the next line.
    """
    plain = _INNER_SOFT_HYPHEN.sub("", text.translate(_TABLE))
    plain = _MANY_SPACES.sub(" ", plain).strip()
    return _SPACED_CAPITALS.sub(_joined_capitals, plain)


def _joined_capitals(match: re.Match[str]) -> str:
    letters = match[0].replace(" ", "")
    return letters if letters.isupper() else match[0]


def vocabulary(words: Iterable[str]) -> frozenset[str]:
    """The words of a document in reading order, evidence for what a hyphen at a line end means.

    Halves of words cut at a line end are left out: they prove nothing.
    """
    known: set[str] = set()
    cut = False
    for word in words:
        half, cut = cut, len(word) > 1 and word.endswith(_HYPHENS)
        if not half and not cut:
            known.update(m[0].casefold().replace("’", "'") for m in _WORDY.finditer(word))
    return frozenset(known)


def join_lines(lines: Sequence[Sequence[Word]], known: frozenset[str]) -> tuple[str, tuple[Span, ...]]:
    """The text of lines of words, hyphenated words joined, with one span per drawn word.

    A word cut over two lines has two spans that touch: each half keeps its own box.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0

    def add(text: str, box: Box) -> None:
        nonlocal length
        spans.append(Span(length, length + len(text), box))
        parts.append(text)
        length += len(text)

    glued = True
    for number, line in enumerate(lines):
        following = lines[number + 1][0].text if number + 1 < len(lines) and lines[number + 1] else ""
        for place, word in enumerate(line):
            if not glued:
                parts.append(" ")
                length += 1
            text, glued = word.text, False
            if place == len(line) - 1 and following:
                text, glued = _line_end(text, following, known)
            add(text, word.box)
    return "".join(parts).replace("\u00ad", ""), tuple(spans)


def _line_end(text: str, following: str, known: frozenset[str]) -> tuple[str, bool]:
    """What the last word of a line becomes, and whether the next line is glued to it."""
    if len(text) < 2 or not text.endswith(_HYPHENS) or not text[-2].isalpha():
        return text, False
    if text.endswith("\u00ad"):
        return text[:-1], True
    ahead = _WORDY.match(following)
    behind = re.search(r"[^\W\d_]+(?:['’-][^\W\d_]+)*$", text[:-1])
    if ahead is None or behind is None:
        return text, not following[0].isspace() and following[0].isalnum()
    first, second = (behind[0].casefold().replace("’", "'"), ahead[0].casefold().replace("’", "'"))
    first = first.rpartition("'")[2]
    if f"{first}-{second}" in known:
        return text, True
    if first + second in known:
        return text[:-1], True
    if ahead[0][0].isupper() or "-" in first or second.partition("-")[0] in _TAILS:
        return text, True
    # A compound of two words that each stand alone in the document keeps its hyphen.
    if first in known and second in known and len(first) > 2 and len(second) > 2:
        return text, True
    return text[:-1], True


# What follows a hyphen that belongs to the word: « dit-il », « Villeneuve-sur-… », « celle-ci ».
_TAILS = frozenset(
    "il ils elle elles on je tu nous vous ce ci là t le la les y en lui leur moi toi même mêmes sur sous "
    "lès lez de du des d et aux au à".split()
)
