"""Every figure of the demonstration reports, once: both the PDFs and the golden files are made from here.

Years run from the oldest; « 2022 » reports are cut from the same series, so the two never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.demo.shapes import Chart, ChartKind, KeyFigure, Series, Table, TableStyle
from corpus.demo.typography import french_number

YEARS = ("2020", "2021", "2022", "2023")

VOTED_RUNNING = ("4986275.97", "4766323.44", "4705466.42", "4889660.10")
SPENT_RUNNING = ("3299408.19", "3214166.71", "3154079.53", "3405524.55")
VOTED_INVESTMENT = ("1091326.52", "1405644.34", "1651038.51", "1635565.11")
SPENT_INVESTMENT = ("635075.46", "492912.29", "628753.39", "479764.55")
ANNEX_CLOSING = ("134192.00", "134119.83", "230881.13", "83397.15")
PAYSLIPS = ("42000", "42000", "39599", "31318")
TICKETS = ("4397", "4979")  # 2022, 2023


@dataclass(frozen=True, slots=True)
class Application:
    """A business application's yearly figures. A row with fewer values than years starts later."""

    title: str
    short: str
    first_year: int
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    def table(self, last_year: int, style: TableStyle = "ruled") -> Table:
        """Its table up to a year, from the year its series starts."""
        years = tuple(str(y) for y in range(self.first_year, last_year + 1))
        named = {USERS: f"Nombre d'agents utilisant {self.short}"}
        rows = tuple((named.get(label, label), *values[: len(years)]) for label, values in self.rows)
        return Table(self.title, ("Indicateur", *years), rows, style, 0.72 - 0.075 * len(years))

    def value(self, label: str, year: int) -> str:
        """One figure, or "" where the series has none."""
        values = dict(self.rows).get(label, ())
        place = year - self.first_year
        return values[place] if 0 <= place < len(values) else ""


TRAINED = "Nombre d'agents formés"
TRAINING_DAYS = "Nombre de jours de formation"
SUPPORT_DAYS = "Nombre de jours d'assistance/prestation"
USERS = "Nombre d'agents utilisateurs"
ELECTION_DAYS = "Nombre de jours de traitement des élections"


def _application(title: str, short: str, first_year: int, **rows: str) -> Application:
    labels = {
        "trained": TRAINED,
        "training": TRAINING_DAYS,
        "election": ELECTION_DAYS,
        "support": SUPPORT_DAYS,
        "users": USERS,
    }
    cells = tuple((labels[key], tuple(v.strip() for v in row.split("|"))) for key, row in rows.items())
    return Application(title, short, first_year, cells)


# Rows whose published values cannot be given to a year without guessing are left out.
APPLICATIONS = (
    _application(
        "RH – Civil Net RH",
        "Civil Net RH",
        2020,
        trained="30|40|29|36",
        training="12|46|6|9",
        support="9|80|70|66",
        users="45|40|69|71",
    ),
    _application(
        "Finances – Civil Net Finances", "Civil Net Finances", 2022, support="31|114", users="925|925"
    ),
    _application(
        "Enfance, petite enfance et portail famille – Maelis",
        "Maelis",
        2020,
        trained="66|37|26|42",
        training="15,5|9,5|8|11",
        users="231|363|365|378",
    ),
    _application(
        "État civil – Mélodie",
        "Mélodie",
        2022,
        trained="3|13",
        training="1|3",
        support="12|11",
        users="72|72",
    ),
    _application(
        "Recensement militaire – Maestro",
        "Maestro",
        2022,
        trained="0|5",
        training="0|1",
        support="5|6",
        users="67|67",
    ),
    _application("Cimetière – Éternité", "Éternité", 2022, training="3|2", support="7|6", users="27|31"),
    _application(
        "Élections – Ciril Élections",
        "Ciril Élections",
        2020,
        trained="15|21|13|7",
        training="5,25|6|3|3",
        election="4|10|7|0",
        support="56|70|52|59",
        users="21|15|17|18",
    ),
    _application("Urbanisme – Cart@ds", "Cart@ds", 2022, training="4|4", support="25|38", users="48|54"),
    _application(
        "Services techniques – Colbert",
        "Colbert",
        2020,
        training="5|0|3|2",
        support="12|0|12|13",
        users="145|84 (145)|84 (145)|145",
    ),
    _application(
        "Logement – Péléhas",
        "Péléhas",
        2020,
        trained="8|20|4|7",
        training="19,25|3,5|2|3",
        support="53,5|47|40|49",
        users="22|20|20|20",
    ),
    _application("SCHS – Esabora", "Esabora", 2020, support="0,5|3,25|4|11", users="5|4|4|4"),
    _application(
        "Action sociale – Millésime",
        "Millésime",
        2020,
        trained="8|10|15|13",
        training="4|5|3|3",
        support="6|4|17|26",
        users="6|4|17|26",
    ),
    _application("Ressources – GMA", "GMA", 2020, support="13,25|11,5|15|5", users="6|3|3|3"),
    _application(
        "Courrier – Elise", "Elise", 2022, trained="11|61", training="3|9", support="15|7", users="750|172"
    ),
    _application("Archives – Mnesys", "Mnesys", 2022, training="3|1", support="15|8", users="8|8"),
    _application(
        "Bibliothèque et médiathèque – Orphée",
        "Orphée",
        2020,
        trained="4|5|8|12",
        training="2|2|2|2",
        support="17|17|22|11",
        users="81|79|80|80",
    ),
    _application(
        "Billetterie (cinéma et spectacles) – Sirius",
        "Sirius",
        2020,
        trained="2|4|0|10",
        training="2,5|1|0|2",
        support="1,75|7|10|15",
        users="10|10|10|10",
    ),
)
BY_NAME = {application.short: application for application in APPLICATIONS}


def yearly(
    kind: ChartKind,
    title: str,
    values: tuple[str, ...],
    axis: tuple[str, str, str],
    unit: str | None,
    upto: int,
) -> Chart:
    """A chart of one series that ends with 2023, cut at a year."""
    years = YEARS[-len(values) :]
    kept = [(y, Decimal(v)) for y, v in zip(years, values, strict=True) if int(y) <= upto]
    low, high, step = (Decimal(a) for a in axis)
    series = Series("", tuple(v for _, v in kept))
    return Chart(
        kind, title, tuple(y for y, _ in kept), (series,), unit, (low, high, step), show_unit=unit == "€"
    )


def voted_running(upto: int) -> Chart:
    """Running budget voted, on an axis that does not start at zero."""
    axis = ("4550000", "5000000", "50000")
    return yearly("column", "Budget voté en fonctionnement", VOTED_RUNNING, axis, "€", upto)


def spent_running(upto: int) -> Chart:
    """Running expenditure."""
    axis = ("3000000", "3450000", "50000")
    return yearly("column", "Dépenses de fonctionnement réalisées", SPENT_RUNNING, axis, "€", upto)


def investment(upto: int) -> Chart:
    """Investment, voted and spent, side by side."""
    kept = tuple(y for y in YEARS if int(y) <= upto)
    axis = (Decimal(0), Decimal(1800000), Decimal(200000))
    voted = Series("Budget voté", tuple(Decimal(v) for v in VOTED_INVESTMENT[: len(kept)]))
    spent = Series("Dépenses réalisées", tuple(Decimal(v) for v in SPENT_INVESTMENT[: len(kept)]))
    return Chart(
        "column",
        "Section d'investissement : budget voté et dépenses réalisées",
        kept,
        (voted, spent),
        "€",
        axis,
    )


def annex_closing(upto: int) -> Chart:
    """The annex budget's closing result, as a line."""
    axis = ("0", "250000", "50000")
    return yearly("line", "Résultat global de clôture du budget annexe", ANNEX_CLOSING, axis, "€", upto)


def payslips(upto: int) -> Chart:
    """Payslips printed."""
    axis = ("0", "45000", "5000")
    return yearly("column", "Bulletins de salaires imprimés", PAYSLIPS, axis, "bulletins", upto)


TICKETS_CHART = yearly("column", "Tickets GLPI", TICKETS, ("0", "5000", "1000"), "tickets", 2023)


def sections_pie(year: int) -> Chart:
    """The main budget's two sections as voted in a year."""
    place = YEARS.index(str(year))
    values = (Decimal(VOTED_RUNNING[place]), Decimal(VOTED_INVESTMENT[place]))
    title = f"Budget principal {year} voté, par section"
    return Chart("pie", title, ("Fonctionnement", "Investissement"), (Series("", values),), "€")


STAFF_RING = Chart(
    "ring",
    "Répartition globale des agents",
    ("Fonctionnaires", "Contractuels", "Contrats d'apprentissage"),
    (Series("", (Decimal(40), Decimal(56), Decimal(4))),),
    "%",
)
WORKING_TIME = Chart(
    "stacked",
    "Temps de travail des agents, hors contrats d'apprentissage",
    ("Fonctionnaires", "Contractuels"),
    (
        Series("Temps complet", (Decimal(90), Decimal(100))),
        Series("Temps partiel", (Decimal(10), Decimal(0))),
    ),
    "%",
    (Decimal(0), Decimal(100), Decimal(20)),
)
AVERAGE_AGE = Chart(
    "column",
    "Âge moyen des agents",
    ("Fonctionnaires", "Contractuels"),
    (Series("", (Decimal("40.5"), Decimal("40.71"))),),
    "ans",
    (Decimal("40.35"), Decimal("40.75"), Decimal("0.05")),
    tick_decimals=2,
    show_unit=False,
)


def by_application(
    kind: ChartKind,
    title: str,
    label: str,
    unit: str,
    years: tuple[int, ...],
    names: tuple[str, ...],
    axis: tuple[int, int, int],
) -> Chart:
    """One indicator across applications, a series per year."""
    series = tuple(
        Series(
            str(year) if len(years) > 1 else "",
            tuple(Decimal(BY_NAME[name].value(label, year).replace(",", ".")) for name in names),
        )
        for year in years
    )
    low, high, step = (Decimal(a) for a in axis)
    return Chart(kind, title, names, series, unit, (low, high, step), show_unit=False)


USERS_OVERVIEW = Table(
    "Nombre d'agents utilisateurs par application",
    ("Application", *YEARS),
    tuple((a.short, *(a.value(USERS, int(y)) for y in YEARS)) for a in APPLICATIONS),
    "striped",
    0.4,
)


def money(amount: str) -> str:
    """ "1635565.11" → "1 635 565,11 €", with plain spaces."""
    return f"{french_number(Decimal(amount))} €"


def accounts_table(upto: int) -> Table:
    """The four yearly amounts of the main budget."""
    kept = tuple(y for y in YEARS if int(y) <= upto)
    rows = tuple(
        (label, *(money(v) for v in values[: len(kept)]))
        for label, values in (
            ("Fonctionnement, voté", VOTED_RUNNING),
            ("Fonctionnement, dépensé", SPENT_RUNNING),
            ("Investissement, voté", VOTED_INVESTMENT),
            ("Investissement, dépensé", SPENT_INVESTMENT),
        )
    )
    return Table("Le budget principal en un coup d'œil", ("Section", *kept), rows, "booktabs", 0.26)


DEPLOYMENTS = Table(
    "Solutions déployées dans les communes en 2023",
    ("Solution", "Communes équipées", "Suite annoncée"),
    (
        (
            "Prise de rendez-vous (Synbird)",
            "Bonneuil-sur-Marne, Choisy-le-Roi, Valenton, Villeneuve-le-Roi",
            "Orly garde sa propre solution",
        ),
        ("Interstis", "Valenton", "Bonneuil-sur-Marne, début 2024"),
        ("AS-TECH", "Installé à Valenton et à Orly", "Production au premier semestre 2024"),
        ("Bulletins de paie dématérialisés", "SICIO, septembre 2023", "Villeneuve-le-Roi, 1er janvier 2024"),
        (
            "Wi-Fi public",
            "Bonneuil-sur-Marne, Orly, Valenton, Villeneuve-le-Roi",
            "",
        ),
        (
            "Double authentification (VPN)",
            "Choisy-le-Roi, Orly, Villeneuve-le-Roi",
            "Bonneuil-sur-Marne et Valenton",
        ),
    ),
    "lines",
    0.28,
)
M57_TABLE = Table(
    "Calendrier de passage au référentiel M57",
    ("Collectivité", "Début de l'accompagnement", "Mise en place"),
    (
        ("Choisy-le-Roi", "2021", "1er janvier 2022"),
        ("Parc du Grand Godet", "2022", "1er janvier 2023"),
        ("Autres collectivités", "Dernier trimestre 2022", "1er janvier 2024"),
    ),
    "booktabs",
    0.36,
)
MOVEMENTS = (
    KeyFigure("2", "agents arrivés"),
    KeyFigure("1", "contrat d'apprentissage initié"),
    KeyFigure("2", "départs"),
)
YEAR_2023 = (
    KeyFigure("4 979", "tickets GLPI"),
    KeyFigure("31 318", "bulletins de salaires imprimés"),
    KeyFigure("26", "agents au 31 décembre"),
    KeyFigure("3", "sites de serveurs renouvelés"),
)
YEAR_2022 = (
    KeyFigure("4 397", "tickets GLPI"),
    KeyFigure("39 599", "bulletins de salaires imprimés"),
    KeyFigure("925", "agents utilisent Civil Net Finances"),
)
