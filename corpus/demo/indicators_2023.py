"""The activity indicators of the 2023 report, application by application."""

from __future__ import annotations

from dataclasses import replace

from corpus.demo import figures as f
from corpus.demo.shapes import (
    Columns,
    Gap,
    Grid,
    Heading,
    Item,
    NewPage,
    Plot,
    Text,
)

YEAR = 2023


def _table(name: str) -> Grid:
    return Grid(f.BY_NAME[name].table(YEAR))


def _pair(left: str, right: str) -> Columns:
    one, other = (replace(f.BY_NAME[name].table(YEAR, "lines"), label_share=0.68) for name in (left, right))
    return Columns((Grid(one),), (Grid(other),))


INDICATORS: tuple[Item, ...] = (
    Heading("LES INDICATEURS D'ACTIVITÉS"),
    Heading("Bulletins de salaires imprimés", 1),
    Plot(f.payslips(YEAR), 250),
    Text(
        "Le SICIO a imprimé 31 318 bulletins de salaires, contre 39 599 un an plus tôt. Deux raisons à ce "
        "repli : les agents du SICIO reçoivent leur bulletin sous forme numérique, et les encarts joints se "
        "font plus rares."
    ),
    Heading("Factures", 1),
    Text(
        "Le syndicat imprime des factures pour les collectivités. Leur nombre annuel n'est pas repris dans "
        "cette version de démonstration."
    ),
    Heading("Documents mis sous plis", 1),
    Text(
        "La mise sous pli est suivie chaque année. Faute de pouvoir rattacher les volumes publiés à une "
        "année précise, ce document ne les reproduit pas."
    ),
    NewPage(),
    Heading("Tickets GLPI", 1),
    Columns(
        (Plot(f.TICKETS_CHART, 178),),
        (
            Gap(26),
            Text(
                "Les agents ont ouvert 4 979 tickets dans GLPI, soit 582 de plus qu'en 2022. Ce chiffre dit "
                "surtout que la cellule support prend de l'ampleur : davantage de demandes passent par "
                "l'outil."
            ),
        ),
        share=0.56,
    ),
    Heading("Espace de stockage global", 1),
    Text(
        "Les données confiées au syndicat augmentent d'année en année, et la place qu'il faut leur réserver "
        "avec elles. Le suivi distingue les serveurs de fichiers, les sauvegardes et la messagerie."
    ),
    Heading("Espace de stockage des serveurs de fichiers", 1),
    Text(
        "Le volume occupé est relevé en téraoctets pour Bonneuil-sur-Marne, Choisy-le-Roi, Orly, Valenton et "
        "Villeneuve-le-Roi. Les relevés par commune ne sont pas lisibles dans la source de ce document."
    ),
    Heading("Espace de stockage des sauvegardes", 1),
    Text(
        "La capacité des sites du SICIO a été agrandie en 2023 et une copie hors ligne a été ajoutée sur un "
        "troisième site, comme l'explique le chapitre du pôle Système & sécurité."
    ),
    Heading("Licences Zimbra", 1),
    Text("Zimbra est le logiciel de messagerie. Le nombre de licences n'est pas repris dans ce document."),
    Heading("Espace de stockage Zimbra", 1),
    Text("La place que prennent les boîtes aux lettres se mesure en gigaoctets."),
    Heading("Équipements réseau", 1),
    Text(
        "Le pôle Réseau et télécommunication entretient et renouvelle ce parc ; ses travaux sont décrits "
        "plus haut."
    ),
    NewPage(),
    Heading("Les applicatifs métiers : formation et assistance", 1),
    Text(
        "Pour chaque logiciel, les tableaux ci-après comptent les agents formés, les jours passés à former "
        "et à assister, et les agents qui l'utilisent. Certaines séries ne commencent qu'en 2022."
    ),
    Grid(f.USERS_OVERVIEW),
    Plot(
        f.by_application(
            "column",
            "Nombre d'agents formés en 2022 et en 2023",
            f.TRAINED,
            "agents",
            (2022, 2023),
            ("Civil Net RH", "Maelis", "Mélodie", "Millésime", "Elise", "Orphée", "Sirius"),
            (0, 70, 10),
        ),
        190,
    ),
    NewPage(),
    Plot(
        f.by_application(
            "bar",
            "Nombre de jours d'assistance/prestation en 2023",
            f.SUPPORT_DAYS,
            "jours",
            (2023,),
            (
                "Civil Net Finances",
                "Civil Net RH",
                "Ciril Élections",
                "Péléhas",
                "Cart@ds",
                "Millésime",
                "Sirius",
                "Colbert",
                "Mélodie",
                "Esabora",
                "Orphée",
                "Mnesys",
            ),
            (0, 120, 20),
        ),
        225,
    ),
    *(_table(name) for name in ("Civil Net RH", "Civil Net Finances", "Maelis")),
    _pair("Mélodie", "Maestro"),
    _table("Ciril Élections"),
    _pair("Éternité", "Cart@ds"),
    *(_table(name) for name in ("Colbert", "Péléhas", "Esabora")),
    NewPage(),
    *(_table(name) for name in ("Millésime", "GMA")),
    _pair("Elise", "Mnesys"),
    *(_table(name) for name in ("Orphée", "Sirius")),
    Text(
        "Sont laissées de côté les lignes dont la source ne donne pas toutes les valeurs : agents formés et "
        "jours de formation pour Civil Net Finances, Esabora et GMA.",
        "note",
    ),
)
