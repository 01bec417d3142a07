"""Where French sentences begin and end.

A full stop ends a sentence when what follows can begin one and what precedes is neither an abbreviation,
nor an initial, nor a list number, nor inside short brackets. When in doubt the text is not cut: two
sentences quoted together are still true, half of one may not be.
"""

from __future__ import annotations

import re
from itertools import pairwise

Offsets = tuple[int, int]

_LONG = 90  # words beyond which a sentence (an enumeration, as a rule) may be cut at its semicolons
_BRACKETS = 240  # characters: a longer bracket is a paragraph of its own, or one never closed
_QUOTE = 320

_END = re.compile(
    r"(?P<mark>\.{3,}|[.!?…]+)"
    r"(?P<note>(?<=[a-zà-öø-ÿ)»]\.)\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]+)?"
    r"(?P<close>(?:\s?[»”\"’)\]]+)*)"
    r"(?=\s)"
)
_STARTS = re.compile(r"\s+(?:[«“\"(\[‘–—•▪●■✓➢-]\s*)*(?P<first>\d|[A-ZÀ-ÖØ-ÞŒ]\w*['’]?)")
_BULLET = re.compile(r"[ \t]*(?:[•●▪■◦‣∙·➢➤✓✔❖*–—-]\s+|\d{1,2}[.)°]\s+|[a-z]\)\s+)")
_INLINE_BULLET = re.compile(r"\s+(?=[•●▪■➢➤❖✓✔]\s)")
_NUMBERING = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,5}|[A-Za-z]|(?i:art|article)\s+\d+)\W*")

# What always goes with what follows it: « M. Martin », « art. 12 », « cf. annexe ».
_BEFORE = frozenset(
    "m mm mr mrs mme mmes mlle mlles dr drs pr prs me mes mgr st ste sts art arts al n no nos p pp pg cf "
    "fig figs tab chap vol éd ed coll dir sté ets ets. av bd bld boul pl rte env ex appt bât esc fg "
    "réf ref tél tel vs lt col gal gén cne cdt adj chq paragr parag alin annex suppl resp inf sup op ibid "
    "prés vice-prés dép cons anc arr dist dpt dt conf".split()
)
# What may end a sentence, but not before a figure: « 1er janv. 2023 », « max. 12 ».
_AFTER = frozenset(
    "janv jan févr fév fevr avr juil juill sept oct nov déc dec etc hab km min max moy nb nbre nbr qté qte "
    "approx trim sem an pers mvt mn c-à-d càd ap".split()
)
# Words that begin a sentence more often than a name: after « lot B. » or « l'E.P.C.I. », a new one starts.
_OPENERS = frozenset(
    "le la les l' un une des du de au aux ce cet cette ces il elle ils elles on nous vous je c' s' n' d' j' "
    "en dans pour par sur sous avec sans selon depuis dès lors après avant pendant à a ainsi aussi mais "
    "or donc car cependant toutefois enfin ensuite puis outre chaque plusieurs certains certaines tous "
    "toutes tout toute leur leurs son sa ses notre nos votre vos si quand lorsque comme afin parmi entre "
    "malgré grâce suite concernant quant celui celle ceux celles deux trois quatre cinq aucun aucune "
    "est sont qui que quel quelle quels quelles quoi où comment pourquoi combien jusqu' lorsqu' "
    "puisqu' qu'".split()
)


def split_sentences(text: str) -> tuple[Offsets, ...]:
    """Offsets of each sentence, in order and without its surrounding spaces; only spaces are left out.

    A line that begins with a bullet or a number begins a sentence as well.
    """
    ends = sorted({0, *_line_starts(text), *_full_stops(text), len(text)})
    stretches = (_stripped(text, start, end) for start, end in pairwise(ends))
    return tuple(part for start, end in stretches if start < end for part in _shortened(text, start, end))


def ends_in_abbreviation(text: str, following: str) -> bool:
    """Whether the full stop that `text` ends in belongs to a word (« M. ») that goes with `following`."""
    match = re.search(r"(?P<mark>\.)\s*$", text)
    return match is not None and not _word_ends(text, match, following)


def _line_starts(text: str) -> list[int]:
    found = [match.end() for match in _INLINE_BULLET.finditer(text)]
    for match in re.finditer(r"\n+", text):
        if len(match[0]) > 1 or _BULLET.match(text, match.end()):
            found.append(match.end())
    return found


def _full_stops(text: str) -> list[int]:
    found: list[int] = []
    start = 0
    for match in _END.finditer(text):
        following = _STARTS.match(text, match.end())
        if following is None or not _closes(text, start, match, following["first"]):
            continue
        start = match.end()
        found.append(start)
    return found


def _closes(text: str, start: int, match: re.Match[str], following: str) -> bool:
    if _within_brackets(text, start, match.end()):
        return False
    if match["mark"] != ".":
        return True
    if _NUMBERING.fullmatch(text, start, match.start("mark")):
        return False
    return bool(match["close"] or match["note"]) or _word_ends(text, match, following)


def _word_ends(text: str, match: re.Match[str], following: str) -> bool:
    """Whether the word before a lone full stop may be the last of a sentence."""
    before = re.search(r"[\w.\-°]+$", text[: match.start("mark")])
    word = before[0] if before else ""
    bare = word.rpartition("-")[2].rpartition(".")[2]
    opens = following.lower().replace("’", "'") in _OPENERS
    if word.lower() in _BEFORE:
        return opens and word.islower() and word in {"n", "p", "m", "no", "me", "mes", "col", "sup"}
    if word.lower() in _AFTER:
        return not following.isdecimal()
    if len(bare) == 1 and bare.isalpha():
        return opens or (bare.islower() and not following.isdecimal())
    return True


def _within_brackets(text: str, start: int, end: int) -> bool:
    """Whether `end` lies in brackets or in a quotation that close soon after."""
    for opening, closing, reach in (("(", ")", _BRACKETS), ("«", "»", _QUOTE)):
        opened = text.rfind(opening, start, end)
        if opened < 0 or text.find(closing, opened, end) >= 0:
            continue
        closed = text.find(closing, end)
        if 0 <= closed <= opened + reach:
            return True
    return False


def _shortened(text: str, start: int, end: int) -> list[Offsets]:
    """A sentence of reasonable length whole; a very long one cut after its semicolons."""
    if len(text[start:end].split()) <= _LONG:
        return [(start, end)]
    cuts = [match.end() for match in re.finditer(r"\s?;(?=\s)|\n", text[start:end])]
    ends = [0, *cuts, end - start]
    return [
        part
        for first, last in pairwise(ends)
        if (part := _stripped(text, start + first, start + last)) and part[0] < part[1]
    ]


def _stripped(text: str, start: int, end: int) -> Offsets:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
