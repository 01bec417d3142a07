"""A report made by hand: one section, a sentence, a table of two rows with a fact each."""

from __future__ import annotations

from decimal import Decimal

from corpus.report import (
    Block,
    BlockKind,
    Fact,
    FactSource,
    Page,
    Passage,
    Report,
    Section,
    Sentence,
)
from index.data import IndexData
from index.store import StoredPassage
from index.token_vectors import no_tokens, pack

PROSE = "Le syndicat distribue l'eau. Il compte douze agents."
TABLE = "Orly | 40 m³\nRungis | 25 m³"
WIDE = (50.0, 0.0, 500.0, 0.0)


def fact(concept: str, value: int, top: float, *, source: FactSource = FactSource.TABLE) -> Fact:
    box = (300.0, top, 340.0, top + 10)
    return Fact(concept, ("Volume vendu",), "2023", Decimal(value), "m³", str(value), 1, box, 1, 0, source)


def sentence(text: str, part: str, block: int, top: float) -> Sentence:
    start = text.index(part)
    return Sentence(start, start + len(part), 1, ((50.0, top, 500.0, top + 10),), block)


def report(file: str = "eau.pdf", sha256: str = "a" * 64, period: str = "2023") -> Report:
    """Rows of the table stand at 100 and 120 points from the top, facts in their middle."""
    prose = Passage(
        0,
        BlockKind.PARAGRAPH,
        PROSE,
        (1,),
        0,
        (
            sentence(PROSE, "Le syndicat distribue l'eau.", 0, 50),
            sentence(PROSE, "Il compte douze agents.", 0, 65),
        ),
    )
    table = Passage(
        1,
        BlockKind.TABLE,
        TABLE,
        (1,),
        0,
        (sentence(TABLE, "Orly | 40 m³", 1, 100), sentence(TABLE, "Rungis | 25 m³", 1, 120)),
        title="Volume vendu",
    )
    box = (50.0, 50.0, 500.0, 130.0)
    return Report(
        file=file,
        sha256=sha256,
        title=f"Rapport sur l'eau {period}",
        organisation="Syndicat des Eaux",
        period=period,
        pages=(Page(1, "i", 595.0, 842.0, 20),),
        sections=(Section(0, "Distribution", 1, 1, ("Distribution",)),),
        blocks=(
            Block(0, BlockKind.PARAGRAPH, PROSE, 1, box, 0),
            Block(1, BlockKind.TABLE, TABLE, 1, box, 0),
        ),
        facts=(
            fact("Orly", 40, 100),
            fact("Rungis", 25, 120),
            fact("eau", 12, 50, source=FactSource.SENTENCE),
        ),
        passages=(prose, table),
    )


def stored(of: Report, dimensions: int = 64) -> list[StoredPassage]:
    """Its passages as the database keeps them, without a token."""
    nothing = pack(no_tokens(dimensions))
    return [StoredPassage(f"{of.sha256}-{p.index:05d}", of.sha256, p, nothing) for p in of.passages]


def put(data: IndexData, *reports: Report) -> None:
    """Into the database alone, without vectors."""
    data.store.write_manifest(data.manifest.values())
    for one in reports:
        data.store.add(one.sha256, one, stored(one))
