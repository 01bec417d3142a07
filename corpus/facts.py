"""The ledger's entries: every figure that the blocks of a report state, with what it counts.

A fact not read is better than one read wrong: numbers that only refer (articles, pages, dates, phones)
are left out, and a figure without a label makes no fact.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from corpus.chart_facts import chart_facts
from corpus.fact_setting import joined, naming_titles, setting_of
from corpus.numbers import parse_number
from corpus.report import Block, BlockKind, Fact, FactSource, Section
from corpus.sentence_facts import key_figure_facts, text_facts
from corpus.table_facts import table_facts
from corpus.units import canonical_unit


def find_facts(blocks: Sequence[Block], sections: Sequence[Section], period: str | None) -> tuple[Fact, ...]:
    """The facts of all blocks, in reading order. `period` is the report's own, for values that name none.

    Where the same words stand for different values, the titles above are put before them; those of one
    page that titles do not tell apart either are left out.
    """
    codes = _lines_of_codes(blocks)
    facts = [
        fact
        for place, block in enumerate(blocks)
        if block.index not in codes
        for fact in _block_facts(_labelled(block, blocks[max(0, place - 3) : place]), sections, period)
    ]
    for depth in range(_TITLES):
        confused = _confused(facts, _label)
        facts = [_with_title(f, sections, depth) if _label(f) in confused else f for f in facts]
    confused = _confused(facts, _place) | _unlabelled(facts)
    return tuple(fact for fact in facts if _place(fact) not in confused)


_TITLES = 2
_CODED = re.compile(r"\d{2,9}\s+[^\W\d_]")


def _lines_of_codes(blocks: Sequence[Block]) -> frozenset[int]:
    """Lines that begin with a number one after the other, as in a chart of accounts: codes, not counts."""
    coded = [
        bool(_CODED.match(b.text)) and b.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} for b in blocks
    ]
    return frozenset(
        block.index
        for place, block in enumerate(blocks)
        if coded[place] and sum(coded[max(0, place - 3) : place + 4]) >= 4
    )


_Key = tuple[object, ...]


def _labelled(block: Block, before: Sequence[Block]) -> Block:
    """« 2,30 M€ » alone in its block, with the label right above: « Budget 2025 : 2,30 M€ »."""
    number = parse_number(block.text) if block.kind is BlockKind.PARAGRAPH else None
    if number is None or (number.unit and canonical_unit(number.unit) is None):
        return block  # « 2 chargées de mission » says what it counts.
    height = block.box[3] - block.box[1]
    for above in reversed(before):
        gap = block.box[1] - above.box[3]
        over = above.page == block.page and above.box[0] < block.box[2] and above.box[2] > block.box[0]
        named = above.kind in _LABELS and not above.text[:1].isdecimal()
        if over and named and -0.3 * height <= gap <= 1.2 * height:
            lead = f"{above.text.rstrip(' :')} : "
            spans = tuple(replace(s, start=s.start + len(lead), end=s.end + len(lead)) for s in block.spans)
            return replace(block, text=lead + block.text, spans=spans) if len(lead) <= 60 else block
    return block


_LABELS = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


def _label(fact: Fact) -> _Key:
    return fact.concept, fact.dimensions, fact.period, fact.unit


def _place(fact: Fact) -> _Key:
    """The label on its page; in a table or a chart, within it."""
    block = fact.block if fact.source in {FactSource.TABLE, FactSource.CHART} else None
    return fact.page, block, *_label(fact)


def _confused(facts: Sequence[Fact], key: Callable[[Fact], _Key]) -> set[_Key]:
    """The keys that stand for more than one value."""
    values: dict[_Key, set[Decimal]] = defaultdict(set)
    for fact in facts:
        values[key(fact)].add(fact.value)
    return {key for key, found in values.items() if len(found) > 1}


def _unlabelled(facts: Sequence[Fact]) -> set[_Key]:
    """The labels that two cells of one row share, whatever their values: nothing tells the columns apart."""
    cells: Counter[_Key] = Counter()
    for fact in facts:
        if fact.source is FactSource.TABLE and fact.printed:
            cells[(*_place(fact), fact.box[1], fact.box[3])] += 1
    return {key[:-2] for key, count in cells.items() if count > 1}


def _with_title(fact: Fact, sections: Sequence[Section], depth: int) -> Fact:
    titles = naming_titles(sections[fact.section].path) if fact.section is not None else ()
    return replace(fact, concept=joined([titles[depth], fact.concept])) if depth < len(titles) else fact


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
    """Pairs of two reports that share concept, dimensions, period and unit but not the value, rounding aside.

    Concept and dimensions are compared as a set of words, so that it does not matter which of two
    reports puts a word in a title and which in a column header. Words that stand for several values in
    one report are left aside, and so are two reports that disagree on a quarter of what they share: those
    describe two things in the same words, as the same form filled in by two services.
    """
    alike: dict[_Key, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for file, fact in facts:
        if fact.period is not None and fact.uncertainty is None:
            alike[_words(fact), fact.period, fact.unit][file].append(fact)
    shared: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], list[Disagreement]] = defaultdict(list)
    for by_file in alike.values():
        single = {file: own[0] for file, own in by_file.items() if len({f.value for f in own}) == 1}
        for (file, one), (other_file, other) in combinations(sorted(single.items(), key=_file), 2):
            shared[file, other_file] += 1
            if not _agree(one, other):
                found[file, other_file].append(Disagreement((file, one), (other_file, other)))
    return tuple(
        pair
        for files, pairs in found.items()
        if shared[files] < _FEW or len(pairs) <= shared[files] / 4
        for pair in pairs
    )


_FEW = 4  # shared labels below which nothing can be said of the two reports as a whole


def _file(entry: tuple[str, Fact]) -> str:
    return entry[0]


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
