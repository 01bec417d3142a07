"""Passages built from blocks made by hand; a « word » below is `mot`, so that lengths can be counted."""

from __future__ import annotations

from dataclasses import replace

from corpus.passages import build_passages
from corpus.report import Block, BlockKind, Cell, Passage, Section, Span, Table

SECTIONS = (
    Section(0, "Déchets", 0, 1, ("Déchets",)),
    Section(1, "Tarifs", 1, 2, ("Déchets", "Tarifs"), 0),
)


def block(index: int, kind: BlockKind, text: str, section: int | None = 0, page: int = 1) -> Block:
    """Each word is a 10-point square; ten words a line, lines 12 points apart."""
    spans: list[Span] = []
    place = 0
    for number, word in enumerate(text.split()):
        start = text.index(word, place)
        place = start + len(word)
        line, column = divmod(number, 10)
        top = 100.0 * index + 12 * line
        spans.append(Span(start, place, (12.0 * column, top, 12.0 * column + 10, top + 10)))
    return Block(index, kind, text, page, (0, 100.0 * index, 130, 100.0 * index + 90), section, tuple(spans))


def words(count: int) -> str:
    return " ".join(["Mot", *["mot"] * (count - 2), "mot."])


def paragraph(index: int, text: str, section: int | None = 0, page: int = 1) -> Block:
    return block(index, BlockKind.PARAGRAPH, text, section, page)


def item(index: int, text: str) -> Block:
    return block(index, BlockKind.LIST_ITEM, text)


def table(index: int, rows: list[list[str]], headers: int = 1, page: int = 1, **known: object) -> Block:
    cells = tuple(
        Cell(r, c, text, (0, 0, 1, 1), header=r < headers)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    grid = Table(cells, len(rows), len(rows[0]), headers, 1, **known)  # type: ignore[arg-type]
    text = "\n".join(" | ".join(row) for row in rows)
    return replace(block(index, BlockKind.TABLE, text, page=page), table=grid)


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def quoted(passage: Passage) -> list[str]:
    return [passage.text[s.start : s.end] for s in passage.sentences]


def test_short_neighbours_share_a_passage_and_sections_do_not() -> None:
    passages = build_passages(
        [paragraph(0, "Un bilan."), paragraph(1, "Deux bilans."), paragraph(2, "Un tarif.", section=1)],
        SECTIONS,
    )
    assert texts(passages) == ["Un bilan.\nDeux bilans.", "Un tarif."]
    assert [p.section for p in passages] == [0, 1]
    assert [p.index for p in passages] == [0, 1]


def test_no_passage_for_a_heading_that_names_its_section() -> None:
    passages = build_passages([block(0, BlockKind.HEADING, "Déchets"), paragraph(1, "Un bilan.")], SECTIONS)
    assert texts(passages) == ["Un bilan."]
    assert build_passages([block(0, BlockKind.HEADING, "Déchets")], SECTIONS) == ()


def test_a_sub_heading_that_is_no_section_opens_what_follows() -> None:
    long = words(100)
    passages = build_passages(
        [paragraph(0, long), block(1, BlockKind.HEADING, "Le verre"), paragraph(2, words(30))], SECTIONS
    )
    assert texts(passages) == [long, "Le verre\n" + words(30)]  # 100 + 2 + 30 is over 110
    assert passages[1].kind is BlockKind.PARAGRAPH


def test_packs_up_to_the_target() -> None:
    passages = build_passages([paragraph(i, words(40)) for i in range(4)], SECTIONS)
    assert [len(text.split()) for text in texts(passages)] == [80, 80]  # 120 would be over 110


def test_a_short_remainder_joins_the_passage_before() -> None:
    passages = build_passages([paragraph(0, words(100)), paragraph(1, words(20))], SECTIONS)
    assert [len(text.split()) for text in texts(passages)] == [120]


def test_cuts_a_long_paragraph_between_sentences_in_equal_parts() -> None:
    passages = build_passages([paragraph(0, " ".join([words(20)] * 12))], SECTIONS)
    # 240 words: 240 / 110 rounds to 2 parts of 120, six sentences each
    assert [len(p.sentences) for p in passages] == [6, 6]
    assert {p.text for p in passages} == {" ".join([words(20)] * 6)}


def test_a_list_stays_with_the_line_that_announces_it() -> None:
    lead = "Le service assure :"
    blocks = [paragraph(0, words(60)), paragraph(1, lead), *(item(i, words(20)) for i in range(2, 6))]
    passages = build_passages(blocks, SECTIONS)
    assert texts(passages) == [words(60), "\n".join([lead, *[words(20)] * 4])]


def test_a_long_list_repeats_the_line_that_announces_it() -> None:
    lead = "Le service assure :"  # 4 words
    passages = build_passages([paragraph(0, lead), *(item(i, words(25)) for i in range(1, 10))], SECTIONS)
    # 4 + 9 × 25 = 229 is over 180; 4 + 4 × 25 = 104 fits in 110
    assert [len(p.sentences) for p in passages] == [5, 5, 2]
    assert all(p.text.startswith(lead) for p in passages)


def test_a_sentence_cut_by_the_page_is_made_whole() -> None:
    passages = build_passages(
        [paragraph(0, "Un début. Le parc compte", page=4), paragraph(1, "12 agents.", page=5)], SECTIONS
    )
    assert quoted(passages[0]) == ["Un début.", "Le parc compte", "12 agents."]  # a figure may start anew
    passages = build_passages([paragraph(0, "Le parc compte près de"), paragraph(1, "12 agents.")], SECTIONS)
    assert quoted(passages[0]) == ["Le parc compte près de 12 agents."]
    passages = build_passages(
        [paragraph(0, "Un début. Le parc compte", page=4), paragraph(1, "douze agents. Fin.", page=5)],
        SECTIONS,
    )
    assert quoted(passages[0]) == ["Un début.", "Le parc compte douze agents.", "Fin."]
    assert [s.page for s in passages[0].sentences] == [4, 4, 5]
    assert passages[0].pages == (4, 5)


def test_a_table_in_the_middle_of_a_sentence_comes_after_it() -> None:
    blocks = [
        paragraph(0, "Le parc compte"),
        table(1, [["Année", "Agents"], ["2023", "12"]]),
        paragraph(2, "douze agents."),
    ]
    assert texts(build_passages(blocks, SECTIONS)) == [
        "Le parc compte douze agents.",
        "Année | Agents\n2023 | 12",
    ]


def test_boxes_follow_the_printed_lines() -> None:
    passage = build_passages([paragraph(0, words(12) + " " + words(3))], SECTIONS)[0]
    first, second = passage.sentences
    # ten words a line, 12 points each: words 1 to 10, then 11 and 12, then 13 to 15 beside them
    assert first.boxes == ((0, 0, 118, 10), (0, 12, 22, 22))
    assert second.boxes == ((24, 12, 58, 22),)


def test_a_small_table_is_whole_with_a_sentence_for_each_row() -> None:
    small = table(0, [["Année", "Agents"], ["2022", "10"], ["2023", "12"]], title="Effectifs")
    (passage,) = build_passages([small], SECTIONS)
    assert passage.kind is BlockKind.TABLE
    assert passage.title == "Effectifs"
    assert quoted(passage) == ["Année | Agents", "2022 | 10", "2023 | 12"]


def test_a_large_table_repeats_its_header_over_each_group_of_rows() -> None:
    rows = [["Année", "Agents"], *([f"service {i}", "mot " * 18] for i in range(12))]
    passages = build_passages([table(0, rows)], SECTIONS)
    # a row is 20 words: 12 × 20 = 240 is over 160, five rows fit in 110
    assert [len(p.sentences) for p in passages] == [6, 6, 3]
    assert {quoted(p)[0] for p in passages} == {"Année | Agents"}
    assert "service 5" in passages[1].text


def test_a_table_continued_on_the_next_page_takes_the_header_from_before() -> None:
    first = table(0, [["Année", "Agents"], ["2022", "10"]], page=3, title="Effectifs")
    second = table(1, [["Année", "Agents"], ["2023", "12"]], page=4, title="Effectifs", continues=True)
    second = replace(second, text="2023 | 12")  # its own page shows no header
    passages = build_passages([first, second], SECTIONS)
    assert texts(passages) == ["Année | Agents\n2022 | 10", "Année | Agents\n2023 | 12"]
    assert passages[1].pages == (4,)
    assert [s.page for s in passages[1].sentences] == [3, 4]


def test_a_caption_goes_with_its_table() -> None:
    blocks = [
        paragraph(0, "Un texte."),
        block(1, BlockKind.CAPTION, "Tableau 1 : effectifs"),
        table(2, [["Année", "Agents"], ["2022", "10"]]),
        paragraph(3, "La suite."),
    ]
    passages = build_passages(blocks, SECTIONS)
    assert texts(passages) == ["Un texte.", "Tableau 1 : effectifs\nAnnée | Agents\n2022 | 10", "La suite."]
    assert passages[1].title == "Tableau 1 : effectifs"


def test_key_figures_side_by_side_share_a_passage() -> None:
    blocks = [block(i, BlockKind.KEY_FIGURE, f"{i} T\nde verre") for i in range(3)]
    (passage,) = build_passages(blocks, SECTIONS)
    assert passage.text == "0 T\nde verre\n1 T\nde verre\n2 T\nde verre"
    assert passage.kind is BlockKind.KEY_FIGURE


def test_footnotes_leave_the_text_unbroken() -> None:
    blocks = [
        paragraph(0, "Le parc compte"),
        block(1, BlockKind.FOOTNOTE, "1 Source : service technique."),
        paragraph(2, "douze agents.", page=2),
    ]
    passages = build_passages(blocks, SECTIONS)
    assert texts(passages) == ["Le parc compte douze agents.", "1 Source : service technique."]
    assert passages[1].kind is BlockKind.FOOTNOTE


def test_every_sentence_of_a_passage_is_in_its_text_and_in_order() -> None:
    blocks = [paragraph(i, f"{words(17)} {words(31)} {words(60)}") for i in range(9)]
    passages = build_passages(blocks, SECTIONS)
    for passage in passages:
        ends = [0, *(s.end for s in passage.sentences)]
        starts = [s.start for s in passage.sentences]
        assert all(end <= start for end, start in zip(ends, starts, strict=False))
        assert passage.sentences[-1].end == len(passage.text)
    assert " ".join(t.replace("\n", " ") for t in texts(passages)) == " ".join(b.text for b in blocks)


def test_an_enumeration_told_by_its_semicolons_is_a_list() -> None:
    parts = [words(99) + " Conditions :", "accès gratuit ;", "carte obligatoire ;", "dépôt limité."]
    passages = build_passages([paragraph(i, text) for i, text in enumerate(parts)], SECTIONS)
    assert len(passages) == 1  # 100 + 2 × 3 + 2 words: over the target, under the length of a list


def test_what_a_colon_announces_stays_with_it() -> None:
    passages = build_passages(
        [paragraph(0, words(90)), paragraph(1, "Le vote est ouvert :"), paragraph(2, words(30))], SECTIONS
    )
    assert texts(passages) == [words(90), "Le vote est ouvert :\n" + words(30)]


def test_a_number_alone_is_no_passage() -> None:
    assert build_passages([paragraph(0, "05")], SECTIONS) == ()


def test_boxes_of_a_page_drawn_across_follow_its_lines() -> None:
    spans = (Span(0, 6, (50, 60, 60, 100)), Span(7, 13, (50, 10, 60, 55)), Span(14, 20, (64, 60, 74, 100)))
    across = Block(0, BlockKind.PARAGRAPH, "Quatre petits postes", 1, (50, 10, 74, 100), 0, spans)
    (passage,) = build_passages([across], SECTIONS)
    assert passage.sentences[0].boxes == ((50, 10, 60, 100), (64, 60, 74, 100))


def test_a_sub_heading_stays_with_its_list() -> None:
    blocks = [paragraph(0, words(90)), block(1, BlockKind.HEADING, "Le verre"), item(2, words(30))]
    assert texts(build_passages(blocks, SECTIONS)) == [words(90), "Le verre\n" + words(30)]


def test_an_endless_enumeration_is_cut_at_its_printed_lines() -> None:
    lines = [" ".join([str(number), *["mot"] * 9]) for number in range(40, 64)]  # ten words a line
    passages = build_passages([paragraph(0, " ".join(lines))], SECTIONS)
    # 240 words: two passages of 120, a sentence for each line
    assert [len(p.sentences) for p in passages] == [12, 12]
    assert quoted(passages[0])[:2] == lines[:2]
    assert all(len(s.boxes) == 1 for p in passages for s in p.sentences)


def test_a_heading_that_names_no_section_stays_with_its_text() -> None:
    blocks = [paragraph(0, words(100)), paragraph(1, "Le Wi-Fi public"), paragraph(2, words(60))]
    first, second = build_passages(blocks, SECTIONS)
    assert first.text == blocks[0].text
    assert second.text == f"{blocks[1].text}\n{blocks[2].text}"


def test_a_short_line_is_no_heading_of_another_nor_where_it_counts_something() -> None:
    blocks = [paragraph(0, words(100)), paragraph(1, "Vote pour : 12"), paragraph(2, words(60))]
    assert build_passages(blocks, SECTIONS)[0].text.endswith("Vote pour : 12")
