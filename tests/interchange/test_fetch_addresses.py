"""Whatever spelling leads to a machine near us is refused with a sentence, before any connection."""

import socket
from ipaddress import ip_address

import pytest

from carnet.interchange.feeds.address import address_of
from carnet.interchange.feeds.errors import Unfetched
from carnet.interchange.feeds.fetch import fetch
from carnet.interchange.feeds.reach import is_public

NO_ADDRESS = "This is no address of the web"
NEAR = "never fetched"


@pytest.fixture(autouse=True)
def connections(monkeypatch) -> list[object]:
    """Nothing here may connect to anything."""
    made: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: made.append(args))
    return made


@pytest.fixture
def names(monkeypatch) -> dict[str, list[str]]:
    """Host names and their addresses; numbers are their own, as for the system's resolver."""
    known: dict[str, list[str]] = {}

    def look_up(host, port, **_kwargs):
        found = known[host] if host in known else [str(ip_address(host))]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http:shop.example",
        "http://",
        "http:///products.csv",
        "http://shop .example/",
        "http://shop.example/a b",
        "http://shop.example\\@127.0.0.1/",
        "http://shop.example/\r\nHost: internal",
        "http://shop.example/\x00",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://shop.example:http/",
        "http://shop.example:99999/",
        "http://-shop.example/",
        "http://shop..example/",
        "http://" + "a" * 64 + ".example/",
        "http://shop.example/" + "a" * 2000,
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://017700000001/",
        "http://0/",
        "http://shop.example.1/",
        "http://１２７.１/",
        "http://127。1/",
        "http://shop.example／evil/",
    ],
)
def test_what_is_no_plain_address_is_refused(url, tmp_path, connections) -> None:
    with pytest.raises(Unfetched, match=NO_ADDRESS):
        fetch(url, tmp_path / "file")
    assert connections == []


@pytest.mark.parametrize("scheme", ["", "file", "ftp", "gopher", "data", "javascript", "ws", "HTTPX", "jar"])
def test_only_the_web_is_fetched(scheme, tmp_path) -> None:
    with pytest.raises(Unfetched, match="begin with http"):
        fetch(f"{scheme}://shop.example/etc/passwd".removeprefix("://"), tmp_path / "file")


@pytest.mark.parametrize(
    "url", ["http://a:b@shop.example/", "http://shop.example@127.0.0.1/", "http://@a.example/"]
)
def test_an_address_holds_no_name_and_no_password(url, tmp_path) -> None:
    with pytest.raises(Unfetched, match="no user name"):
        fetch(url, tmp_path / "file")


@pytest.mark.parametrize("port", [0, 1, 22, 25, 3306, 5432, 6379, 8001, 65535])
def test_only_ports_of_the_web_are_asked(port, tmp_path) -> None:
    with pytest.raises(Unfetched, match=f"Port {port} is not one"):
        fetch(f"http://shop.example:{port}/", tmp_path / "file")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "①②⑦.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::7f00:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:8.8.8.8]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::808:808]",
        "[64:ff9b:1::a00:1]",
        "[100::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::]",
        "[3fff::1]",
        "[5f00::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
    ],
)
def test_no_address_near_us_is_fetched(host, tmp_path, names, connections) -> None:
    with pytest.raises(Unfetched, match=NEAR):
        fetch(f"http://{host}/products.csv", tmp_path / "file")
    assert connections == []


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["fe80::1%eth0"], ["2606:4700::1", "fd00::1"]]
)
@pytest.mark.parametrize(
    "spelling", ["intern.example", "INTERN.example", "intern.example.", "ｉntern.example"]
)
def test_a_name_that_leads_near_us_is_refused_if_only_by_one_address(
    found, spelling, tmp_path, names, connections
) -> None:
    names["intern.example"] = found
    with pytest.raises(Unfetched, match=NEAR):
        fetch(f"https://{spelling}/", tmp_path / "file")
    assert connections == []


def test_a_name_that_nobody_knows_is_told(tmp_path, monkeypatch) -> None:
    def fail(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unfetched, match=r"no host nothing\.example"):
        fetch("http://nothing.example/", tmp_path / "file")


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450::1"]
)
def test_public_addresses_are_public(text) -> None:
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("HTTP://Shop.Example", "http://shop.example/"),
        ("https://shop.example:443/a?b=c#d", "https://shop.example/a?b=c"),
        ("http://shop.example:8080/é t".replace(" ", "%20"), "http://shop.example:8080/%C3%A9%20t"),
        ("http://café.example/", "http://xn--caf-dma.example/"),
        ("http://[2606:4700::1]:8443/x", "http://[2606:4700::1]:8443/x"),
        ("  http://shop.example//a/../b ", "http://shop.example/a/../b"),
    ],
)
def test_an_address_has_one_form(text, shown) -> None:
    assert str(address_of(text)) == shown


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://shop.example/export/produits%20d'%C3%A9t%C3%A9.csv?day=1", "produits d'été.csv"),
        ("http://shop.example/", "shop.example"),
        ("http://shop.example/a/%0a..%2f..%2fpasswd", "passwd"),
    ],
)
def test_the_file_is_called_by_the_end_of_its_path(url, name) -> None:
    assert address_of(url).file_name == name
