"""The ledger's entries: every figure that the blocks of a report state, with what it counts.

A fact not read is better than one read wrong: numbers that only refer (articles, pages, dates, phones)
are left out, and a figure without a label makes no fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.chart_facts import chart_facts
from corpus.fact_setting import joined, naming_title, setting_of
from corpus.numbers import parse_number
from corpus.report import Block, BlockKind, Fact, FactSource, Section
from corpus.sentence_facts import key_figure_facts, text_facts
from corpus.table_facts import table_facts


def find_facts(blocks: Sequence[Block], sections: Sequence[Section], period: str | None) -> tuple[Fact, ...]:
    """The facts of all blocks, in reading order. `period` is the report's own, for values that name none."""
    facts = [fact for block in blocks for fact in _block_facts(block, sections, period)]
    confused = set(map(_told, _confused(facts)))
    titled = [_with_title(fact, sections) if _told(fact) in confused else fact for fact in facts]
    confused = set(map(_told, _confused(titled)))
    return tuple(fact for fact in titled if _told(fact) not in confused)


def _with_title(fact: Fact, sections: Sequence[Section]) -> Fact:
    title = naming_title(sections[fact.section].path) if fact.section is not None else ""
    return replace(fact, concept=joined([title, fact.concept]))


def _confused(facts: Sequence[Fact]) -> list[Fact]:
    """The figures of one page whose words are the same and whose values differ.

    Their label belongs to one of them, or is only the title above: it does not say which is which.
    """
    values: dict[tuple[object, ...], set[Decimal]] = defaultdict(set)
    for fact in facts:
        values[_told(fact)].add(fact.value)
    return [fact for fact in facts if len(values[_told(fact)]) > 1]


def _told(fact: Fact) -> tuple[object, ...]:
    block = fact.block if fact.source in {FactSource.TABLE, FactSource.CHART} else None
    return fact.page, block, fact.concept, fact.dimensions, fact.period, fact.unit


def _block_facts(block: Block, sections: Sequence[Section], period: str | None) -> Iterable[Fact]:
    setting = setting_of(block, sections, period)
    if block.table is not None:
        return table_facts(setting, block.table)
    if block.kind is BlockKind.KEY_FIGURE:
        return key_figure_facts(setting)
    if block.chart is not None:
        return chart_facts(setting, block.chart)
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING}:
        return text_facts(setting)
    return ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two facts, each with its report's file name, that give one thing two values."""

    one: tuple[str, Fact]
    other: tuple[str, Fact]


def disagreements(facts: Iterable[tuple[str, Fact]]) -> tuple[Disagreement, ...]:
    """Pairs that share concept, dimensions, period and unit but not the value, rounding aside.

    Concept and dimensions are compared as a set of words, so that it does not matter which of two
    reports puts a word in a title and which in a column header.
    """
    alike: dict[tuple[frozenset[str], str, str | None], list[tuple[str, Fact]]] = defaultdict(list)
    for file, fact in facts:
        if fact.period is not None and fact.uncertainty is None:
            alike[(_words(fact), fact.period, fact.unit)].append((file, fact))
    return tuple(
        Disagreement(one, other)
        for group in alike.values()
        for position, one in enumerate(group)
        for other in group[position + 1 :]
        if not _agree(one[1], other[1])
    )


def _words(fact: Fact) -> frozenset[str]:
    text = unicodedata.normalize("NFKD", " ".join((fact.concept, *fact.dimensions)).casefold())
    plain = "".join(c for c in text if not unicodedata.combining(c))
    return frozenset(re.findall(r"[^\W_]{2,}", plain)) - _SMALL_WORDS


_SMALL_WORDS = frozenset(
    "de des du la le les un une au aux et ou en dans par pour sur avec sans est sont se sa son ses".split()
)


def _agree(one: Fact, other: Fact) -> bool:
    """Equal, or equal once rounded to the coarser of the two: « 18,8 M€ » agrees with « 18 823 456 € »."""
    steps = _step(one), _step(other)
    if steps[0] == steps[1]:
        return one.value == other.value
    return abs(one.value - other.value) <= max(steps) / 2


def _step(fact: Fact) -> Decimal:
    """The weight of the last printed digit, in the fact's unit."""
    number = parse_number(fact.printed)
    if number is None or not number.value:
        return Decimal(1)
    decimals = (
        max(0, -int(number.value.as_tuple().exponent)) if number.scale == 1 else _decimals(number.digits)
    )
    return abs(fact.value / number.value) * number.scale * Decimal(1).scaleb(-decimals)


def _decimals(digits: str) -> int:
    mark = re.search(r"[.,](\d+)$", digits)
    return len(mark[1]) if mark and len(mark[1]) != 3 else 0
