"""The card of one record, from the menu of its page, in the version asked for."""

import pytest
from django.urls import reverse

from carnet.directory.actions import create_account, create_contact

pytestmark = pytest.mark.django_db


def test_a_contact_is_given_out_in_either_version(client, root, camille):
    contact = create_contact(values={"first_name": "Élise", "last_name": "Perrin"}, actor=root)
    address = reverse("directory:contact-card", args=[contact.pk])
    client.force_login(camille.user)
    for asked, version in (("", "3.0"), ("?version=3.0", "3.0"), ("?version=4.0", "4.0")):
        response = client.get(address + asked)
        lines = response.content.decode().split("\r\n")
        assert lines[:2] == ["BEGIN:VCARD", f"VERSION:{version}"]
        assert "N:Perrin;Élise;;;" in lines
        assert response.headers["Content-Disposition"] == 'attachment; filename="elise-perrin.vcf"'
        assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"


def test_an_account_is_a_company(client, root, camille):
    account = create_account(values={"name": "Meunerie Vial"}, actor=root)
    client.force_login(camille.user)
    content = client.get(reverse("directory:account-card", args=[account.pk])).content.decode()
    assert "ORG:Meunerie Vial\r\n" in content
    assert "X-ABSHOWAS:COMPANY\r\n" in content


def test_a_version_that_is_none_is_refused(client, root, camille):
    contact = create_contact(values={"last_name": "Perrin"}, actor=root)
    client.force_login(camille.user)
    response = client.get(reverse("directory:contact-card", args=[contact.pk]) + "?version=2.1")
    assert response.status_code == 422
