from __future__ import annotations

from pathlib import Path

from drawn_pages import A4, Draw, paragraph, pdf, write
from reportlab.pdfgen.canvas import Canvas

from corpus.furniture import find_furniture
from corpus.pdf import read_pages

TEXT = [
    "Le conseil vote le budget et les élus en débattent",
    "longuement avant de passer au point suivant.",
]


def _dropped(path: Path) -> tuple[list[str], tuple[str, ...]]:
    pages = list(read_pages(path))
    furniture = find_furniture(pages)
    texts = [
        " ".join(p.words[i].text for i in sorted(d)) for p, d in zip(pages, furniture.dropped, strict=True)
    ]
    return texts, furniture.labels


def test_running_heads_and_page_numbers(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(c: Canvas) -> None:
            write(c, 50, 30, "Rapport d'activité 2023", size=8)
            write(c, 50, 120, f"Chapitre {number}", "Helvetica-Bold", 16)
            paragraph(c, 50, 160, TEXT)
            write(c, 290, 820, f"- {number + 4} -", size=8)

        return draw

    texts, labels = _dropped(pdf(tmp_path / "a.pdf", *(page(n) for n in range(1, 6))))
    assert texts == [f"Rapport d'activité 2023 - {n + 4} -" for n in range(1, 6)]
    assert labels == ("5", "6", "7", "8", "9")


def test_slide_titles_that_differ_stay(tmp_path: Path) -> None:
    titles = ["Budget", "Personnel", "Équipement", "Calendrier", "Projets (1/2)", "Projets (2/2)"]

    def page(title: str) -> Draw:
        def draw(c: Canvas) -> None:
            write(c, 50, 60, title, "Helvetica-Bold", 24)
            paragraph(c, 50, 200, TEXT)

        return draw

    texts, _ = _dropped(pdf(tmp_path / "a.pdf", *(page(t) for t in titles)))
    assert texts == [""] * 6


def test_table_headers_that_return_stay(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(c: Canvas) -> None:
            for x, text in ((50, "Compte"), (200, "Libellé"), (400, "Montant")):
                write(c, x, 50, text, "Helvetica-Bold")
            for row in range(20):
                top = 62 + 12 * row
                write(c, 50, top, str(6000 + 20 * number + row))
                write(c, 200, top, "Achats" if (row + number) % 2 else "Impôts et taxes")
                write(c, 400, top, f"{row * 37 + number},50")

        return draw

    texts, labels = _dropped(pdf(tmp_path / "a.pdf", *(page(n) for n in range(4))))
    assert texts == [""] * 4
    assert labels == ("",) * 4


def test_watermark_is_dropped(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(c: Canvas) -> None:
            c.saveState()
            c.setFillGray(0.85)
            c.setFont("Helvetica-Bold", 60)
            c.drawString(150, A4[1] / 2, "PROJET")
            c.restoreState()
            paragraph(c, 50, 100 + 10 * number, TEXT)

        return draw

    texts, _ = _dropped(pdf(tmp_path / "a.pdf", *(page(n) for n in range(4))))
    assert texts == ["PROJET"] * 4


def test_double_pages_have_two_numbers(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(c: Canvas) -> None:
            paragraph(c, 50, 100, TEXT)
            write(c, 30, 820, str(2 * number + 2), size=8)
            write(c, 560, 820, str(2 * number + 3), size=8)

        return draw

    _, labels = _dropped(pdf(tmp_path / "a.pdf", *(page(n) for n in range(4))))
    assert labels == ("2-3", "4-5", "6-7", "8-9")


def test_a_running_head_that_gives_a_figure_is_told_once(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 30, "Habitants recensés au 1er janvier : 2 140 habitants", size=8)
        write(c, 50, 45, "Compte rendu du conseil : 12 mars 2021", size=8)
        paragraph(c, 50, 160, TEXT)

    pages = list(read_pages(pdf(tmp_path / "a.pdf", *([draw] * 4))))
    telling = find_furniture(pages).telling
    assert [(at, " ".join(pages[at].words[i].text for i in words)) for at, words in telling] == [
        (0, "Habitants recensés au 1er janvier : 2 140 habitants")
    ]
