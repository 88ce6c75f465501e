"""An address book on its way in: who becomes a contact, who an account, and who is known again."""

import pytest

from carnet.core.errors import NotAllowed
from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from tests.interchange.importing import counts, load

pytestmark = pytest.mark.django_db

MARGAUX = ["N:Perrin;Margaux;;Mme;", "FN:Margaux Perrin", "EMAIL;TYPE=INTERNET,WORK:margaux@studio.example"]


def messages(report) -> list[str]:
    return [warning["message"] for warning in report["files"][0]["warnings"]]


def test_a_card_fills_the_columns_of_a_contact(vcf, root):
    path = vcf(
        [
            *MARGAUX,
            "NICKNAME:Margot,Marge",
            "TITLE:Directrice artistique",
            "ORG:Studio Berliet;Image;Retouche",
            "TEL;TYPE=CELL:06 12 34 56 78",
            "TEL;TYPE=WORK,FAX:04 72 00 00 00",
            "ADR;TYPE=WORK:BP 7;2e étage;4 rue Victor-Hugo;Lyon;Rhône;69002;France",
            "URL:https://studio.example",
            "BDAY:1984-05-09",
            "CATEGORIES:Client,Presse",
            "NOTE:Préfère le matin.\\nParle vite.",
            "UID:margaux-1",
        ]
    )
    assert counts(load(path, actor=root)) == [(1, 0, 0, 0)]
    contact = Contact.objects.get()
    names = (contact.prefix, contact.first_name, contact.last_name, contact.nickname, contact.job_title)
    assert names == ("Mme", "Margaux", "Perrin", "Margot, Marge", "Directrice artistique")
    assert contact.account.name == "Studio Berliet"
    assert contact.emails == [{"value": "margaux@studio.example", "kind": "work"}]
    assert contact.phones == [
        {"value": "06 12 34 56 78", "kind": "mobile"},
        {"value": "04 72 00 00 00", "kind": "work fax"},
    ]
    assert contact.addresses == [
        {
            "street": "4 rue Victor-Hugo",
            "extended": "2e étage",
            "box": "BP 7",
            "postal_code": "69002",
            "city": "Lyon",
            "region": "Rhône",
            "country": "France",
            "kind": "work",
        }
    ]
    assert (contact.birthday, contact.categories, contact.uid) == (
        "1984-05-09",
        ["Client", "Presse"],
        "margaux-1",
    )
    assert contact.note == "Préfère le matin.\nParle vite."


@pytest.mark.parametrize(
    "company",
    [
        ["N:;;;;", "FN:Tirages Morel", "ORG:Tirages Morel", "X-ABShowAs:COMPANY"],
        ["N:;;;;", "FN:", "ORG:Tirages Morel;"],
        ["FN:Tirages Morel", "ORG:Tirages Morel"],
        ["FN:Tirages Morel", "KIND:org"],
    ],
)
def test_the_card_of_a_company_is_an_account_and_counts_as_a_row(vcf, root, company):
    rest = ["TEL;TYPE=WORK:04 78 00 00 00", "EMAIL:bonjour@morel.example", "ADR:;;3 quai;Lyon;;69001;France"]
    path = vcf([*company, *rest], MARGAUX)
    assert counts(load(path, actor=root)) == [(2, 0, 0, 0)]
    account = Account.objects.get()
    assert (account.name, account.phone, account.email) == (
        "Tirages Morel",
        "04 78 00 00 00",
        "bonjour@morel.example",
    )
    assert (account.street, account.postal_code, account.city, account.region) == (
        "3 quai",
        "69001",
        "Lyon",
        "Auvergne-Rhône-Alpes",
    )
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]


def test_people_find_the_company_whose_card_comes_later_in_the_file(vcf, root):
    path = vcf([*MARGAUX, "ORG:Tirages Morel"], ["FN:Tirages Morel", "ORG:Tirages Morel"])
    report = load(path, actor=root)
    assert counts(report) == [(2, 0, 0, 0)]
    assert messages(report) == []
    assert Contact.objects.get().account == Account.objects.get()


def test_an_unknown_company_of_a_person_is_created_and_told(vcf, root):
    report = load(vcf([*MARGAUX, "ORG:Tirages Morel"]), actor=root)
    assert counts(report) == [(1, 0, 0, 0)]
    assert messages(report) == ["The account “Tirages Morel” was unknown and has been created."]


@pytest.mark.parametrize("line", ["EMAIL:seule@studio.example", "TEL:0612345678"])
def test_a_card_with_nothing_but_an_address_is_a_contact(vcf, root, line):
    path = vcf([line])
    assert counts(load(path, actor=root)) == [(1, 0, 0, 0)]
    assert Contact.objects.get().full_name == line.partition(":")[2]
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]


def test_a_card_that_names_nobody_is_refused_alone(vcf, root):
    report = load(vcf(["REV:2026-01-01"], MARGAUX), actor=root)
    assert counts(report) == [(1, 0, 0, 1)]
    assert report["files"][0]["errors"][0]["line"] == 1
    assert "names nobody" in report["files"][0]["errors"][0]["message"]


def test_what_cannot_be_read_of_a_card_is_kept_and_told(vcf, root):
    path = vcf([*MARGAUX, "TEL:chez sa mère", "BDAY:un mardi", "EMAIL:pas une adresse"])
    report = load(path, actor=root)
    assert counts(report) == [(1, 0, 0, 0)]
    assert messages(report) == [
        "“chez sa mère” is not a phone number.",
        "“un mardi” is not a day; kept as it is.",
        "“pas une adresse” is not an e-mail address.",
    ]
    kept = {entry["value"] for entry in Contact.objects.get().kept if "value" in entry}
    assert {"chez sa mère", "un mardi", "pas une adresse"} <= kept


def test_a_contact_is_known_again_by_its_identifier_under_another_name(vcf, root):
    load(vcf([*MARGAUX, "UID:m-1", "TITLE:Stagiaire"]), actor=root)
    renamed = ["N:Perrin-Morel;Margaux;;;", "UID:urn:uuid:m-1", "TITLE:Directrice"]
    assert counts(load(vcf(renamed, version="4.0"), actor=root)) == [(0, 1, 0, 0)]
    contact = Contact.objects.get()
    assert (contact.last_name, contact.job_title) == ("Perrin-Morel", "Directrice")
    assert contact.email == "margaux@studio.example"


def test_a_contact_of_another_source_is_known_by_e_mail_and_lists_grow(vcf, root):
    values = {"first_name": "Margaux", "last_name": "Perrin", "emails": ["Margaux@studio.example"]}
    directory.create_contact(values={**values, "phones": ["+33 6 12 34 56 78"]}, actor=root)
    phones = ["TEL;TYPE=CELL:06.12.34.56.78", "TEL;TYPE=HOME:04 78 00 00 00"]
    assert counts(load(vcf([*MARGAUX, *phones]), actor=root)) == [(0, 1, 0, 0)]
    contact = Contact.objects.get()
    assert [phone["value"] for phone in contact.phones] == ["+33 6 12 34 56 78", "04 78 00 00 00"]
    assert [email["value"] for email in contact.emails] == ["Margaux@studio.example"]


def test_a_contact_without_e_mail_is_known_by_name_and_company(vcf, root):
    studio = directory.create_account(values={"name": "Studio Berliet"}, actor=root)
    directory.create_contact(
        values={"first_name": "Margaux", "last_name": "Perrin", "account": studio}, actor=root
    )
    here, elsewhere = ["N:Perrin;Margaux;;;", "ORG:studio berliet"], ["N:Perrin;Margaux;;;", "ORG:Morel"]
    assert counts(load(vcf([*here, "TITLE:Directrice"]), actor=root)) == [(0, 1, 0, 0)]
    assert counts(load(vcf(elsewhere), actor=root)) == [(1, 0, 0, 0)]


def test_a_family_that_shares_an_e_mail_stays_a_family(vcf, root):
    path = vcf(
        ["N:Martin;Anne;;;", "EMAIL:famille@martin.example"],
        ["N:Martin;Paul;;;", "EMAIL:famille@martin.example"],
    )
    assert counts(load(path, actor=root)) == [(2, 0, 0, 0)]
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]


def test_a_hand_edit_since_stands(vcf, root, bruno):
    path = vcf([*MARGAUX, "TITLE:Stagiaire", "TEL:0612345678"])
    load(path, actor=root)
    edited = {"job_title": "Directrice", "phones": []}
    directory.update_contact(contact=Contact.objects.get(), values=edited, actor=bruno.actor)
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]
    contact = Contact.objects.get()
    assert (contact.job_title, contact.phones) == ("Directrice", [])


def test_two_cards_of_one_person_in_a_file_add_up(vcf, root):
    first = [*MARGAUX, "TITLE:Directrice", "NOTE:Première fiche"]
    second = [*MARGAUX, "TITLE:Photographe", "TEL:0612345678", "NICKNAME:Margot", "NOTE:Seconde fiche"]
    path = vcf(first, second)
    assert counts(load(path, actor=root)) == [(1, 1, 0, 0)]
    contact = Contact.objects.get()
    assert (contact.job_title, contact.nickname, contact.phone) == ("Directrice", "Margot", "0612345678")
    kept = {entry["value"] for entry in contact.kept if "value" in entry}
    assert {"Photographe", "Seconde fiche"} <= kept
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]


def test_the_cards_two_programs_have_of_one_person_add_up_in_one_import(vcf, root):
    google = vcf([*MARGAUX, "TITLE:Directrice", "BDAY:1984-05-09"], name="google.vcf")
    apple = vcf([*MARGAUX, "TITLE:Photographe", "BDAY:1984-05-10", "TEL:0612345678"], name="apple.vcf")
    report = load(apple, google, actor=root)
    assert counts(report) == [(1, 0, 0, 0), (0, 1, 0, 0)]
    told = report["files"][1]["warnings"][0]["message"]
    assert told == "Another card of “Margaux Perrin” says otherwise: TITLE, BDAY kept beside the first."
    contact = Contact.objects.get()
    assert (contact.job_title, contact.birthday) == ("Photographe", "1984-05-10")
    kept = {entry["value"] for entry in contact.kept if "value" in entry}
    assert {"Directrice", "1984-05-09"} <= kept
    assert counts(load(apple, google, actor=root)) == [(0, 0, 1, 0), (0, 0, 1, 0)]


def test_a_card_of_a_later_import_brings_what_is_new(vcf, root):
    load(vcf([*MARGAUX, "TITLE:Stagiaire"]), actor=root)
    assert counts(load(vcf([*MARGAUX, "TITLE:Directrice"]), actor=root)) == [(0, 1, 0, 0)]
    assert Contact.objects.get().job_title == "Directrice"


def test_two_cards_with_identifiers_of_their_own_are_two_people(vcf, root):
    path = vcf(["N:Martin;Jean;;;", "UID:jean-1"], ["N:Martin;Jean;;;", "UID:jean-2"])
    assert counts(load(path, actor=root)) == [(2, 0, 0, 0)]
    assert counts(load(path, actor=root)) == [(0, 0, 2, 0)]


def test_cards_of_two_programs_by_turns_do_not_undo_one_another(vcf, root):
    google = vcf([*MARGAUX, "TITLE:Directrice"], name="google.vcf")
    apple = vcf([*MARGAUX, "TITLE:Photographe", "UID:m-1"], name="apple.vcf")
    for path in (google, apple):
        load(path, actor=root)
    before = Contact.objects.values().get()
    assert [counts(load(path, actor=root)) for path in (google, apple, google)] == [[(0, 0, 1, 0)]] * 3
    assert Contact.objects.values().get() == before


def test_a_list_of_people_is_kept_with_its_members(vcf, root):
    report = load(vcf(["KIND:group", "FN:Famille", "MEMBER:urn:uuid:a"], version="4.0"), actor=root)
    assert counts(report) == [(1, 0, 0, 0)]
    assert "list of people" in messages(report)[0]


def test_a_preferred_address_comes_first(vcf, root):
    load(vcf(["N:Perrin;;;;", "EMAIL:a@x.example", "EMAIL;TYPE=pref:b@x.example"]), actor=root)
    assert Contact.objects.get().email == "b@x.example"


def test_an_import_of_cards_is_an_administrators(vcf, bruno):
    with pytest.raises(NotAllowed):
        load(vcf(MARGAUX), actor=bruno.actor)
    assert not Contact.objects.exists()
