"""The words the sample is made of: people, places, trades."""

FIRST_NAMES = (
    "Adèle Adrien Agathe Alain Alice Amélie Anaïs André Anne Antoine Arnaud Aurélie Axel Baptiste "
    "Béatrice Benoît Bérénice Brigitte Camille Capucine Cécile Céline Charlotte Christophe Claire "
    "Clément Corentin Damien Delphine Denis Diane Édouard Élise Éloïse Émile Émilie Éric Estelle "
    "Étienne Fabien Fanny Florence Florian François Françoise Gabriel Gaëlle Gaspard Geneviève Grégoire "
    "Guillaume Hélène Hervé Hugo Inès Irène Isabelle Jacques Jeanne Jérôme Joséphine Judith Jules "
    "Juliette Karim Laure Laurent Léa Léon Louise Lucas Lucie Ludovic Madeleine Manon Marc Margaux "
    "Marie Marion Mathilde Mathieu Maud Maxime Mehdi Mélanie Michel Mireille Nadia Nathalie Nicolas "
    "Noémie Océane Olivier Pascal Patricia Paul Pauline Philippe Pierre Quentin Rachid Raphaël Rémi "
    "Romain Rosalie Samia Sandrine Sébastien Simon Solène Sophie Stéphane Suzanne Sylvain Tanguy Théo "
    "Thierry Thomas Valentine Valérie Véronique Victor Vincent Yasmine Yves Zoé"
).split()
SURNAMES = (
    "Abadie Alard Arnoux Aubry Bailly Barbier Baron Barthélemy Bazin Benard Benali Berger Bertin Besson "
    "Blanchet Bonnet Bouchard Boulanger Bourgeois Bouvier Boyer Breton Brun Camus Carlier Caron Chauvin "
    "Chevallier Collet Cordier Cousin Daniel Delmas Delorme Descamps Devaux Didier Dubreuil Dumas "
    "Durieux Fabre Faure Ferrand Fleury Fontaine Fournier Gaillard Garnier Gauthier Germain Gilbert "
    "Giraud Guérin Guichard Haddad Hamel Hubert Humbert Imbert Jacquet Jolivet Joubert Jourdan Klein "
    "Lacombe Lacroix Lambert Langlois Laporte Lebrun Leclercq Lefort Legrand Lemaire Lemoine Leroux "
    "Lévêque Maillard Mallet Marchal Maréchal Marty Masson Menard Mercier Meunier Monnier Morvan Moulin "
    "Navarro Noël Olivier Pascal Pélissier Perrin Philippon Picard Poirier Prévost Quéré Rey Ribeiro "
    "Rivière Rolland Rousset Roussel Salmon Sauvage Schmitt Ségur Tessier Thévenot Tournier Traoré "
    "Vaillant Valette Verdier Vidal Weber Zimmermann"
).split()
JOBS = (
    "Responsable marketing",
    "Responsable de la communication",
    "Responsable des achats",
    "Responsable de la presse",
    "Responsable de collection",
    "Direction générale",
    "Direction artistique",
    "Achat d'art",
    "Comptabilité",
    "Coordination de projets",
    "Secrétariat général",
)
CITIES = (
    ("Lyon", "69002"),
    ("Paris", "75011"),
    ("Toulouse", "31000"),
    ("Nantes", "44000"),
    ("Bordeaux", "33000"),
    ("Lille", "59000"),
    ("Marseille", "13006"),
    ("Strasbourg", "67000"),
    ("Rennes", "35000"),
    ("Montpellier", "34000"),
    ("Grenoble", "38000"),
    ("Dijon", "21000"),
    ("Rouen", "76000"),
    ("Tours", "37000"),
    ("Nice", "06000"),
    ("Annecy", "74000"),
    ("Clermont-Ferrand", "63000"),
    ("Angers", "49000"),
    ("Reims", "51100"),
    ("Ajaccio", "20000"),
    ("Villeurbanne", "69100"),
    ("Saint-Étienne", "42000"),
    ("Metz", "57000"),
    ("Caen", "14000"),
    ("Biarritz", "64200"),
    ("Avignon", "84000"),
)
STREETS = (
    "rue de la République",
    "rue Victor-Hugo",
    "place du Marché",
    "rue des Tanneurs",
    "quai de la Gare",
    "avenue Jean-Jaurès",
    "rue du Moulin",
    "cours Lafayette",
    "rue des Lilas",
    "boulevard Carnot",
    "rue Pasteur",
    "allée des Platanes",
    "impasse du Four",
    "rue Sainte-Catherine",
)
TRADES = (
    ("Mode", ("Atelier {0}", "Maison {0}", "{0} Couture", "Filature {0}")),
    ("Hôtellerie", ("Hôtel {0}", "Domaine {0}", "Auberge {0}", "Les Terrasses {0}")),
    ("Agroalimentaire", ("Conserverie {0}", "{0} Frères", "Biscuiterie {0}", "Vignobles {0}")),
    ("Édition", ("Éditions {0}", "Librairie {0}", "{0} Presse", "Revue {0}")),
    ("Immobilier", ("{0} Immobilier", "Cabinet {0}", "Foncière {0}", "{0} Patrimoine")),
    ("Industrie", ("{0} Industries", "Fonderie {0}", "Mécanique {0}", "Verrerie {0}")),
    ("Agence", ("Agence {0}", "{0} & Associés", "Studio {0}", "Collectif {0}")),
    ("Culture", ("Théâtre {0}", "Festival {0}", "Fondation {0}", "Musée {0}")),
    ("Santé", ("Clinique {0}", "Laboratoires {0}", "Optique {0}", "Thermes {0}")),
)
PLACES_AND_NAMES = (
    "Achard Aubépine Beaurepaire Belleville Bonnefoy Brocéliande Castellane Chambord Clairval "
    "Cordeliers Delacour Delorme Duvernay Esterel Fontanelle Garonne Grandval Hautefeuille Jouvence "
    "Kerlann Lamartine Lavoisier Lumière Malherbe Marceau Merlin Mistral Montclar Montségur Morteau "
    "Nogaret Ormeau Paradis Perrache Pommier Quatre-Vents Rochebrune Roussillon Saint-Clair Saint-Loup "
    "Solférino Tassin Trévoux Vaubécour Verneuil Vieux-Port Villard Vivarais"
).split()
SOURCES = (
    "Recommandation",
    "Site web",
    "Salon",
    "Appel sortant",
    "Ancien client",
    "Réseaux sociaux",
    "Partenaire",
)
LOST_REASONS = ("Prix", "Concurrent", "Projet abandonné", "Sans réponse", "Délai", "Budget reporté")
TAGS = ("fidèle", "presse", "luxe", "public", "à relancer", "régional")
