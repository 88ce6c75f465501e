"""Contacts on their way out: as their card said it where nothing changed, plainly where it did."""

import pytest

from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.interchange.cards.out import vcf_chunks
from carnet.interchange.records.files import file_chunks
from carnet.interchange.records.kinds import RECORD_KINDS
from carnet.interchange.vcard.read import cards_of
from tests.interchange.importing import load

pytestmark = pytest.mark.django_db


def out(*records, version="3.0") -> list[str]:
    """The lines of the cards, unfolded, without their frame."""
    text = b"".join(vcf_chunks(records, version=version)).decode().replace("\r\n ", "")
    return [line for line in text.split("\r\n") if line and not line.startswith(("BEGIN", "END", "VERSION"))]


def test_a_contact_entered_by_hand_is_a_plain_card(root):
    account = directory.create_account(values={"name": "Berliet, Frères"}, actor=root)
    values = {
        "first_name": "Margaux",
        "last_name": "Perrin",
        "account": account,
        "job_title": "Directrice; photo",
        "emails": [{"value": "m@berliet.example", "kind": "work"}],
        "phones": [
            {"value": "06 12 34 56 78", "kind": "mobile"},
            {"value": "04 78 00 00 00", "kind": "atelier"},
        ],
        "addresses": [{"street": "4 rue Hugo", "city": "Lyon", "postal_code": "69002", "kind": "home"}],
        "urls": ["https://berliet.example/a,b;c"],
        "birthday": "--05-09",
        "categories": ["Client", "a, b"],
        "note": "Une ligne\nune autre",
        "uid": "m-1",
    }
    contact = directory.create_contact(values=values, actor=root)
    assert out(contact) == [
        "N:Perrin;Margaux;;;",
        "FN:Margaux Perrin",
        "EMAIL;TYPE=INTERNET,WORK:m@berliet.example",
        "TEL;TYPE=CELL:06 12 34 56 78",
        "item1.TEL:04 78 00 00 00",
        "item1.X-ABLABEL:atelier",
        "ADR;TYPE=HOME:;;4 rue Hugo;Lyon;;69002;",
        "URL:https://berliet.example/a,b;c",
        "TITLE:Directrice\\; photo",
        "ORG:Berliet\\, Frères",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-09",
        "CATEGORIES:Client,a\\, b",
        "NOTE:Une ligne\\nune autre",
        "UID:m-1",
    ]
    assert "BDAY:--0509" in out(contact, version="4.0")


def test_what_nobody_changed_comes_out_in_the_words_it_came_in_with(vcf, root):
    lines = [
        "N;LANGUAGE=fr:Perrin;Margaux;Anne,Marie;;",
        "FN:Mme Perrin",
        "EMAIL;TYPE=HOME,pref;X-ID=7:m@berliet.example",
        "ORG:Berliet;Image",
        "X-SOCIALPROFILE;TYPE=twitter:https://twitter.example/m",
        "item1.X-ABRELATEDNAMES:Jenny",
        "item1.X-ABLABEL:_$!<Spouse>!$_",
    ]
    load(vcf(lines), actor=root)
    contact = Contact.objects.get()
    assert [line for line in out(contact) if not line.startswith("UID")] == lines


def test_what_was_changed_here_comes_out_changed(vcf, root):
    lines = [
        "N;LANGUAGE=fr:Perrin;Margaux;;;",
        "FN:Mme Perrin",
        "EMAIL;TYPE=HOME;X-ID=7:m@berliet.example",
        "EMAIL;TYPE=WORK;X-ID=8:perrin@berliet.example",
        "TITLE;LANGUAGE=fr:Stagiaire",
        "ORG:Berliet;Image",
        "NOTE;LANGUAGE=fr:Ancienne",
    ]
    load(vcf(lines), actor=root)
    contact = Contact.objects.get()
    morel = directory.create_account(values={"name": "Morel"}, actor=root)
    emails = [{"value": "perrin@berliet.example", "kind": "work"}]
    changed = {
        "last_name": "Morel",
        "emails": emails,
        "job_title": "Directrice",
        "account": morel,
        "note": "",
    }
    directory.update_contact(contact=contact, values=changed, actor=root)
    assert [line for line in out(contact) if not line.startswith("UID")] == [
        "N:Morel;Margaux;;;",
        "FN:Margaux Morel",
        "EMAIL;TYPE=WORK;X-ID=8:perrin@berliet.example",
        "TITLE:Directrice",
        "ORG:Morel",
    ]


def test_the_card_of_an_account_says_that_it_is_a_company(root, tmp_path):
    values = {
        "name": "Morel",
        "city": "Lyon",
        "country": "France",
        "phone": "04 78 00 00 00",
        "tags": ["Labo"],
    }
    account = directory.create_account(values=values, actor=root)
    assert out(account) == [
        "FN:Morel",
        "ORG:Morel",
        "TEL:04 78 00 00 00",
        "ADR:;;;Lyon;Auvergne-Rhône-Alpes;;France",
        "CATEGORIES:Labo",
        "N:;;;;",
        "X-ABSHOWAS:COMPANY",
    ]
    assert "KIND:org" in out(account, version="4.0")


def test_the_account_of_a_company_card_changes_with_it(vcf, root):
    lines = ["FN:Morel & fils", "ORG;X-A=1:Morel", "TEL;TYPE=WORK:04 78 00 00 00", "X-ABSHOWAS:COMPANY"]
    load(vcf(lines), actor=root)
    account = Account.objects.get()
    assert set(lines) <= set(out(account))
    directory.update_account(account=account, values={"name": "Morel SA", "phone": "1 23"}, actor=root)
    assert out(account)[:3] == ["FN:Morel SA", "ORG:Morel SA", "TEL:1 23"]
    assert not [line for line in out(account) if "Morel & fils" in line or "04 78" in line]


def test_the_words_a_company_card_says_on_several_lines_come_out_again(vcf, root):
    lines = ["CATEGORIES:Labo", "CATEGORIES:Lyon,Tirage", "NOTE:Une ligne", "NOTE:Une autre"]
    load(vcf(["FN:Morel", "ORG:Morel", *lines]), actor=root)
    account = Account.objects.get()
    assert (account.tags, account.note) == (["Labo", "Lyon", "Tirage"], "Une ligne\n\nUne autre")
    assert set(lines) <= set(out(account))


def test_names_from_outside_cannot_begin_another_card(root, tmp_path):
    hostile = "Perrin\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Intrus"
    contact = directory.create_contact(values={"last_name": "Perrin", "note": hostile}, actor=root)
    path = tmp_path / "out.vcf"
    path.write_bytes(b"".join(vcf_chunks([contact])))
    assert len(list(cards_of(path))) == 1


def test_many_contacts_are_read_with_few_queries(root, django_assert_max_num_queries):
    for number in range(45):
        directory.create_contact(values={"last_name": f"Perrin {number}"}, actor=root)
    with django_assert_max_num_queries(2):
        text = b"".join(vcf_chunks(Contact.objects.select_related("account").order_by("pk"))).decode()
    assert text.count("BEGIN:VCARD\r\n") == 45


def test_an_address_book_given_out_whole_holds_the_companies_that_came_as_cards(
    vcf, root, camille, bruno, chloe
):
    load(
        vcf(["N:Perrin;Margaux;;;"], ["FN:Morel", "ORG:Morel", "REV:1"], ["FN:Labo", "ORG:Labo"]), actor=root
    )
    directory.create_account(values={"name": "Berliet"}, actor=root)
    secret = {"is_private": True, "owner": bruno.member}
    directory.update_account(account=Account.objects.get(name="Labo"), values=secret, actor=root)

    def names(viewer) -> list[str]:
        text = b"".join(file_chunks(RECORD_KINDS["contacts"], "vcf", viewer)).decode()
        return [line[3:] for line in text.split("\r\n") if line.startswith("FN:")]

    assert names(camille.viewer) == ["Margaux Perrin", "Morel", "Labo"]
    assert names(chloe.viewer) == ["Margaux Perrin", "Morel"]


def test_a_company_one_may_not_see_is_in_no_card_one_gets(vcf, root, bruno, chloe):
    load(vcf(["N:Perrin;Margaux;;;", "ORG:Labo;Tirage"]), actor=root)
    secret = {"is_private": True, "owner": bruno.member}
    directory.update_account(account=Account.objects.get(), values=secret, actor=root)
    hers, his = (
        b"".join(file_chunks(RECORD_KINDS["contacts"], "vcf", viewer)).decode()
        for viewer in (chloe.viewer, bruno.viewer)
    )
    assert "Perrin" in hers
    assert "Labo" not in hers
    assert "ORG:Labo;Tirage" in his
