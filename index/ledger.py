"""The ledger of an open index: its figures by words, years, unit and report, and where they disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from corpus.report import Report
from index.disagreements import Key, contradictions
from index.fact_rows import Figure, Wanted, Years
from index.matching import Matcher
from index.store import Store
from index.thesaurus import Thesaurus, french
from index.words import START, WordIndex, stems

_NO_RELATIONS = Thesaurus([])
_AS_NEAR = 0.13  # « dechetter » is for « decheter » what « dechet », a letter further, is not
_MEANT = 0.6  # credit from which a phrase is looked for in place of a word


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the figures that a search finds, the best first, and how many it finds in all."""

    figures: tuple[Figure, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two figures that give one thing two values."""

    one: Figure
    other: Figure


class Ledger:
    """The figures of the indexed `reports`, by id. `words` are all that the index knows: a search that uses
    others is misspelt.

    Opened once for a state of the index: which figures contradict each other is found then.
    """

    def __init__(self, store: Store, reports: Mapping[str, Report], words: WordIndex) -> None:
        self.reports = reports
        self._store, self._words = store, words
        store.complete_ledger()
        pairs = contradictions(store.repeated_figures(), reports)
        self._pairs = tuple((one.key, other.key) for one, other in pairs)
        self._others: dict[Key, list[Key]] = defaultdict(list)
        for one, other in self._pairs:
            self._others[one].append(other)
            self._others[other].append(one)

    def search(
        self,
        words: str = "",
        *,
        years: Years | None = None,
        unit: str | None = None,
        report: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Found:
        """The figures that have every word and fit each filter that is given; the last word may be begun.

        `years` are the first and the last that a figure's period may touch; `unit` "" asks for figures
        without one. Where no figure has the words, those that nearly do or mean the same.
        """
        asked = list(dict.fromkeys(stems(words)))
        wanted = Wanted(_begun(asked), years, unit, report)
        found = self._found(wanted, limit, offset)
        for other in (self._near, self._meant):
            if found.total or not asked:
                break
            wanted = replace(wanted, words=tuple((stem, *other(stem)) for stem in asked))
            found = self._found(wanted, limit, offset)
        return found

    def _found(self, wanted: Wanted, limit: int | None, offset: int) -> Found:
        figures = self._store.figures(wanted, limit, offset)
        all_there = not offset and (limit is None or len(figures) < limit)
        return Found(figures, len(figures) if all_there else self._store.count_figures(wanted))

    def disagreements(self, report: str | None = None) -> tuple[Disagreement, ...]:
        """The pairs of figures that contradict each other, of all reports or with a figure of one."""
        pairs = [p for p in self._pairs if report is None or report in (p[0][0], p[1][0])]
        found = self._store.figures_at({key for pair in pairs for key in pair})
        return tuple(Disagreement(found[a], found[b]) for a, b in pairs if a in found and b in found)

    def contradicted(self, figures: Sequence[Figure]) -> Mapping[Key, tuple[Figure, ...]]:
        """For those of `figures` that others contradict, the others, by report id and position."""
        wanted = [key for f in figures if (key := (f.report, f.position)) in self._others]
        others = self._store.figures_at({other for key in wanted for other in self._others[key]})
        return {key: tuple(others[o] for o in self._others[key] if o in others) for key in wanted}

    def years(self) -> tuple[int, ...]:
        """The years that figures end in, latest first."""
        return self._store.figure_years()

    def units(self) -> tuple[str, ...]:
        """The units in use, most frequent first; "" stands for figures without one."""
        return self._store.figure_units()

    def _near(self, stem: str) -> list[str]:
        """The stems that are spelt most nearly so, for one that the index does not know."""
        known = Matcher([stem], self._words, {}, _NO_RELATIONS).expanded()
        near = {k: Levenshtein.normalized_similarity(k, stem) for k in known if k != stem}
        return [k for k, similarity in near.items() if similarity >= max(near.values()) - _AS_NEAR]

    def _meant(self, stem: str) -> list[str]:
        """The words and phrases that stand for a stem, and those spelt nearly so."""
        related = french().related([stem])
        return [*self._near(stem), *(" ".join(r.phrase) for r in related if r.credit >= _MEANT)]


def _begun(asked: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The stems asked for; the last one, long enough, also stands for what begins with it."""
    words = [(stem,) for stem in asked]
    if not asked or len(asked[-1]) < START or not asked[-1].isalpha():
        return tuple(words)
    return (*words[:-1], (asked[-1], f"{asked[-1]}%"))
