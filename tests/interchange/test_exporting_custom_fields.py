"""What is exported with added fields comes back as unchanged, in every format an import reads."""

import io

import openpyxl
import pytest

from carnet.directory.actions import create_account
from carnet.directory.models import Account
from carnet.identity.custom_fields import create_custom_field, delete_custom_field
from carnet.interchange.records.files import file_chunks
from carnet.interchange.records.kinds import RECORD_KINDS
from tests.interchange.importing import counts, load

TYPES = {
    "Pointure": {"type": "number"},
    "Visité le": {"type": "day"},
    "Fidèle": {"type": "flag"},
    "Circuit": {"type": "choice", "choices": ["Boutique", "En ligne"]},
    "Portfolio": {"type": "link"},
    "Consignes": {"type": "text"},
    "Team": {"type": "text"},
}
TOLD = (
    {
        "pointure": "1.234",
        "visite_le": "2026-02-03",
        "fidele": False,
        "circuit": "En ligne",
        "portfolio": "https://achard.example/?a=1,2",
        "consignes": '=2+2; "sonner"\ndeux fois',
        "team": "’n équipe",
    },
    {"pointure": "123456789.123456789", "fidele": True, "consignes": "-", "team": "+33 6"},
    {},
)


@pytest.fixture
def added(root):
    fields = {
        label: create_custom_field(kind="directory.account", values={"label": label, **told}, actor=root)
        for label, told in TYPES.items()
    }
    for number, custom in enumerate(TOLD):
        create_account(values={"name": f"Client {number}", "custom": custom}, actor=root)
    return fields


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "json"])
def test_a_file_of_all_fields_comes_back_as_unchanged(added, camille, root, tmp_path, wanted):
    path = tmp_path / f"accounts.{wanted}"
    path.write_bytes(b"".join(file_chunks(RECORD_KINDS["accounts"], wanted, camille.viewer)))
    assert counts(load(path, actor=root)) == [(0, 0, 3, 0)]
    assert [account.version for account in Account.objects.all()] == [1, 1, 1]


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "json"])
def test_and_fills_records_that_are_gone(added, camille, root, tmp_path, wanted):
    path = tmp_path / f"accounts.{wanted}"
    path.write_bytes(b"".join(file_chunks(RECORD_KINDS["accounts"], wanted, camille.viewer)))
    Account.objects.all().delete()
    assert counts(load(path, actor=root)) == [(3, 0, 0, 0)]
    assert [account.custom for account in Account.objects.order_by("name")] == list(TOLD)


def test_a_deleted_field_has_no_column_and_no_value(added, camille, root):
    delete_custom_field(field=added["Consignes"], actor=root)
    for wanted in ("csv", "json"):
        text = b"".join(file_chunks(RECORD_KINDS["accounts"], wanted, camille.viewer)).decode()
        assert "onsignes" not in text
        assert "sonner" not in text


def test_a_name_with_a_sign_no_workbook_holds_does_not_stop_the_export(added, camille, root):
    create_custom_field(kind="directory.account", values={"label": "Aller\x01 retour"}, actor=root)
    content = b"".join(file_chunks(RECORD_KINDS["accounts"], "xlsx", camille.viewer))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]][-1] == "Aller_x0001_ retour"
