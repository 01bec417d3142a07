"""The text of the 2023 report, page after page."""

from __future__ import annotations

from corpus.demo import figures as f
from corpus.demo.shapes import (
    Bullets,
    Columns,
    Edition,
    Figures,
    Gap,
    Grid,
    Heading,
    Item,
    NewPage,
    Plot,
    Text,
)

YEAR = 2023

_OPENING: tuple[Item, ...] = (
    Heading("L'ÉDITO DE LA PRÉSIDENTE"),
    Text(
        "Mettre en commun les moyens informatiques, c'est permettre à chaque ville d'avoir ce qu'aucune "
        "ne pourrait se payer seule. L'année écoulée l'a encore montré.",
        "lead",
    ),
    Gap(6),
    Columns(
        (
            Text(
                "Les prix ont monté, les marges de manœuvre se sont réduites, et les menaces qui pèsent sur les "
                "réseaux publics n'ont pas faibli. Dans ce cadre tendu, le SICIO a tenu sa ligne : partager les "
                "infrastructures, les logiciels et les compétences, tout en gardant l'œil sur la dépense."
            ),
            Text(
                "La feuille de route fixée au début du mandat a été suivie. Les logiciels de l'enfance et de la "
                "petite enfance, ceux des services techniques, la dématérialisation : tous ces chantiers ont avancé "
                "comme prévu, de même que la remise à niveau des serveurs et de la sécurité."
            ),
            Text(
                "D'autres services sont apparus en cours d'année. Les habitants prennent désormais rendez-vous en "
                "mairie plus simplement ; les familles disposent d'un espace en ligne rajeuni."
            ),
        ),
        (
            Text(
                "En coulisses, les serveurs ont été changés et l'authentification multifacteur a commencé à protéger "
                "les connexions à distance. Ces travaux se voient peu, mais sans eux rien ne fonctionnerait."
            ),
            Text(
                "Nous continuerons à travailler ainsi : proches des équipes municipales, à l'écoute de ce que chacune "
                "demande, avec une qualité de service ajustée à la taille et aux besoins de chaque collectivité."
            ),
            Gap(10),
            Text("Elise HAYRAPETYAN-GONZALES", "signature"),
            Text("Présidente du SICIO", "signature"),
        ),
    ),
    Gap(14),
    Heading("L'année en quatre chiffres", 2, listed=False),
    Gap(4),
    Figures(f.YEAR_2023),
    Gap(8),
    Text(
        "Ce document de démonstration reprend la structure et les chiffres d'un rapport d'activité public. Les "
        "données que la source ne permet pas de rattacher avec certitude à une année ou à une catégorie en ont "
        "été écartées.",
        "note",
    ),
    NewPage(),
    Heading("LES MEMBRES DU COMITÉ SYNDICAL"),
    Text(
        "Le comité syndical réunit les élus désignés par les communes adhérentes. Il vote le budget, arrête le "
        "compte administratif et fixe les orientations du syndicat. Elise Hayrapetyan-Gonzales le préside."
    ),
    Text(
        "La liste nominative des délégués ne figure pas dans cette version de démonstration. Les communes dont il est "
        "question dans les pages qui suivent sont les suivantes :"
    ),
    Bullets(
        (
            "Bonneuil-sur-Marne",
            "Choisy-le-Roi",
            "Orly",
            "Valenton",
            "Villeneuve-le-Roi",
            "Ablon-sur-Seine, dont le SICIO prend en charge les serveurs",
        )
    ),
    Gap(12),
    Heading("L'ADMINISTRATION GÉNÉRALE"),
    Text(
        "Le syndicat fournit aux collectivités un catalogue de logiciels métiers, les serveurs et les réseaux qui les "
        "font tourner, ainsi que l'aide dont les agents ont besoin pour s'en servir. Trois pôles se répartissent "
        "ce travail."
    ),
    Bullets(
        (
            "Pôle Applicatifs, support & formation : choix, déploiement et suivi des logiciels, formation des "
            "utilisateurs, traitement des demandes d'assistance",
            "Pôle Système & sécurité : serveurs, sauvegardes, protection des systèmes d'information",
            "Pôle Réseau et télécommunication : équipements actifs, Wi-Fi, filtrage et accès à Internet",
        ),
        labelled=True,
    ),
    Text(
        "Les communes adhérentes financent le budget principal. Les prestations rendues à des collectivités non "
        "adhérentes sont suivies à part, dans un budget annexe."
    ),
    NewPage(),
)

_STAFF: tuple[Item, ...] = (
    Heading("LES ÉQUIPES DU SICIO"),
    Heading("La structure des effectifs", 1),
    Text(
        "Au 31/12/2023, le syndicat employait 26 agents. Les contractuels y sont plus nombreux que les "
        "fonctionnaires, et un jeune se forme en apprentissage au sein des équipes."
    ),
    Gap(4),
    Plot(f.STAFF_RING, 170),
    Text(
        "Le temps partiel reste l'exception : il ne concerne qu'un fonctionnaire sur dix, et aucun contractuel."
    ),
    Gap(2),
    Plot(f.WORKING_TIME, 130),
    Text(
        "L'écart d'âge entre les deux statuts est infime. Pour le rendre visible, l'axe du graphique de la page "
        "suivante part de 40,35 ans et non de zéro."
    ),
    NewPage(),
    Plot(f.AVERAGE_AGE, 210),
    Heading("Les mouvements de personnel", 1),
    Text("Les arrivées ont compensé les départs au cours de l'année, et un contrat d'apprentissage a été signé."),
    Gap(4),
    Figures(f.MOVEMENTS),
    Bullets(
        (
            "Nombre d'agents arrivés : 2",
            "Nombre de contrats d'apprentissage initiés : 1",
            "Nombre de départs : 2",
        ),
        labelled=True,
    ),
    NewPage(),
)

_FINANCE: tuple[Item, ...] = (
    Heading("LES FINANCES"),
    Heading("Le budget principal", 1),
    Text(
        "Recettes et dépenses de fonctionnement s'équilibrent à 4 889 660,10 € au budget 2023, une fois repris le "
        "résultat de 2022, soit 1 674 083,10 €."
    ),
    Plot(f.voted_running(YEAR), 196),
    Plot(f.spent_running(YEAR), 196),
    Text(
        "Dans les comptes, les dépenses de fonctionnement ont atteint 3 405 524,55 € et les recettes 3 409 229,88 €. En y "
        "ajoutant le résultat reporté, l'exercice se termine sur un excédent de fonctionnement de 1 677 788,43 €."
    ),
    NewPage(),
    Text(
        "Du côté de l'investissement, le budget voté s'élève à 1 635 565,11 €. Toutes les opérations prévues n'ont pas "
        "été payées dans l'année : 479 764,55 € l'ont été, moins qu'en 2022."
    ),
    Gap(4),
    Plot(f.investment(YEAR), 230),
    Text(
        "Restes à réaliser compris, la section d'investissement dégage un excédent budgétaire de 234 709,54 €."
    ),
    Gap(6),
    Plot(f.sections_pie(YEAR), 160),
    NewPage(),
    Grid(f.accounts_table(YEAR)),
    Heading("L'endettement", 1),
    Text(
        "Aucun emprunt n'est en cours. Le syndicat paie ses investissements sur ses propres ressources et ne rembourse "
        "donc ni capital ni intérêts."
    ),
    Heading("Le budget annexe", 1),
    Text(
        "Ce second budget isole ce que rapportent et ce que coûtent les services vendus à des collectivités non "
        "adhérentes. Il ne compte qu'une section de fonctionnement."
    ),
    Plot(f.annex_closing(YEAR), 190),
    Bullets(
        (
            "Excédent reporté de l'exercice précédent : 230 881,13 €",
            "Solde de l'exercice 2023 : –147 483,98 €",
            "Charges du budget principal imputées au budget annexe : 236 009,25 €",
        ),
        labelled=True,
    ),
    Text(
        "Le recul de l'excédent a une cause précise. Certaines dépenses sont avancées par le budget principal ; en 2023, la "
        "part qui revient au budget annexe lui a été refacturée, alors qu'elle ne l'avait pas été les deux années "
        "d'avant."
    ),
    NewPage(),
)

_PROJECTS: tuple[Item, ...] = (
    Heading("LES PROJETS 2023"),
    Text(
        "Refondre le catalogue des logiciels et des outils métiers : telle était la priorité de l'année. Elle a "
        "pris trois formes."
    ),
    Bullets(
        (
            "Continuer ce qui était engagé depuis 2022 : le logiciel de l'enfance et de la petite enfance (Maelis) "
            "et celui des services techniques (AS-TECH).",
            "Ouvrir des chantiers de dématérialisation sur plusieurs années : les bulletins de paie, avec Ciril GF et "
            "Cecurity, et les séances des conseils, avec Fast élus.",
            "Proposer un outil de prise de rendez-vous plus actuel, Synbird.",
        )
    ),
    Text(
        "En parallèle, le plan de sécurisation des systèmes d'information a suivi son cours, avec le remplacement des "
        "serveurs de virtualisation. La cellule support a pris de l'ampleur, et l'usage de GLPI, où les agents "
        "déposent leurs demandes et signalent leurs incidents, s'est installé."
    ),
    Gap(4),
    Grid(f.DEPLOYMENTS),
    NewPage(),
    Heading("LE PÔLE APPLICATIFS, SUPPORT & FORMATION", 1),
    Text(
        "Le pôle a mené de front des projets lancés un an plus tôt et des nouveautés. Un fil les relie : aider les "
        "communes à se passer du papier."
    ),
    Heading("Une nouvelle solution de prise de rendez-vous", 2, listed=False),
    Text(
        "Synbird remplace l'outil précédent. Il offre davantage de fonctions, s'intègre mieux au reste du système et "
        "demande moins d'efforts à ceux qui l'administrent. Les mairies s'en servent d'abord pour les cartes "
        "nationales d'identité, mais aussi pour d'autres démarches et pour organiser l'accueil du public."
    ),
    Text(
        "Bonneuil-sur-Marne, Choisy-le-Roi, Valenton et Villeneuve-le-Roi en sont équipées. Orly, qui avait déjà son "
        "propre logiciel, ne l'a pas retenu."
    ),
    Heading("La paie sans papier", 2, listed=False),
    Text(
        "Les fiches de paie peuvent maintenant être remises sous forme numérique et conservées dans un coffre-fort. Le "
        "produit choisi, Cecurity, sert aux agents du syndicat depuis septembre 2023. Villeneuve-le-Roi s'est portée "
        "volontaire comme ville pilote : sa mairie et son CCAS basculent au 1er janvier 2024."
    ),
    Heading("L'enfance et la petite enfance", 2, listed=False),
    Text(
        "Le programme ouvert en 2022 s'étale sur plusieurs années. En 2023, des modules ont été achetés et "
        "des projets lancés ville par ville, selon les demandes de chacune. Quatre buts sont visés :"
    ),
    Bullets(
        (
            "des démarches plus simples pour les familles ;",
            "un « Espace Famille » remis au goût du jour ;",
            "une gestion du périscolaire plus efficace ;",
            "des inscriptions mieux organisées.",
        )
    ),
    Heading("Le passage au référentiel M57", 2, listed=False),
    Text(
        "La nomenclature comptable M57 remplace la M14 et devient la règle au 1er janvier 2024. Le SICIO a épaulé les "
        "services financiers qui utilisent Civil Net Finances, avec une méthode et un suivi de projet. La réforme "
        "apporte un plan de comptes abrégé, des règles budgétaires plus souples, la fongibilité des crédits "
        "et une gestion plus aisée des dépenses imprévues."
    ),
    Grid(f.M57_TABLE),
    Heading("Les services techniques", 2, listed=False),
    Text(
        "Deux villes essuient les plâtres du nouveau logiciel AS-TECH : Valenton et Orly. Le produit est installé chez "
        "elles ; la reprise des données est en cours, pour une ouverture au premier semestre 2024."
    ),
    Heading("La plateforme collaborative Interstis", 2, listed=False),
    Text(
        "Le syndicat utilise Interstis pour lui-même depuis 2022. Valenton l'a adoptée en 2023. À "
        "Bonneuil-sur-Marne, les travaux ont débuté en vue d'une ouverture au début de 2024."
    ),
    NewPage(),
    Heading("LE PÔLE SYSTÈME & SÉCURITÉ", 1),
    Text(
        "Moderniser sans multiplier les investissements, et rendre les systèmes plus difficiles à attaquer : "
        "voilà ce qui a guidé le pôle tout au long de l'année."
    ),
    Heading("Le remplacement des serveurs de virtualisation", 2, listed=False),
    Text(
        "Trop lents et de plus en plus malaisés à entretenir, les anciens serveurs ont été remplacés. La nouvelle "
        "architecture gagne en puissance, peut s'agrandir et résiste mieux aux pannes. Le renouvellement a porté sur "
        "trois sites : les deux principaux et le site dit « témoin »."
    ),
    Heading("La sécurité des systèmes", 2, listed=False),
    Text(
        "Le parcours de sécurisation ouvert en 2021 avec France Relance s'est poursuivi par un Pack Relais, dont une "
        "bonne part concerne la protection d'Active Directory. Une fausse campagne d'hameçonnage a par ailleurs été "
        "envoyée par courriel aux agents des communes, pour mesurer leur vigilance et les sensibiliser."
    ),
    Heading("Le serveur de Ciril Finances", 2, listed=False),
    Text(
        "Les machines virtuelles de Civil Net Finances avaient vieilli. Les applications ont été réinstallées sur un "
        "socle plus récent."
    ),
    Heading("Des salles équipées pour la visioconférence", 2, listed=False),
    Text(
        "Les salles de formation et la salle de réunion ont reçu un équipement audio et vidéo neuf. Les sessions "
        "à distance, ou mêlant présents et absents, s'y tiennent dans de meilleures conditions."
    ),
    Heading("Les serveurs d'Ablon-sur-Seine", 2, listed=False),
    Text(
        "Le SICIO, qui s'occupe des serveurs de cette commune, les a changés. Les logiciels tournent à présent sur des "
        "serveurs virtuels à jour de leurs correctifs de sécurité."
    ),
    Heading("Une troisième copie des sauvegardes", 2, listed=False),
    Text(
        "Depuis le dernier trimestre 2023, les sauvegardes sont dupliquées sur un troisième site, extérieur, sous une "
        "forme que nul ne peut modifier. Sur les sites du syndicat, la capacité a été étendue, car le volume à "
        "protéger ne cesse de croître."
    ),
    NewPage(),
    Heading("LE PÔLE RÉSEAU ET TÉLÉCOMMUNICATION", 1),
    Text(
        "Renouveler le matériel dans les communes, étendre le Wi-Fi, fermer les portes qui n'ont pas à être ouvertes : "
        "l'activité du pôle tient en ces trois tâches."
    ),
    Gap(4),
    Columns(
        (
            Heading("Des règles de filtrage durcies", 2, listed=False),
            Text(
                "Commencée en 2022, la réécriture des règles de filtrage est achevée. Les échanges entre les différents "
                "réseaux que gère le SICIO sont contrôlés plus strictement."
            ),
            Heading("La double authentification", 2, listed=False),
            Text(
                "Tous les agents du syndicat l'utilisaient depuis 2022. En 2023, elle a été ouverte aux services "
                "informatiques de Choisy-le-Roi, d'Orly et de Villeneuve-le-Roi pour leur accès VPN. "
                "Bonneuil-sur-Marne et Valenton suivront."
            ),
            Heading("Le Wi-Fi public", 2, listed=False),
            Text(
                "Déjà en service au SICIO et à la Cité des métiers du Val-de-Marne, il a été installé dans les communes "
                "qui le demandaient : Bonneuil-sur-Marne, Orly, Valenton et Villeneuve-le-Roi. La solution conserve la "
                "trace des connexions, comme la réglementation l'impose."
            ),
        ),
        (
            Heading("Les serveurs proxy d'accès à Internet", 2, listed=False),
            Text(
                "Les anciens serveurs arrivaient au bout de leur vie. Leur remplacement, entamé fin 2022, s'est terminé "
                "fin janvier 2023 avec la bascule des derniers accès. La nouvelle solution tolère les pannes, filtre "
                "mieux et s'administre plus facilement."
            ),
            Heading("Le renouvellement des éléments actifs", 2, listed=False),
            Text("Le plan pluriannuel s'est poursuivi, avec trois séries d'opérations :"),
            Bullets(
                (
                    "les premiers sites de Bonneuil-sur-Marne ont reçu leur matériel ;",
                    "les commutateurs du cœur de réseau de Valenton ont cédé la place à des modèles plus rapides ;",
                    "les équipements détruits par les incendies des émeutes de juin 2023 ont été remplacés, "
                    "en particulier dans les mairies de Valenton et de Villeneuve-le-Roi.",
                )
            ),
        ),
    ),
    NewPage(),
)

_INDICATORS: tuple[Item, ...] = (
    Heading("LES INDICATEURS D'ACTIVITÉS"),
    Heading("Bulletins de salaires imprimés", 1),
    Plot(f.payslips(YEAR), 205),
    Text(
        "L'atelier a imprimé 31 318 bulletins de salaires, contre 39 599 un an plus tôt. Deux raisons à ce repli : les "
        "agents du SICIO reçoivent leur bulletin sous forme numérique, et les encarts joints se font plus rares."
    ),
    Heading("Factures", 1),
    Text(
        "Le syndicat imprime des factures pour les collectivités. Leur nombre annuel n'est pas repris dans cette version "
        "de démonstration."
    ),
    Heading("Documents mis sous plis", 1),
    Text(
        "La mise sous pli est suivie chaque année. Faute de pouvoir rattacher les volumes publiés à une année précise, "
        "ce document ne les reproduit pas."
    ),
    Heading("Tickets GLPI", 1),
    Columns(
        (Plot(f.TICKETS_CHART, 178),),
        (
            Gap(26),
            Text(
                "Les agents ont ouvert 4 979 tickets dans GLPI, soit 582 de plus qu'en 2022. Ce chiffre dit surtout "
                "que la cellule support est mieux connue, et que davantage de demandes passent par l'outil."
            ),
        ),
        share=0.56,
    ),
    NewPage(),
    Heading("Espace de stockage global", 1),
    Text(
        "Les données confiées au syndicat augmentent d'année en année, et la place qu'il faut leur réserver avec elles. Le "
        "suivi distingue les serveurs de fichiers, les sauvegardes et la messagerie."
    ),
    Heading("Espace de stockage des serveurs de fichiers", 1),
    Text(
        "Le volume occupé est relevé en téraoctets pour Bonneuil-sur-Marne, Choisy-le-Roi, Orly, Valenton et "
        "Villeneuve-le-Roi. Les relevés par commune ne sont pas lisibles dans la source de ce document."
    ),
    Heading("Espace de stockage des sauvegardes", 1),
    Text(
        "La capacité des sites du SICIO a été agrandie en 2023 et une copie hors ligne a été ajoutée sur un troisième "
        "site, comme l'explique le chapitre du pôle Système & sécurité."
    ),
    Heading("Licences Zimbra", 1),
    Text("Zimbra est la messagerie mise à la disposition des collectivités ; chaque boîte y consomme une licence."),
    Heading("Espace de stockage Zimbra", 1),
    Text("La place que prennent les boîtes aux lettres se mesure en gigaoctets."),
    Heading("Équipements réseau", 1),
    Text("Commutateurs, bornes Wi-Fi et pare-feu forment le parc que le pôle Réseau entretient et renouvelle."),
    NewPage(),
    Heading("Les applicatifs métiers : formation et assistance", 1),
    Text(
        "Pour chaque logiciel, les tableaux ci-après comptent les agents formés, les jours passés à former et à assister, et "
        "les agents qui l'utilisent. Certaines séries ne commencent qu'en 2022."
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
        250,
    ),
    *(Grid(application.table(YEAR)) for application in f.APPLICATIONS[:3]),
    *(Grid(a.table(YEAR, "lines" if a.first_year == 2022 else "ruled")) for a in f.APPLICATIONS[3:]),
    Text(
        "Sont laissées de côté les lignes dont la source ne donne pas toutes les valeurs : agents formés et jours de "
        "formation pour Civil Net Finances, Esabora et GMA.",
        "note",
    ),
)

EDITION_2023 = Edition(
    year=YEAR,
    file="sicio-rapport-activite-2023.pdf",
    title="Rapport d'activité",
    subtitle="Syndicat informatique intercommunal",
    first_numbered=3,
    labelled=True,
    accent="#2A9D8F",
    items=(*_OPENING, *_STAFF, *_FINANCE, *_PROJECTS, *_INDICATORS),
)
