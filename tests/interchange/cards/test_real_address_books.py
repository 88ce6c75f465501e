"""Contacts out of the real files, each worked out by hand from the text of its card."""

import pytest

from carnet.directory.models import Contact
from tests.interchange.importing import DATA, counts, load, needs_data

pytestmark = [pytest.mark.django_db, needs_data]


def only(name: str, root) -> Contact:
    assert counts(load(DATA / "vcards" / name, actor=root)) == [(1, 0, 0, 0)]
    return Contact.objects.select_related("account", "photo").get()


def pairs(details) -> list[tuple[str, str]]:
    return [(item["value"], item["kind"]) for item in details]


def kept(contact: Contact, name: str) -> list[str]:
    return [entry["value"] for entry in contact.kept if entry.get("name") == name]


def test_an_iphone(root):
    contact = only("John_Doe_IPHONE.vcf", root)
    names = (contact.prefix, contact.first_name, contact.middle_name, contact.last_name, contact.suffix)
    assert names == ("Mr.", "John", "Richter, James", "Doe", "Sr.")
    assert (contact.nickname, contact.job_title, contact.account.name) == ("Johny", "Money Counter", "IBM")
    assert pairs(contact.emails) == [("john.doe@ibm.com", "")]
    assert pairs(contact.phones) == [
        ("905-555-1234", "mobile"),
        ("905-666-1234", "home"),
        ("905-777-1234", "work"),
        ("905-888-1234", "home fax"),
        ("905-999-1234", "work fax"),
        ("905-111-1234", "pager"),
        ("905-222-1234", "assistantphone"),
    ]
    assert [(item["kind"], item["street"], item["city"]) for item in contact.addresses] == [
        ("home", "Silicon Alley 5,", "New York"),
        ("work", "Street4, Building 6, Floor 8", "New York"),
    ]
    assert pairs(contact.urls) == [("http://www.ibm.com", "homepage")]
    assert contact.birthday == "2012-06-06"
    assert contact.photo.media_type == "image/jpeg"


def test_a_mac(root):
    contact = only("John_Doe_MAC_ADDRESS_BOOK.vcf", root)
    assert (contact.full_name, contact.account.name) == ("John Doe", "IBM")
    assert contact.uid == "6B29A774-D124-4822-B8D0-2780EC117F60:ABPerson"
    assert kept(contact, "X-ABRELATEDNAMES") == ["Jenny"]
    assert contact.photo is not None


def test_outlook_2003(root):
    contact = only("outlook-2003.vcf", root)
    assert (contact.prefix, contact.full_name, contact.suffix) == ("Mr.", "John Doe", "III")
    assert (contact.account.name, contact.job_title) == ("Company, The", "The Job Title")
    assert contact.phones == []
    assert kept(contact, "TEL") == ["BusinessPhone", "HomePhone", "MobilePhone", "BusinessFaxPhone"]
    assert contact.note == "This is the note field!!\nSecond line\n\nThird line is empty"
    assert contact.birthday == "1980-03-21"
    assert contact.addresses[0] == {
        "extended": "TheOffice",
        "street": "123 Main St",
        "city": "Austin",
        "region": "TX",
        "postal_code": "12345",
        "country": "United States of America",
        "kind": "work",
    }


def test_gmail(root):
    contact = only("gmail-single.vcf", root)
    assert (contact.full_name, contact.nickname, contact.birthday) == ("Greg Dartmouth", "Gman", "1960-09-10")
    assert pairs(contact.emails) == [("gdartmouth@hotmail.com", "")]
    assert pairs(contact.phones) == [("555 555 1111", "mobile"), ("555 555 2222", "GRAND_CENTRAL")]
    assert [item["kind"] for item in contact.addresses] == ["home", "CustomAdrType"]
    assert pairs(contact.urls) == [("http://TheProfile.com", "PROFILE")]
    assert kept(contact, "X-ABRELATEDNAMES") == ["MySpouse", "MyCustom"]
    assert kept(contact, "X-ABDATE") == ["1970-06-02"]


def test_lotus_notes(root):
    contact = only("John_Doe_LOTUS_NOTES.vcf", root)
    assert (contact.full_name, contact.account.name) == ("John Doe", "IBM")
    assert [email for email, _kind in pairs(contact.emails)] == ["john.doe@ibm.com", "billy_bob@gmail.com"]


def test_the_example_of_the_standard(root):
    contact = only("rfc6350-example.vcf", root)
    assert (contact.full_name, contact.suffix) == ("Simon Perreault", "ing. jr, M.Sc.")
    assert contact.birthday == "--02-03"
    assert pairs(contact.phones) == [("+1-418-656-9254 ext. 102", "work"), ("+1-418-262-6501", "work mobile")]
    assert kept(contact, "ANNIVERSARY") == ["20090808T1430-0500"]


def test_the_people_of_an_old_android(root):
    assert counts(load(DATA / "vcards" / "John_Doe_ANDROID.vcf", actor=root)) == [(6, 0, 0, 0)]
    names = [contact.full_name for contact in Contact.objects.order_by("pk")]
    assert names == [
        "john.doe@company.com",
        "jane.doe@company.com",
        "Ñ Ñ Ñ Ñ",
        "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ",
        "Ñ Ñ Ñ Ñ Ñ",
        "ÑÑÑÑ",
    ]
    assert {tuple(contact.categories) for contact in Contact.objects.all()} == {("My Contacts",), ()}


def test_a_card_without_n_is_split(root):
    assert counts(load(DATA / "vcards" / "rfc2426-example.vcf", actor=root)) == [(2, 0, 0, 0)]
    people = Contact.objects.order_by("pk").values_list("first_name", "last_name", "account__name")
    assert list(people) == [
        ("Frank", "Dawson", "Lotus Development Corporation"),
        ("Tim", "Howes", "Netscape Communications Corp."),
    ]
