"""A file is taken for what its headers, then its contents, say it holds."""

import tomllib

import pytest

from carnet.core.text import match_key
from carnet.interchange.headers import recognise
from carnet.interchange.kinds import _HEADERS_FILE, IMPORT_ORDER, KINDS
from carnet.interchange.tables import Row

PIPELINE = [
    "opportunity_id",
    "sales_agent",
    "product",
    "account",
    "deal_stage",
    "engage_date",
    "close_date",
    "close_value",
]
EXPORTS = {
    "accounts": (
        "id,name,kind,sector,website,email,phone,street,postal_code,city,region,country,siren,vat_number,employees,"
        "annual_revenue,founded_year,parent,owner,source,tags,note,created_at,updated_at,version"
    ),
    "contacts": (
        "id,prefix,first_name,last_name,nickname,job_title,account,emails,phones,addresses,urls,birthday,categories,"
        "note,photo,uid,maturity,owner,tags,version"
    ),
    "deals": (
        "id,reference,name,account,contact,pipeline,stage,stage_kind,amount,closed_amount,list_amount,value,"
        "probability,engaged_on,expected_close_on,closed_on,lost_reason,source,is_new_customer,agent,team,office,"
        "lines,next_step,note,version"
    ),
    "activities": (
        "id,kind,direction,nature,subject,status,starts_at,ends_at,account,contact,deal,owner,note,version"
    ),
    "products": "id,reference,name,category,list_price,stock",
    "stores": "id,reference,name,address,city,region,employees",
    "sales": "id,reference,sold_on,product,store,account,quantity,amount",
    "agents": "id,name,team,manager,office,user",
}


def fields_of(line: str, kind: str | None = None) -> tuple[str, list[str]]:
    found = recognise(line.split(";"), kind=kind)
    assert found is not None
    return found.kind, list(found.mapping.values())


@pytest.mark.parametrize("kind", EXPORTS)
def test_our_own_exports_are_recognised_with_every_field(kind: str) -> None:
    headers = EXPORTS[kind].split(",")
    found = recognise(headers)
    assert (found.kind, found.unknown, found.missing, found.set_name) == (kind, (), (), "")
    assert all(headers[index] == name for index, name in found.mapping.items())
    assert set(KINDS[kind].fields) & set(headers) == set(found.mapping.values())


@pytest.mark.parametrize(
    ("line", "kind", "fields"),
    [
        ("Nom;Prénom;E-mail;Téléphone;Société", "contacts", "last_name first_name emails phones account"),
        ("Name;Email;Company", "contacts", "full_name emails account"),
        ("Raison sociale;Ville;Téléphone;Courriel", "accounts", "name city phone email"),
        ("Désignation;Tarif;Stock", "products", "name list_price stock"),
        ("NOM;ID RÉFÉRENCE PRODUIT;PRIX;STOCK", "products", "name reference list_price stock"),
        ("id_magasin;ville;nombre de salariés", "stores", "reference city employees"),
        ("ID;Nom;Ville;Effectif", "stores", "reference name city employees"),
        ("Date;Réf. produit;Qté;N° magasin", "sales", "sold_on product quantity store"),
        ("Date;Product ID;Quantity;Store ID", "sales", "sold_on product quantity store"),
        (
            "Réf.;Affaire;Client;Étape;Montant;Commercial",
            "deals",
            "reference name account stage amount agent",
        ),
        ("Nom;Équipe;Responsable;Agence", "agents", "name team manager office"),
        ("Date;Objet;Type;Client", "activities", "starts_at subject kind account"),
    ],
)
def test_headers_are_understood_in_french_and_english(line: str, kind: str, fields: str) -> None:
    assert fields_of(line) == (kind, fields.split())


def test_a_file_of_no_known_kind_is_none() -> None:
    assert recognise(["Table", "Field", "Description"]) is None
    assert recognise(["a", "b", "c"]) is None
    assert recognise(["Date", "Product"], kind="invoices") is None


def test_a_kind_that_is_told_is_taken_at_its_word() -> None:
    line = "Nom;Ville;Téléphone"
    assert fields_of(line)[0] == "accounts"
    assert fields_of(line, "stores") == ("stores", ["name", "city"])


def test_a_lacking_column_is_told_rather_than_the_file_passed_over() -> None:
    found = recognise(["ID Reference produit", "Quantite", "ID Magasin"])
    assert (found.kind, found.missing) == ("sales", ("sold_on",))
    found = recognise(["Date", "Product", "Store"])
    assert (found.kind, found.missing) == ("sales", ("amount / product+quantity",))


@pytest.mark.parametrize("lost", ["opportunity_id", "sales_agent", "deal_stage", "close_date"])
def test_a_known_file_is_itself_without_one_of_its_columns(lost: str) -> None:
    found = recognise([header for header in PIPELINE if header != lost])
    lacking = {"opportunity_id": ("reference / name",), "deal_stage": ("stage",)}.get(lost, ())
    assert (found.kind, found.set_name, found.missing) == ("deals", "crm-sales", lacking)


def test_columns_that_no_field_claims_are_named() -> None:
    found = recognise(["Nom", "Prix", "Couleur", "Stock", ""])
    assert (found.kind, found.unknown) == ("products", ("Couleur",))


def test_a_second_column_for_the_same_field_is_left_over() -> None:
    found = recognise(["Produit", "Prix", "Tarif"])
    assert (found.mapping, found.unknown) == ({0: "name", 1: "list_price"}, ("Tarif",))


def test_the_name_of_the_field_goes_before_another_word_for_it() -> None:
    found = recognise(["Montant", "amount", "Date", "Produit"])
    assert found.columns_of("amount") == [1]


def test_several_columns_may_hold_addresses() -> None:
    found = recognise(["Prénom", "Nom", "E-mail 1 - Value", "E-mail 2 - Value", "Mobile"])
    assert (found.columns_of("emails"), found.columns_of("phones")) == ([2, 3], [4])


def test_contents_decide_between_readings_the_headers_leave_open() -> None:
    headers = ["Nom", "Type", "Date"]
    days = [Row(2, ("Salon", "call", "27/05/2023"))]
    assert recognise(["Sujet", *headers[1:]], days).kind == "activities"
    headers = ["Client", "Ventes"]
    assert recognise(["Date", *headers], [Row(2, ("27/05/2023", "A", "12,5"))]).kind == "sales"


def test_no_header_stands_for_two_fields_of_one_kind() -> None:
    for kind, told in tomllib.loads(_HEADERS_FILE.read_text("utf-8")).items():
        keys = [match_key(word) for field, words in told["headers"].items() for word in (field, *words)]
        assert sorted(keys) == sorted(set(keys)), kind
        assert not set(keys) & {match_key(word) for word in told["left_out"]}, kind


def test_files_are_imported_in_the_order_of_their_references() -> None:
    assert sorted(IMPORT_ORDER) == sorted(KINDS)
    for kind, before in (
        ("deals", "accounts"),
        ("deals", "agents"),
        ("sales", "stores"),
        ("activities", "deals"),
    ):
        assert IMPORT_ORDER.index(before) < IMPORT_ORDER.index(kind)
