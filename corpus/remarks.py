"""What went wrong on which page, in French, for whoever adds a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Remarks:
    """Gathered along the reading: `report` are whole sentences, `pages` notes by page number."""

    report: list[str] = field(default_factory=list)
    pages: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def of_page(self, number: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.pages[number])) if number in self.pages else ()

    def of_report(self) -> tuple[str, ...]:
        """The remarks on the whole, then each note once, with the pages that it concerns."""
        noted: defaultdict[str, list[int]] = defaultdict(list)
        for number in sorted(self.pages):
            for note in self.of_page(number):
                noted[note].append(number)
        return (*self.report, *(f"{name_pages(pages)} : {_lowered(note)}" for note, pages in noted.items()))


def name_pages(numbers: Sequence[int]) -> str:
    """« Page 3 », « Pages 3 à 5 et 9 »: page numbers in order, runs shortened."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} à {run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    listed = ", ".join(parts[:-1]) + " et " + parts[-1] if len(parts) > 1 else "".join(parts)
    return f"{'Pages' if len(numbers) > 1 else 'Page'} {listed}"


def _lowered(note: str) -> str:
    return note[:1].lower() + note[1:]
