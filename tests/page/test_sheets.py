"""The figures for a spreadsheet."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from page.sheets import figures_csv, figures_xlsx
from tests.page.made import fact, line

OTHER = line(fact(value="1300", printed="1 300"), "Autre rapport")
LINES = [line(fact(), others=(OTHER,)), line(fact("=1+1", "-3", "-3"))]
HEADS = "Chiffre;Valeur;Unité;Année;Rapport;Fichier;Partie;Page imprimée;Page du PDF;Autre valeur"


def test_figures_are_exported_for_a_french_spreadsheet():
    head, first, second = figures_csv(LINES).decode().splitlines()
    assert head == f"\ufeff{HEADS}"
    assert first == "Agents;1234,5;agents;2023;Titre;r.pdf;;1;2;1 300 agents (Autre rapport, p. 1)"
    assert second == "'=1+1;-3;agents;2023;Titre;r.pdf;;1;2;"  # no formula, and still a number


def test_a_workbook_holds_numbers_and_no_formula():
    sheet = load_workbook(io.BytesIO(figures_xlsx(LINES)))["Chiffres"]
    head, first, second = sheet.iter_rows()
    assert [cell.value for cell in head] == HEADS.split(";")
    assert (first[1].value, first[1].data_type, first[8].value) == (1234.5, "n", 2)
    assert (second[0].value, second[0].data_type) == ("=1+1", "s")
