from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpus.facts import disagreements, find_facts
from corpus.report import (
    Block,
    BlockKind,
    Cell,
    Chart,
    ChartValue,
    Fact,
    FactSource,
    Section,
    Span,
    Table,
)

PAGE = (0.0, 0.0, 600.0, 800.0)
SECTIONS = (
    Section(0, "2 – Le personnel", 0, 3, ("2 – Le personnel",)),
    Section(1, "Bilan 2021", 1, 4, ("2 – Le personnel", "Bilan 2021"), 0),
)


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, section: int | None = 0) -> Block:
    return Block(7, kind, text, 3, PAGE, section)


def facts_of(text: str, kind: BlockKind = BlockKind.PARAGRAPH, section: int | None = 0) -> tuple[Fact, ...]:
    return find_facts([block(text, kind, section)], SECTIONS, "2023")


def brief(facts: tuple[Fact, ...]) -> list[tuple[str, str | None, str | None, str]]:
    return [(f.concept, f.period, f.unit, f.printed) for f in facts]


def grid(rows: list[list[str]], header_rows: int = 1, header_columns: int = 1, title: str = "") -> Table:
    cells = tuple(
        Cell(r, c, text, (float(c), float(r), c + 1.0, r + 1.0), 1, 1, r < header_rows or c < header_columns)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )  # fmt: skip
    return Table(cells, len(rows), max(map(len, rows)), header_rows, header_columns, title)


def table_facts(table: Table, section: int | None = 0) -> tuple[Fact, ...]:
    text = "\n".join(cell.text for cell in table.cells)
    return find_facts([Block(7, BlockKind.TABLE, text, 3, PAGE, section, table=table)], SECTIONS, "2023")


def test_a_sentence_states_a_count_with_its_subject_and_day() -> None:
    assert brief(
        facts_of("L’effectif global est de 26 agents employés par la collectivité au 31/12/2023.")
    ) == [("effectif global – agents employés par la collectivité", "2023-12-31", "agents", "26")]


def test_an_enumeration_shares_its_subject() -> None:
    found = facts_of("En 2022, le service a collecté 3 164 tonnes de déchets et 620 tonnes de verre.")
    assert [(f.printed, f.period, f.unit) for f in found] == [
        ("3 164 tonnes", "2022", "tonnes"),
        ("620 tonnes", "2022", "tonnes"),
    ]
    assert all("collecté" in f.concept for f in found)
    assert "verre" in found[1].concept
    assert "verre" not in found[0].concept


def test_each_value_of_a_change_takes_its_own_year() -> None:
    found = facts_of("La collecte passe de 3 361 tonnes en 2022 à 3 164 tonnes en 2023.")
    assert [(f.printed, f.period) for f in found] == [("3 361 tonnes", "2022"), ("3 164 tonnes", "2023")]


def test_a_year_compared_with_does_not_date_the_value() -> None:
    (fact,) = facts_of("Les dépenses ont augmenté de 5,2 % par rapport à 2021.")
    assert fact.period == "2023"


def test_a_year_that_a_difference_is_counted_from_does_not_date_it() -> None:
    found = facts_of("Les charges sont de 12 000 €, soit 500 € de moins qu'en 2021.")
    assert [(f.printed, f.period) for f in found] == [("12 000 €", "2023")]


def test_the_date_of_a_law_dates_nothing() -> None:
    (fact,) = facts_of("Depuis la loi du 7 août 2015, le territoire compte 20 communes.")
    assert fact.period == "2023"
    assert fact.unit == "communes"


def test_a_period_is_inherited_from_the_paragraph_then_the_section_then_the_report() -> None:
    text = "En 2020, la régie employait 12 agents. Elle gérait 3 déchetteries."
    assert [f.period for f in facts_of(text)] == ["2020", "2020"]
    (in_section,) = facts_of("La régie emploie 12 agents.", section=1)
    (in_report,) = facts_of("La régie emploie 12 agents.")
    assert (in_section.period, in_report.period) == ("2021", "2023")
    assert in_section.confidence > in_report.confidence


def test_references_make_no_facts() -> None:
    text = (
        "Conformément à l'article 12 de la loi n° 2015-991, voir page 7, tableau 3, le bureau situé au "
        "12, rue de la Paix 60350 Attichy (tél. 03 44 42 72 25) ouvre de 9h à 12h30."
    )
    assert facts_of(text) == ()
    assert facts_of("1. Les moyens ........................ 12") == ()
    assert facts_of("10 DOTATIONS", BlockKind.HEADING) == ()
    assert facts_of("10223 TICPE 10226 Taxe d'aménagement 10227 Versements 708771 conseils") == ()


def test_a_list_item_gives_its_label_its_value_and_the_unit_that_it_counts() -> None:
    (fact,) = facts_of("• Nombre d’agents arrivés : 2", BlockKind.LIST_ITEM)
    assert (fact.concept, fact.unit, fact.value) == ("Nombre d’agents arrivés", "agents", Decimal(2))
    assert fact.source is FactSource.LIST


def test_a_key_figure_takes_the_words_of_its_box_or_of_its_section() -> None:
    (fact,) = facts_of("Moyenne nationale :\n248 kg / hab. / an", BlockKind.KEY_FIGURE)
    assert (fact.concept, fact.unit) == ("Le personnel – Moyenne nationale", "kg/habitant/an")
    (counted,) = facts_of("failles corrigées : 21", BlockKind.KEY_FIGURE)
    assert (counted.unit, counted.value) == ("failles", Decimal(21))
    (bare,) = facts_of("3 164 T", BlockKind.KEY_FIGURE)
    assert (bare.concept, bare.unit, bare.source) == ("Le personnel", "tonnes", FactSource.KEY_FIGURE)


def test_the_box_is_that_of_the_figure() -> None:
    text = "Le service compte 26 agents."
    spans = tuple(
        Span(start, start + len(word), (float(start), 0.0, float(start + len(word)), 10.0))
        for word, start in [("Le", 0), ("service", 3), ("compte", 11), ("26", 18), ("agents.", 21)]
    )
    (fact,) = find_facts([Block(0, BlockKind.PARAGRAPH, text, 1, PAGE, None, spans)], SECTIONS, "2023")
    assert fact.box == (18.0, 0.0, 20.0, 10.0)


def test_years_at_the_head_of_columns_are_periods() -> None:
    found = table_facts(
        grid([["Indicateurs", "Résultats 2022", "Objectifs 2023"], ["Nombre d'agents formés", "154", "220"],
              ["Part des femmes", "53 %", "N/A"]], title="Résultats")
    )  # fmt: skip
    assert [(f.concept, f.dimensions, f.period, f.unit, f.value) for f in found] == [
        ("Résultats – Nombre d'agents formés", (), "2022", "agents", Decimal(154)),
        ("Résultats – Nombre d'agents formés", ("Objectifs",), "2023", "agents", Decimal(220)),
        ("Résultats – Part des femmes", (), "2022", "%", Decimal(53)),
    ]


def test_years_at_the_head_of_rows_are_periods_and_columns_the_measures() -> None:
    found = table_facts(
        grid([["Année", "Nombre d'habitants", "Tonnage (T)", "Évolution par rapport à l'année précédente"],
              ["2022", "16 174", "3 361,04", "-"], ["2023", "16 164", "3 163,88", "-5,9%"]], title="Collecte")
    )  # fmt: skip
    assert [(f.concept, f.period, f.unit, f.printed) for f in found] == [
        ("Collecte – Nombre d'habitants", "2022", "habitants", "16 174"),
        ("Collecte – Tonnage", "2022", "tonnes", "3 361,04"),
        ("Collecte – Nombre d'habitants", "2023", "habitants", "16 164"),
        ("Collecte – Tonnage", "2023", "tonnes", "3 163,88"),
        ("Collecte – Évolution par rapport à l'année précédente", "2023", "%", "-5,9%"),
    ]


def test_months_and_years_make_months() -> None:
    found = table_facts(
        grid([["", "2022", "2023"], ["Janvier", "12", "13"], ["Total", "12", "13"]], title="Visites")
    )
    assert [f.period for f in found] == ["2022-01", "2023-01", "2022", "2023"]


def test_numbers_of_months_at_the_head_of_columns_are_months() -> None:
    rows = [["", *(f"2015 - {k}" for k in range(1, 7))], ["Appels", *"123456"]]
    found = table_facts(grid(rows, title="Accueil"))
    assert [f.period for f in found] == [f"2015-{k:02}" for k in range(1, 7)]
    assert {(f.concept, f.dimensions) for f in found} == {("Accueil – Appels", ())}
    below = table_facts(grid([["", *(f"2015 - {k}" for k in range(7, 13))], ["Appels", *"123456"]]))
    assert [f.period for f in below] == [f"2015-{k:02}" for k in range(7, 13)]
    # as many as quarters: nothing tells that they are months
    quarters = table_facts(grid([["", *(f"2015 - {k}" for k in range(1, 5))], ["Appels", *"1234"]]))
    assert [f.period for f in quarters] == ["2015"] * 4
    announced = table_facts(grid([["", "1", "2", "3"], ["Appels", *"123"]], title="Appels par mois en 2016"))
    assert [f.period for f in announced] == ["2016-01", "2016-02", "2016-03"]
    bare = table_facts(grid([["", "1", "2", "3"], ["Appels", *"123"]], title="Appels par guichet en 2016"))
    assert {f.period for f in bare} == {"2016"}


def test_the_scale_of_the_title_is_applied_and_the_print_kept() -> None:
    (fact,) = table_facts(grid([["", "2023"], ["Charges de personnel", "1 234"]], title="Dépenses (en k€)"))
    assert (fact.value, fact.unit, fact.printed) == (Decimal(1_234_000), "€", "1 234")


def test_members_are_dimensions() -> None:
    found = table_facts(
        grid(
            [["Tranche d'âge", "Femmes", "Hommes"], ["30-34 ans", "40", "176"]],
            title="Maîtres de conférences",
        )
    )
    assert [(f.concept, f.dimensions, f.value) for f in found] == [
        ("Maîtres de conférences – 30-34 ans", ("Femmes",), Decimal(40)),
        ("Maîtres de conférences – 30-34 ans", ("Hommes",), Decimal(176)),
    ]


def test_a_numbered_title_that_is_a_sentence_names_the_table() -> None:
    table = grid(
        [["", "2023"], ["Mairie", "12"]],
        title="Tableau 4 : Nombre de demandes reçues par courrier et par site.",
    )
    (fact,) = table_facts(table)
    assert fact.concept == "Nombre de demandes reçues par courrier et par site – Mairie"


def test_a_group_that_the_label_of_its_row_happens_to_name_is_kept() -> None:
    table = grid(
        [
            ["Domaine", "Section", "Effectif"],
            ["Voirie", "Entretien de la voirie", "12"],
            ["Voirie", "Éclairage", "4"],
        ],
        header_columns=2,
    )
    assert [f.dimensions for f in table_facts(table)] == [("Voirie",), ("Voirie",)]


def test_a_year_of_the_row_that_the_column_contradicts_names_the_row() -> None:
    rows = [["Année d'achat", "Coût d'entretien en 2023"], ["2011", "9 226,63 €"], ["2012", "36 189,91 €"]]
    found = table_facts(grid(rows, title="Camions"))
    assert [(f.concept, f.period, f.printed) for f in found] == [
        ("Camions – 2011 – Coût d'entretien", "2023", "9 226,63 €"),
        ("Camions – 2012 – Coût d'entretien", "2023", "36 189,91 €"),
    ]


def test_short_codes_at_the_head_of_rows_name_them() -> None:
    found = table_facts(
        grid([["", "Effectif"], ["1", "24"], ["2", "63"], ["P", "7"]], header_columns=0, title="Gravité")
    )
    assert [(f.concept, f.printed) for f in found] == [
        ("Gravité – 1 – Effectif", "24"),
        ("Gravité – 2 – Effectif", "63"),
        ("Gravité – P – Effectif", "7"),
    ]


def test_headers_that_begin_like_a_code_are_read() -> None:
    found = table_facts(grid([["Service", "Jour", "Nuit", "Nombre"], ["Secours", "4", "3", "7"]]))
    assert [f.printed for f in found] == ["4", "3", "7"]


def test_figures_that_their_words_do_not_tell_apart_take_their_title_or_are_left_out() -> None:
    text = "Le service dispose de 49 conteneurs."
    other = "Le service dispose de 21 conteneurs."
    blocks = [block(text, section=0), block(other, section=1)]
    assert [f.concept.split(" – ")[0] for f in find_facts(blocks, SECTIONS, "2021")] == [
        "Le personnel",
        "Bilan 2021",
    ]
    assert find_facts([block(text), block(other)], SECTIONS, "2021") == ()


def test_codes_are_no_values_and_blanks_no_zeros() -> None:
    found = table_facts(
        grid([["Article", "Libellé", "Montant"], ["60611", "Eau", "1 200,50 €"], ["60612", "Énergie", ""]],
             header_columns=0, title="Dépenses")
    )  # fmt: skip
    assert [(f.concept, f.printed) for f in found] == [("Dépenses – Eau – Montant", "1 200,50 €")]


def test_two_lists_side_by_side_keep_their_own_labels() -> None:
    rows = [["Dépenses", "€", "Recettes", "€"], ["Travaux", "430 000", "Subvention", "100 000"],
            ["Études", "20 000", "Emprunt", "350 000"]]  # fmt: skip
    found = table_facts(grid(rows))
    labels = {f.printed: f.concept for f in found}
    assert "Travaux" in labels["430 000"]
    assert "Emprunt" in labels["350 000"]
    assert "Études" not in labels["350 000"]


def test_labels_at_the_right_of_a_figure_are_not_its_own_when_some_stand_at_its_left() -> None:
    table = grid([["Dépenses", "Vote", "Recettes", "Vote"], ["Déficit", "0,00 €", "Excédent", "55,97 €"],
                  ["Travaux", "9,00 €", "Emprunt", "8,00 €"]])  # fmt: skip
    cells = tuple(replace(c, header=True) if c.column == 2 else c for c in table.cells)
    found = table_facts(replace(table, cells=cells))
    words = {f.printed: " ".join((f.concept, *f.dimensions)) for f in found}
    assert "Excédent" not in words["0,00 €"]
    assert "Déficit" not in words["55,97 €"]
    assert "Emprunt" in words["8,00 €"]  # The labels of its own side.
    assert "Recettes" in words["8,00 €"]


def test_a_column_of_points_tells_how_to_read_its_ambiguous_figure() -> None:
    found = table_facts(
        grid([["", "2023"], ["Taux A", "0.36"], ["Taux B", "83.69"], ["Taux C", "1.234"]], title="T.")
    )
    assert [f.value for f in found] == [Decimal("0.36"), Decimal("83.69"), Decimal("1.234")]


def test_words_within_a_cell_are_read_as_text() -> None:
    found = table_facts(grid([["Service", "Impact en 2023"], ["Trackfox", "- 4 066 389 bordereaux créés"]]))
    assert [(f.value, f.unit, f.period) for f in found] == [(Decimal(4066389), "bordereaux", "2023")]
    assert "Trackfox" in found[0].concept


def test_a_chart_gives_each_value_its_series_and_the_year_of_its_category() -> None:
    values = (
        ChartValue("2022", "Tickets", Decimal(4397), None, "4397", (1.0, 1.0, 2.0, 2.0)),
        ChartValue("2023", "Tickets", Decimal(4979), None, "", (3.0, 1.0, 4.0, 2.0), Decimal(20)),
    )
    chart = Chart("bar", "Évolution du nombre de tickets", values)
    found = find_facts([Block(0, BlockKind.CHART, "", 5, PAGE, 0, chart=chart)], SECTIONS, "2023")
    assert [(f.concept, f.dimensions, f.period, f.unit) for f in found] == [
        ("Évolution du nombre de tickets", ("Tickets",), "2022", "tickets"),
        ("Évolution du nombre de tickets", ("Tickets",), "2023", "tickets"),
    ]
    assert found[0].confidence > found[1].confidence
    assert found[1].uncertainty == 20


def fact(
    concept: str, value: str, printed: str, dimensions: tuple[str, ...] = (), period: str = "2023"
) -> Fact:
    return Fact(concept, dimensions, period, Decimal(value), "€", printed, 1, PAGE, 0, None, FactSource.TABLE)


def test_two_values_of_one_thing_disagree() -> None:
    one = ("a.pdf", fact("Dépenses de personnel", "1000", "1 000 €", ("Eau",)))
    same_words = ("b.pdf", fact("Personnel – Eau", "1200", "1 200 €", ("Dépenses de",)))
    other_year = ("b.pdf", fact("Dépenses de personnel", "900", "900 €", ("Eau",), "2022"))
    (pair,) = disagreements([one, same_words, other_year])
    assert (pair.one[0], pair.other[0]) == ("a.pdf", "b.pdf")


def test_the_same_form_filled_in_by_two_services_is_no_disagreement() -> None:
    labels = ["Agents", "Heures", "Dépenses", "Recettes", "Visites"]
    ours = [("a.pdf", fact(label, str(i), str(i))) for i, label in enumerate(labels, 10)]
    theirs = [("b.pdf", fact(label, str(i), str(i))) for i, label in enumerate(labels, 20)]
    assert disagreements([*ours, *theirs]) == ()
    # Five labels shared, one at odds: one pair is flagged.
    (pair,) = disagreements([*ours, *[("b.pdf", f) for _, f in ours[1:]], theirs[0]])
    assert pair.one[1].concept == "Agents"


def test_rounding_is_no_disagreement() -> None:
    exact = ("a.pdf", fact("Budget", "18823456", "18 823 456 €"))
    rounded = ("b.pdf", fact("Budget", "18800000", "18,8 M€"))
    wrong = ("c.pdf", fact("Budget", "18900000", "18,9 M€"))
    # Half of the last digit printed: 0,05 M€ = 50 000 €; 23 456 € is within, 76 544 € is not.
    assert disagreements([exact, rounded]) == ()
    assert len(disagreements([exact, wrong])) == 1


def test_a_header_that_names_the_axis_of_years_is_no_unit() -> None:
    rows = [["", "Années", "Années"], ["", "2022", "2023"], ["Effectif", "13 690", "15 087"]]
    found = table_facts(grid(rows, header_rows=2))
    assert [(f.concept, f.period, f.unit) for f in found] == [
        ("Le personnel – Effectif", "2022", None),
        ("Le personnel – Effectif", "2023", None),
    ]
    durations = table_facts(grid([["", "Mois"], ["Chantier", "18"]]))
    assert [f.unit for f in durations] == ["mois"]


def test_a_unit_on_one_figure_is_not_that_of_the_others() -> None:
    rows = [["", "Valeur"], ["Sex-ratio", "1,11"], ["Âge moyen", "42,4 ans"], ["Patients", "2 505"]]
    assert [f.unit for f in table_facts(grid(rows))] == [None, "ans", None]
    rows = [["", "Poids"], ["Acier", "15,31"], ["Verre", "1,38"], ["Total", "16,69 kg"]]
    assert [f.unit for f in table_facts(grid(rows))] == ["kg", "kg", "kg"]


def test_points_of_a_scale_are_no_values() -> None:
    rows = [["Critère", "Points possibles", "Obtenu en 2023"], ["Zonage délimité", "20", "15"]]
    assert [f.printed for f in table_facts(grid(rows))] == ["15"]


def test_marks_before_a_row_are_no_part_of_its_label() -> None:
    found = table_facts(grid([["## Sortie", "2014"], ["## Domicile", "215"]]))
    assert [f.concept for f in found] == ["Le personnel – Domicile"]


def test_a_month_in_brackets_dates_nothing_without_a_year() -> None:
    found = facts_of("La collecte dure 6 mois (mi-avril à fin juillet).")
    assert [(f.printed, f.period) for f in found] == [("6 mois", "2023")]


def test_a_year_compared_with_has_its_own_value() -> None:
    found = facts_of("Le service a traité 4 979 tickets en 2023 contre 4 397 en 2022.")
    assert [(f.value, f.period, f.unit) for f in found] == [
        (Decimal(4979), "2023", "tickets"),
        (Decimal(4397), "2022", "tickets"),
    ]
    assert found[0].concept == found[1].concept
    before = facts_of("Le service a traité 4 979 tickets, contre 4 397 l'année précédente.")
    assert [(f.value, f.period) for f in before] == [(Decimal(4979), "2023"), (Decimal(4397), "2022")]
    bracketed = facts_of("On compte 4 979 tickets, en hausse de 13 % par rapport à 2022 (4 397 tickets).")
    assert [(f.printed, f.period) for f in bracketed][-1] == ("4 397", "2022")


def test_how_much_more_is_no_value() -> None:
    for more in ("582 de plus qu'en 2022", "582 tickets de plus qu'en 2022", "12 tickets de moins"):
        found = facts_of(f"En 2023, 4 979 tickets ont été traités, soit {more}.")
        assert [f.value for f in found] == [Decimal(4979)]


def test_thresholds_ages_and_accounts_are_no_values() -> None:
    assert facts_of("Un score supérieur à 70 points est excellent.") == ()
    assert facts_of("Enseignants atteignant l'âge de 64 ans") == ()
    assert facts_of("Passages de moins de 4 heures %") == ()
    (fact,) = facts_of("Un virement de 5 200 € du compte 2158 au compte 2051 a été décidé.")
    assert (fact.value, fact.period) == (Decimal(5200), "2023")
    assert facts_of("La commune compte 1 062 habitants.")[0].value == Decimal(1062)


def test_a_list_in_brackets_names_each_value() -> None:
    found = facts_of(
        "Sont les mieux notés le Conseil (51 %), l'Agence nationale (39 %) et l'Institut (31 %)."
    )
    assert [f.value for f in found] == [Decimal(51), Decimal(39), Decimal(31)]
    assert "Conseil" in found[0].concept
    assert "Agence" in found[1].concept
    assert "Conseil" not in found[1].concept


def test_a_figure_alone_takes_the_label_right_above() -> None:
    label = Block(1, BlockKind.PARAGRAPH, "Budget 2024", 3, (100, 100, 180, 112), 0)
    figure = Block(2, BlockKind.PARAGRAPH, "300 k€", 3, (110, 116, 170, 130), 0)
    far = replace(figure, box=(110, 300, 170, 314))
    (fact,) = find_facts([label, figure], SECTIONS, "2023")
    assert (fact.concept, fact.period, fact.value) == ("Le personnel – Budget", "2024", Decimal(300000))
    assert find_facts([label, far], SECTIONS, "2023") == ()


def test_a_header_over_several_unnamed_columns_explains_none() -> None:
    rows = [
        ["Taxe", "Produits", "Produits", "Taux (%)"],
        ["Foncier", "0", "0", "12,5"],
        ["Habitat", "7", "9", "3,1"],
    ]
    assert {f.printed for f in table_facts(grid(rows))} == {"12,5", "3,1"}


def test_lines_of_account_codes_make_no_facts() -> None:
    lines = ["6092 approvisionnements", "6094 études", "6096 matières", "6097 marchandises", "6098 autres"]
    blocks = [Block(k, BlockKind.PARAGRAPH, line, 3, PAGE, 0) for k, line in enumerate(lines)]
    assert find_facts(blocks, SECTIONS, "2023") == ()


def test_the_last_years_of_a_title_are_a_part_of_its_words() -> None:
    value = ChartValue("Aucune", "", Decimal(770), None, "770", PAGE)
    chart = Chart("bar", "Quel poste lors des 5 dernières années ?", (value,))
    block_ = Block(7, BlockKind.CHART, "", 3, PAGE, 0, chart=chart)
    (fact,) = find_facts([block_], SECTIONS, "2023")
    assert (fact.period, fact.concept) == ("2023", "Quel poste lors des 5 dernières années ?")


def test_a_year_and_a_colon_date_each_value_of_a_series() -> None:
    found = facts_of("Les prix ont suivi l'inflation (2022 : + 5,2 % ; 2023 : +4,9% ; 2024 : +2,2%).")
    assert [(f.value, f.period) for f in found] == [
        (Decimal("5.2"), "2022"),
        (Decimal("4.9"), "2023"),
        (Decimal("2.2"), "2024"),
    ]
    assert all("inflation" in f.concept for f in found)


def test_interviews_and_hours_of_a_programme_state_nothing() -> None:
    assert facts_of("J'ai signé ma première licence à 13 ans, au sein du club.") == ()
    assert facts_of("10h Bibliothèque municipale") == ()
    assert facts_of("Il a accédé à la 1re catégorie en une saison") == ()
