"""Over https the certificate is checked for the name that was asked for, on the address that was checked."""

import shutil
import socket
import ssl
import subprocess

import pytest

from carnet.interchange.feeds.errors import Unfetched
from carnet.interchange.feeds.fetch import fetch
from tests.interchange.serving import page, shop

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for shop.example that nobody vouches for, with its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key, paper = folder / "key.pem", folder / "certificate.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1"
    named = ["-subj", "/CN=shop.example", "-addext", "subjectAltName=DNS:shop.example"]
    subprocess.run([*command.split(), *named, "-keyout", key, "-out", paper], check=True, capture_output=True)
    return paper, key


@pytest.fixture
def asked() -> list[str]:
    """The names that were asked for in the greeting."""
    return []


@pytest.fixture
def server(certificate, asked, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    context.sni_callback = lambda _sock, name, _context: asked.append(name)
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *a, **k: real("127.0.0.1" if host.endswith(".example") else host, *a, **k),
    )
    with shop(context) as one:
        one.answers["/p.csv"] = page(b"nom;prix\n")
        yield one


def _url(server, host: str) -> str:
    return server.url("/p.csv", host=host).replace("http:", "https:")


def _trusting(monkeypatch, certificate) -> None:
    paper, _key = certificate
    monkeypatch.setattr(
        "carnet.interchange.feeds.connection.ssl.create_default_context",
        lambda: ssl._create_default_https_context(cafile=paper),
    )


def test_a_certificate_nobody_vouches_for_is_refused(server, tmp_path) -> None:
    with pytest.raises(Unfetched, match="no valid certificate"):
        fetch(_url(server, "shop.example"), tmp_path / "file", reach=server.reach)


def test_the_name_is_said_and_proved_although_the_address_is_fixed(
    server, certificate, asked, tmp_path, monkeypatch
) -> None:
    _trusting(monkeypatch, certificate)
    fetch(_url(server, "shop.example"), tmp_path / "file", reach=server.reach)
    assert ((tmp_path / "file").read_bytes(), asked) == (b"nom;prix\n", ["shop.example"])
    assert f"Host: shop.example:{server.port}\r\n" in server.requests[0]


def test_a_certificate_for_another_name_is_refused(server, certificate, tmp_path, monkeypatch) -> None:
    _trusting(monkeypatch, certificate)
    with pytest.raises(Unfetched, match="no valid certificate"):
        fetch(_url(server, "other.example"), tmp_path / "file", reach=server.reach)
    assert server.requests == []
