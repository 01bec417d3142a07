"""Everyday French words and the administrative words they stand for, whatever the reports.

`thesaurus.txt` holds the relations. It speaks of French public life in general, never of one report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.words import stems

Phrase = tuple[str, ...]
_SAME = 0.75  # « embauche = recrutement »: either says the other
_MEANS = 0.65  # « poubelle > ordures ménagères »: who asks with the first may be answered with the second
_PLURAL_VERB = "ent"
_NEAR = 0.45  # « poubelle ~ collecte »: often met together


@dataclass(frozen=True, slots=True)
class Relation:
    """`phrase` (stems) may answer what a question says from term `start` to `end`; `credit` is 0 to 1."""

    start: int
    end: int
    phrase: Phrase
    credit: float


class Thesaurus:
    """Relations read from lines; `#` begins a comment.

    `a, b = c` relates each term to each other, `a, b > c, d` leads from each on the left to each on the
    right, and so does `a, b ~ c, d` with less credit. Raises `ValueError` naming a line that says none of it.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._entries: dict[Phrase, dict[Phrase, float]] = {}
        for line in lines:
            text = line.partition("#")[0].strip()
            if text:
                self._read(text)
        self._longest = max(map(len, self._entries), default=0)
        self._words = frozenset(word for phrase in self._entries for word in phrase)

    def related(self, terms: Sequence[str]) -> tuple[Relation, ...]:
        """What may answer the stems of a question, in their order. The longest words known count:
        « carte grise » is no card."""
        terms = [self._as_known(term) for term in terms]
        found: list[Relation] = []
        at = 0
        while at < len(terms):
            for length in range(min(self._longest, len(terms) - at), 0, -1):
                entry = self._entries.get(tuple(terms[at : at + length]))
                if entry is not None:
                    found.extend(
                        Relation(at, at + length, phrase, credit) for phrase, credit in entry.items()
                    )
                    at += length
                    break
            else:
                at += 1
        return tuple(found)

    def _as_known(self, term: str) -> str:
        """The stem by which a verb in the plural is known; the stemmer leaves « dépensent » whole."""
        verb = term.removesuffix(_PLURAL_VERB)
        return verb if term not in self._words and verb in self._words and len(verb) > 3 else term

    def knows(self, term: str) -> bool:
        """Whether the stem has relations of its own."""
        return (self._as_known(term),) in self._entries

    def __len__(self) -> int:
        """How many words and phrases have relations."""
        return len(self._entries)

    def _read(self, line: str) -> None:
        for sign, credit in ((">", _MEANS), ("~", _NEAR)):
            left, found, right = line.partition(sign)
            if found:
                for term in _phrases(left, line):
                    self._relate(term, _phrases(right, line), credit)
                return
        group = _phrases(line.replace("=", ","), line)
        if "=" not in line or len(group) < 2:
            raise ValueError(f"a line of the thesaurus relates nothing: {line!r}")
        for term in group:
            self._relate(term, group, _SAME)

    def _relate(self, term: Phrase, others: Iterable[Phrase], credit: float) -> None:
        entry = self._entries.setdefault(term, {})
        for other in others:
            if other != term:
                entry[other] = max(credit, entry.get(other, 0.0))


@cache
def french() -> Thesaurus:
    """The thesaurus that comes with the product, read once."""
    text = files("index").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    return Thesaurus(text.splitlines())


def _phrases(terms: str, line: str) -> list[Phrase]:
    found = [tuple(stems(term)) for term in terms.split(",")]
    if not all(found):
        raise ValueError(f"a term of the thesaurus has no content word: {line!r}")
    return found
