"""The projects of the 2023 report, division by division."""

from __future__ import annotations

from corpus.demo import figures as f
from corpus.demo.shapes import (
    Bullets,
    Columns,
    Gap,
    Grid,
    Heading,
    Item,
    NewPage,
    Text,
)

PROJECTS: tuple[Item, ...] = (
    Heading("LES PROJETS 2023"),
    Text(
        "Refondre le catalogue des logiciels et des outils métiers : telle était la priorité de l'année. "
        "Elle a pris trois formes."
    ),
    Bullets(
        (
            "Continuer ce qui était engagé depuis 2022 : le logiciel de l'enfance et de la petite enfance "
            "(Maelis) et celui des services techniques (AS-TECH).",
            "Ouvrir des chantiers de dématérialisation sur plusieurs années : les bulletins de paie, avec "
            "Ciril GF et Cecurity, et les séances des conseils, avec Fast élus.",
            "Proposer un outil de prise de rendez-vous plus actuel, Synbird.",
        )
    ),
    Text(
        "En parallèle, le plan de sécurisation des systèmes d'information a suivi son cours, avec le "
        "remplacement des serveurs de virtualisation. La cellule support a pris de l'ampleur, et l'usage de "
        "GLPI, où les agents déposent leurs demandes et signalent leurs incidents, s'est installé."
    ),
    Gap(4),
    Grid(f.DEPLOYMENTS),
    NewPage(),
    Heading("LE PÔLE APPLICATIFS, SUPPORT & FORMATION", 1),
    Text(
        "Le pôle a mené de front des projets lancés un an plus tôt et des nouveautés. Un fil les relie : "
        "aider les communes à se passer du papier."
    ),
    Heading("Une nouvelle solution de prise de rendez-vous", 2, listed=False),
    Text(
        "Synbird remplace l'outil précédent. Il offre davantage de fonctions, s'intègre mieux au reste du "
        "système et demande moins d'efforts à ceux qui l'administrent. Les mairies s'en servent d'abord pour "
        "les cartes nationales d'identité, mais aussi pour d'autres démarches et pour organiser l'accueil du "
        "public."
    ),
    Text(
        "Bonneuil-sur-Marne, Choisy-le-Roi, Valenton et Villeneuve-le-Roi en sont équipées. Orly, qui avait "
        "déjà son propre logiciel, ne l'a pas retenu."
    ),
    Heading("La paie sans papier", 2, listed=False),
    Text(
        "Les fiches de paie peuvent maintenant être remises sous forme numérique et conservées dans un "
        "coffre-fort. Le produit choisi, Cecurity, sert aux agents du syndicat depuis septembre 2023. "
        "Villeneuve-le-Roi s'est portée volontaire comme ville pilote : sa mairie et son CCAS basculent au "
        "1er janvier 2024."
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
        "La nomenclature comptable M57 remplace la M14 et devient la règle au 1er janvier 2024. Le SICIO a "
        "épaulé les services financiers qui utilisent Civil Net Finances, avec une méthode et un suivi de "
        "projet. La réforme apporte un plan de comptes abrégé, des règles budgétaires plus souples, la "
        "fongibilité des crédits et une gestion plus aisée des dépenses imprévues."
    ),
    Grid(f.M57_TABLE),
    NewPage(),
    Heading("Les services techniques", 2, listed=False),
    Text(
        "Le logiciel de gestion des services techniques change. Valenton et Orly essaient les premières son "
        "remplaçant, AS-TECH : il est installé chez elles et la migration est en cours, pour une mise en "
        "service au premier semestre 2024."
    ),
    Heading("La plateforme collaborative Interstis", 2, listed=False),
    Text(
        "Le syndicat utilise Interstis pour lui-même depuis 2022 et voulait ensuite l'ouvrir à d'autres. "
        "Valenton l'a adoptée en 2023 ; les travaux ont débuté pour Bonneuil-sur-Marne, qui doit en disposer "
        "au début de 2024."
    ),
    Gap(6),
    Heading("LE PÔLE SYSTÈME & SÉCURITÉ", 1),
    Text(
        "Moderniser sans multiplier les investissements, et rendre les systèmes plus difficiles à attaquer : "
        "voilà ce qui a guidé le pôle tout au long de l'année."
    ),
    Heading("Le remplacement des serveurs de virtualisation", 2, listed=False),
    Text(
        "Trop lents et de plus en plus malaisés à entretenir, les anciens serveurs ont été remplacés. La "
        "nouvelle architecture gagne en puissance, peut s'agrandir et résiste mieux aux pannes. Le "
        "renouvellement a porté sur trois sites : les deux principaux et le site dit « témoin »."
    ),
    Heading("La sécurité des systèmes", 2, listed=False),
    Text(
        "Le parcours de sécurisation ouvert en 2021 avec France Relance s'est poursuivi par un Pack Relais, "
        "dont une bonne part concerne la protection d'Active Directory. Une fausse campagne d'hameçonnage a "
        "par ailleurs été envoyée par courriel aux agents des communes, pour mesurer leur vigilance et les "
        "sensibiliser."
    ),
    Heading("Le serveur de Ciril Finances", 2, listed=False),
    Text(
        "Les machines virtuelles de Civil Net Finances avaient vieilli. Les applications ont été "
        "réinstallées sur un socle plus récent."
    ),
    Heading("Des salles équipées pour la visioconférence", 2, listed=False),
    Text(
        "Les salles de formation et la salle de réunion ont reçu un équipement audio et vidéo neuf. Les "
        "sessions à distance, ou mêlant présents et absents, s'y tiennent dans de meilleures conditions."
    ),
    Heading("Les serveurs d'Ablon-sur-Seine", 2, listed=False),
    Text(
        "Le SICIO, qui s'occupe des serveurs de cette commune, les a changés. Les logiciels tournent à "
        "présent sur des serveurs virtuels à jour de leurs correctifs de sécurité."
    ),
    Heading("Une troisième copie des sauvegardes", 2, listed=False),
    Text(
        "Depuis le dernier trimestre 2023, les sauvegardes sont dupliquées sur un troisième site, extérieur, "
        "sous une forme que nul ne peut modifier. Sur les sites du syndicat, la capacité a été étendue, car "
        "le volume à protéger ne cesse de croître."
    ),
    NewPage(),
    Heading("LE PÔLE RÉSEAU ET TÉLÉCOMMUNICATION", 1),
    Text(
        "Renouveler le matériel dans les communes, étendre le Wi-Fi, fermer les portes qui n'ont pas à être "
        "ouvertes : l'activité du pôle tient en ces trois tâches."
    ),
    Gap(4),
    Columns(
        (
            Heading("Des règles de filtrage durcies", 2, listed=False),
            Text(
                "Commencée en 2022, la réécriture des règles de filtrage est achevée. Les échanges entre "
                "les différents réseaux que gère le SICIO sont contrôlés plus strictement.",
                "ragged",
            ),
            Heading("La double authentification", 2, listed=False),
            Text(
                "Tous les agents du syndicat l'utilisaient depuis 2022. En 2023, elle a été ouverte aux "
                "services informatiques de trois communes pour leur accès VPN : Choisy-le-Roi, Orly et "
                "Villeneuve-le-Roi. Deux autres suivront, Bonneuil-sur-Marne et Valenton.",
                "ragged",
            ),
            Heading("Le Wi-Fi public", 2, listed=False),
            Text(
                "Déjà en service au SICIO et à la Cité des métiers du Val-de-Marne, il a été installé dans "
                "les communes qui le demandaient : Bonneuil-sur-Marne, Orly, Valenton et Villeneuve-le-Roi. "
                "La solution conserve la trace des connexions, comme la réglementation l'impose.",
                "ragged",
            ),
        ),
        (
            Heading("Les serveurs proxy d'accès à Internet", 2, listed=False),
            Text(
                "Les anciens serveurs arrivaient au bout de leur vie. Leur remplacement, entamé fin 2022, "
                "s'est terminé fin janvier 2023 avec la bascule des derniers accès. La nouvelle solution "
                "tolère les pannes, filtre mieux et s'administre plus facilement.",
                "ragged",
            ),
            Heading("Le renouvellement des éléments actifs", 2, listed=False),
            Text("Le plan pluriannuel s'est poursuivi, avec trois séries d'opérations :", "ragged"),
            Bullets(
                (
                    "les premiers sites de Bonneuil-sur-Marne ont reçu leur matériel ;",
                    "les commutateurs du cœur de réseau de Valenton ont cédé la place à des modèles plus "
                    "rapides ;",
                    "les équipements détruits par les incendies des émeutes de juin 2023 ont été remplacés, "
                    "en particulier dans les mairies de Valenton et de Villeneuve-le-Roi.",
                )
            ),
        ),
    ),
    NewPage(),
)
