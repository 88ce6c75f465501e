"""What a contact keeps of its cards beside its fields is shown to people, and only what people understand."""

import pytest

from carnet.directory.models import Contact
from carnet.interchange.cards.beside import beside
from tests.interchange.importing import load
from tests.web.pipeline import client_of

pytestmark = pytest.mark.django_db

CARD = [
    "N:Perrin;Margaux;;;",
    "EMAIL;TYPE=HOME,pref:m@x.example",
    "ROLE:Retouche",
    "item1.X-ABRELATEDNAMES:Paul <b>",
    "item1.X-ABLabel:_$!<Spouse>!$_",
    "X-SKYPE:margot",
    "X-SOCIALPROFILE;TYPE=twitter:https://twitter.example/m",
    "REV:2026-01-01",
    "KEY;ENCODING=b:AAAA",
    "X-MS-OL-DESIGN:<card/>",
]


def test_relations_chats_and_roles_are_told_and_what_programs_need_is_not(vcf, root):
    load(vcf(CARD), actor=root)
    assert beside(Contact.objects.get().kept) == [
        ("Role", "Retouche"),
        ("Relation (spouse)", "Paul <b>"),
        ("Skype", "margot"),
        ("Network (twitter)", "https://twitter.example/m"),
    ]


def test_they_stand_on_the_page_of_the_contact_as_text(vcf, root, camille):
    load(vcf(CARD), actor=root)
    page = client_of(camille).get(f"/contacts/{Contact.objects.get().pk}/").content.decode()
    assert "Paul &lt;b&gt;" in page
    assert "Relation (spouse)" in page
