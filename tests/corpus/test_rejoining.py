from __future__ import annotations

from corpus.rejoining import rejoin
from corpus.report import Block, BlockKind, Span


def block(
    index: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH, page: int = 1, section: int = 0
) -> Block:
    box = (0.0, 20.0 * index, 100.0, 20.0 * index + 10)
    return Block(index, kind, text, page, box, section, (Span(0, len(text), box),))


def texts(*blocks: Block) -> list[str]:
    return [found.text for found in rejoin(blocks)]


def test_a_sentence_cut_in_two_blocks_is_one_block() -> None:
    (found,) = rejoin([block(0, "Le service dessert près de"), block(1, "1 365 installations.")])
    assert found.text == "Le service dessert près de 1 365 installations."
    assert found.box == (0, 0, 100, 30)
    # 26 characters and the space that joins: the second part begins at 27
    assert [(s.start, s.end) for s in found.spans] == [(0, 26), (27, 47)]
    assert found.text[27:47] == "1 365 installations."


def test_a_list_item_goes_on_in_the_lines_below_it() -> None:
    item = block(0, "- 80 % des personnes", BlockKind.LIST_ITEM)
    assert texts(item, block(1, "interrogées.")) == ["- 80 % des personnes interrogées."]


def test_figures_may_stand_between() -> None:
    blocks = [block(0, "Le parc compte"), block(1, "2023 | 12", BlockKind.TABLE), block(2, "douze agents.")]
    found = rejoin(blocks)
    assert [b.text for b in found] == ["Le parc compte douze agents.", "2023 | 12"]
    assert [b.index for b in found] == [0, 1]


def test_what_is_finished_or_elsewhere_stays_apart() -> None:
    for first, second in (
        (block(0, "Tout est fait."), block(1, "puis on part.")),
        (block(0, "Le parc compte"), block(1, "Douze agents.")),
        (block(0, "Le parc compte"), block(1, "douze agents.", page=2)),
        (block(0, "Le parc compte"), block(1, "douze agents.", section=1)),
        (block(0, "Le parc", BlockKind.HEADING), block(1, "compte douze agents.")),
        (block(0, "Le parc compte"), block(1, "douze agents.", BlockKind.LIST_ITEM)),
    ):
        assert texts(first, second) == [first.text, second.text]
