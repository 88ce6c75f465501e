"""The connection comes from the environment; what cannot be used is refused without repeating it."""

import subprocess
import sys

import pytest

from carnet import environment
from carnet.interchange.airtable.connection import connected
from carnet.interchange.airtable.transport import api_of
from tests.interchange.airtable.server import TOKEN

READERS = {
    "AIRTABLE_API_TOKEN": environment.airtable_token,
    "AIRTABLE_BASE_ID": environment.airtable_base,
    "AIRTABLE_ENDPOINT_URL": environment.airtable_endpoint,
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AIRTABLE_API_TOKEN", "pat secret with spaces"),
        ("AIRTABLE_API_TOKEN", "patSecretÉ"),
        ("AIRTABLE_API_TOKEN", "patSecret\tX"),
        ("AIRTABLE_BASE_ID", "https://airtable.com/appAbc"),
        ("AIRTABLE_BASE_ID", "app" + "x" * 80),
        ("AIRTABLE_ENDPOINT_URL", "http://airtable.example"),
        ("AIRTABLE_ENDPOINT_URL", "ftp://127.0.0.1"),
        ("AIRTABLE_ENDPOINT_URL", "https://user:word@airtable.example"),
        ("AIRTABLE_ENDPOINT_URL", "https://airtable.example?key=1"),
        ("AIRTABLE_ENDPOINT_URL", "http://[::1"),
        ("AIRTABLE_ENDPOINT_URL", "http://127.0.0.1:port"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(environment.BadSetting) as refusal:
        READERS[name]()
    assert str(refusal.value).startswith(f"carnet: {name}: expected ")
    assert value not in str(refusal.value)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", "https://api.airtable.com"),
        ("http://127.0.0.1:8400/", "http://127.0.0.1:8400"),
        ("http://localhost:8400/v0", "http://localhost:8400"),
        ("http://[::1]:8400", "http://[::1]:8400"),
        ("https://proxy.example/airtable", "https://proxy.example/airtable"),
    ],
)
def test_the_address_is_airtables_unless_told(monkeypatch, value, address):
    monkeypatch.setenv("AIRTABLE_ENDPOINT_URL", value)
    assert environment.airtable_endpoint() == address


def test_no_token_is_repeated_by_what_carries_it(base):
    assert TOKEN not in repr(connected())
    assert TOKEN not in repr(api_of(connected()))


def test_neither_proxies_nor_netrc_stand_between_us_and_ourselves(base, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    base.put("accounts", {"account": "Acme"})
    answer = api_of(connected()).request("GET", f"{base.url}/v0/{connected().base}/accounts")
    assert len(answer["records"]) == 1


def test_who_does_not_ask_airtable_does_not_load_its_client():
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'carnet.settings'\n"
        "import django; django.setup()\n"
        "import carnet.web.imports.airtable, carnet.web.imports.airtable_tables\n"
        "print('pyairtable' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
