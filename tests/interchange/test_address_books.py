"""What other programs export is recognised without a word: address books and other CRMs, in their headers."""

import pytest

from carnet.directory.models import Account, Contact
from carnet.interchange.headers import recognise
from tests.interchange.importing import counts, load

pytestmark = pytest.mark.django_db
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,"
    "Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,"
    "Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Type,E-mail 2 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,"
    "Organization 1 - Title,Organization 1 - Department"
)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,"
    "Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,"
    "Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Website 1 - Label,Website 1 - Value"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business City,Business State,Business Postal Code,Business Country/Region,Home Street,"
    "Home City,Home Postal Code,Home Country/Region,Assistant's Phone,Business Fax,Business Phone,Callback,"
    "Car Phone,Company Main Phone,Home Fax,Home Phone,ISDN,Mobile Phone,Other Fax,Other Phone,Pager,"
    "Primary Phone,Radio Phone,TTY/TDD Phone,Telex,Account,Anniversary,Assistant's Name,Birthday,Categories,"
    "E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Gender,Initials,Notes,Priority,Web Page"
)
OUTLOOK_FRENCH = (
    "Titre;Prénom;Deuxième prénom;Nom;Suffixe;Société;Service;Titre1;Rue (bureau);Rue (bureau) 2;"
    "Ville (bureau);Dép/Région (bureau);Code postal (bureau);Pays/Région (bureau);Rue (domicile);"
    "Ville (domicile);Télécopie (bureau);Téléphone (bureau);Rappel;Téléphone (voiture);Téléphone société;"
    "Télécopie (domicile);Téléphone (domicile);Tél. mobile;Autre télécopie;Autre téléphone;Anniversaire;"
    "Catégories;Adresse de messagerie;Type de messagerie;Nom complet de l'adresse de messagerie;"
    "Adresse de messagerie 2;Notes;Page Web;Profession"
)
HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,Lead Status,"
    "Marketing contact status,Create Date,Associated Company"
)
HUBSPOT_COMPANIES = "Record ID,Company name,Company owner,Create Date,Phone Number,City,Industry"
PIPEDRIVE = (
    "Person - Name,Person - Organization,Person - Email - Work,Person - Email - Home,Person - Phone - Work,"
    "Person - Phone - Mobile,Person - Owner,Person - ID"
)
PIPEDRIVE_DEALS = (
    "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Contact person,"
    "Deal - Stage,Deal - Status,Deal - Owner,Deal - Expected close date,Deal - Pipeline"
)


def table(headers: str, **cells: str) -> tuple[str, str]:
    """A header and a row with these cells, by header; all the others are blank."""
    mark = ";" if ";" in headers else ","
    names = headers.split(mark)
    told = {name.replace("_", " "): text for name, text in cells.items()}
    assert set(told) <= set(names)
    return headers, mark.join(f'"{told.get(name, "")}"' for name in names)


def only(path, actor) -> Contact:
    report = load(path, actor=actor)
    assert counts(report) == [(1, 0, 0, 0)], report
    return Contact.objects.select_related("account").get()


def test_an_old_export_of_google(root, lines):
    cells = {"E-mail 1 - Value": "a@m.example ::: b@m.example", "Phone 1 - Value": "06 39 98 00 01"}
    cells |= {"Organization 1 - Name": "Berliet", "Organization 1 - Title": "Directrice"}
    contact = only(
        lines(
            "google.csv",
            *table(GOOGLE_OLD, Name="Jeanne Mercier", Given_Name="Jeanne", Family_Name="Mercier", **cells),
        ),
        root,
    )
    assert (contact.first_name, contact.last_name, contact.job_title) == ("Jeanne", "Mercier", "Directrice")
    assert [item["value"] for item in contact.emails] == ["a@m.example", "b@m.example"]
    assert contact.account.name == "Berliet"


def test_a_new_export_of_google(root, lines):
    cells = {
        "E-mail 1 - Value": "a@m.example",
        "Address 1 - City": "Lyon",
        "Address 1 - Postal Code": "69002",
    }
    contact = only(
        lines(
            "contacts.csv",
            *table(
                GOOGLE_NEW,
                First_Name="Jeanne",
                Last_Name="Mercier",
                Organization_Name="Berliet",
                Birthday="1979-11-12",
                **cells,
            ),
        ),
        root,
    )
    assert (contact.full_name, contact.birthday, contact.city) == ("Jeanne Mercier", "1979-11-12", "Lyon")
    assert contact.account.name == "Berliet"


def test_an_export_of_outlook(root, lines):
    cells = {"E-mail Address": "a@m.example", "E-mail 2 Address": "b@m.example", "Business City": "Lyon"}
    contact = only(
        lines(
            "outlook.csv",
            *table(
                OUTLOOK,
                First_Name="Jeanne",
                Last_Name="Mercier",
                Company="Berliet",
                Job_Title="Directrice",
                Mobile_Phone="+33 6 39 98 00 01",
                **cells,
            ),
        ),
        root,
    )
    assert (contact.full_name, contact.job_title, contact.city) == ("Jeanne Mercier", "Directrice", "Lyon")
    assert len(contact.emails) == 2
    assert contact.account.name == "Berliet"


def test_an_export_of_outlook_in_french(root, lines):
    cells = {"Adresse de messagerie": "a@m.example", "Ville (bureau)": "Lyon", "Tél. mobile": "0639980001"}
    contact = only(
        lines(
            "outlook.csv",
            *table(
                OUTLOOK_FRENCH,
                Prénom="Jeanne",
                Nom="Mercier",
                Société="Berliet",
                Titre1="Directrice",
                **cells,
            ),
            encoding="cp1252",
        ),
        root,
    )
    assert (contact.full_name, contact.job_title, contact.city) == ("Jeanne Mercier", "Directrice", "Lyon")
    assert [item["value"] for item in contact.phones] == ["06 39 98 00 01"]


def test_other_crms(root, lines):
    contact = only(
        lines(
            "hubspot.csv",
            *table(
                HUBSPOT,
                Record_ID="101",
                First_Name="Jeanne",
                Last_Name="Mercier",
                Email="a@m.example",
                Associated_Company="Berliet",
                Create_Date="2024-05-01 10:20",
            ),
        ),
        root,
    )
    assert (contact.full_name, contact.account.name) == ("Jeanne Mercier", "Berliet")
    report = load(
        lines(
            "companies.csv",
            *table(
                HUBSPOT_COMPANIES,
                Company_name="Oriol",
                City="Lyon",
                Phone_Number="04 65 71 20 18",
                Industry="Retail",
            ),
        ),
        actor=root,
    )
    assert counts(report) == [(1, 0, 0, 0)]
    assert Account.objects.get(name="Oriol").phone == "04 65 71 20 18"


@pytest.mark.parametrize(
    ("headers", "kind", "fields"),
    [
        (PIPEDRIVE, "contacts", {"full_name", "account", "emails", "phones", "owner"}),
        (
            PIPEDRIVE_DEALS,
            "deals",
            {"reference", "name", "amount", "account", "contact", "stage", "agent", "expected_close_on"},
        ),
    ],
)
def test_the_headers_of_pipedrive_are_known(headers, kind, fields):
    found = recognise(headers.split(","))
    assert found.kind == kind
    assert fields <= set(found.mapping.values())
