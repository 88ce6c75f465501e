"""What the sample company sells: photography for companies, and a shop's shelves."""

from dataclasses import dataclass

from carnet.catalogue.actions import new_product, new_store
from carnet.catalogue.models import Product, Store


@dataclass(frozen=True, slots=True)
class Ware:
    """A product of the sample: what it costs, and how it sells to companies and in the shops."""

    reference: str
    name: str
    category: str
    euros: int
    share: float = 0.0  # of the deals with companies
    days: int = 0  # from first talk to answer
    ease: float = 1.0  # multiplies the agent's win rate
    most: int = 1  # of it in one deal
    counter: float = 0.0  # of the tickets in the shops
    stock: int | None = None


WARES = (
    Ware("PV-REP", "Reportage d'entreprise", "Prises de vue", 1900, 1.6, 38, 1.05, 2),
    Ware("PV-POR", "Portraits d'équipe", "Prises de vue", 890, 1.8, 24, 1.12, 3),
    Ware("PV-PAC", "Packshots de catalogue", "Prises de vue", 1450, 1.5, 31, 1.05, 4),
    Ware("PV-FIL", "Film de marque", "Prises de vue", 6800, 0.8, 72, 0.88),
    Ware("PV-CAM", "Campagne publicitaire", "Prises de vue", 14500, 0.4, 96, 0.76),
    Ware("PV-DRO", "Vues aériennes par drone", "Prises de vue", 1250, 0.8, 29, 0.98, 2),
    Ware("ST-JOU", "Location du studio, la journée", "Studio", 480, 1.2, 14, 1.18, 5),
    Ware("ST-FOR", "Formation à la prise de vue", "Studio", 650, 0.7, 33, 1.0, 6),
    Ware("BI-LIC", "Licence d'images, un an", "Banque d'images", 1100, 0.9, 45, 0.95, 3),
    Ware("ED-LIV", "Livre de marque", "Éditions", 3200, 0.5, 64, 0.9, 2),
    Ware("ED-TIR", "Tirage d'art 60 × 90", "Éditions", 240, 0.6, 18, 1.1, 12, 2.6, 140),
    Ware("BO-CAD", "Cadre en chêne", "Boutique", 95, counter=4.2, stock=320),
    Ware("BO-ALB", "Album relié", "Boutique", 68, counter=3.8, stock=260),
    Ware("BO-OBJ", "Objectif 50 mm", "Boutique", 459, counter=0.9, stock=48),
    Ware("BO-SAC", "Sac photo en toile", "Boutique", 129, counter=1.7, stock=85),
)
STORES = (
    ("BTQ-LYO", "Boutique Bellecour", "12 rue Victor-Hugo", "69002", "Lyon", 9, 1.35),
    ("BTQ-PAR", "Boutique Oberkampf", "48 rue Oberkampf", "75011", "Paris", 12, 1.7),
    ("BTQ-TLS", "Boutique Capitole", "7 rue des Arts", "31000", "Toulouse", 6, 1.0),
    ("BTQ-NTE", "Boutique Bouffay", "3 rue de la Juiverie", "44000", "Nantes", 6, 0.95),
    ("BTQ-BDX", "Boutique Chartrons", "21 rue Notre-Dame", "33000", "Bordeaux", 5, 0.9),
    ("BTQ-LIL", "Boutique Vieux-Lille", "15 rue de la Monnaie", "59000", "Lille", 5, 0.85),
    ("BTQ-ANN", "Boutique du Lac", "9 rue Sainte-Claire", "74000", "Annecy", 3, 0.6),
)


def new_products() -> list[Product]:
    """The catalogue, unsaved, in the order of WARES."""
    return [
        new_product(
            {
                "reference": ware.reference,
                "name": ware.name,
                "category": ware.category,
                "list_price": ware.euros * 100,
                "stock": ware.stock,
            }
        )
        for ware in WARES
    ]


def new_stores() -> list[Store]:
    """The shops, unsaved, in the order of STORES."""
    return [
        new_store(
            {
                "reference": reference,
                "name": name,
                "address": street,
                "postal_code": postal_code,
                "city": city,
                "employees": employees,
            }
        )
        for reference, name, street, postal_code, city, employees, _share in STORES
    ]
