"""A conversation kept as a document."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from page.conversation import Turn
from page.export import markdown, word
from tests.page.made import answer, citation

TURNS = [
    Turn(
        "Combien d'*agents* ?",
        replace(answer("Un.\n• <b>Deux</b>."), citations=(citation(), citation(3, ""))),
    ),
    Turn("Et ?", error="Posez une question."),
    Turn("Et à Lens ?", replace(answer(refused=True), understood="")),
]


def test_markdown_has_each_answer_with_its_sources_and_no_markup_of_theirs():
    told = markdown(TURNS, "29/11/2026").decode()
    assert told.startswith("# Questions aux rapports\n\nRapporteur, 29/11/2026\n")
    assert "## Combien d'\\*agents\\* ?" in told
    assert "• \\<b\\>Deux\\</b\\>." in told
    assert "- Source : Titre, Partie › Titre, page 12 (page 14 du PDF) \\[r.pdf\\]" in told
    assert told.count("- Source : ") == 2
    assert "- À lire au plus près : " in told
    assert "Posez une question" not in told


def test_word_has_the_same():
    document = Document(io.BytesIO(word(TURNS, "29/11/2026")))
    told = [p.text for p in document.paragraphs]
    assert told[:3] == ["Questions aux rapports", "Rapporteur, 29/11/2026", "Combien d'*agents* ?"]
    assert "• <b>Deux</b>." in told
    assert "Source : Titre, Partie › Titre, page 12 (page 14 du PDF) [r.pdf]" in told
    assert document.core_properties.author == "Rapporteur"


@pytest.mark.parametrize("hostile", ["\x00\x0b\x1f", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_left_out(hostile):
    turns = [Turn(f"a{hostile}b", answer(f"c{hostile}d"))]
    assert "ab" in [p.text for p in Document(io.BytesIO(word(turns, ""))).paragraphs]
