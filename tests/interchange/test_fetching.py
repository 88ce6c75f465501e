"""What a server answers is taken as far as it is allowed, and told in a sentence where it is not."""

import gzip
import socket
import time
import zlib

import pytest

from carnet.interchange.feeds.errors import Unfetched
from carnet.interchange.feeds.fetch import Marks, fetch
from carnet.interchange.feeds.reach import Reach
from carnet.interchange.limits import FetchLimits
from tests.interchange.serving import page, shop

CSV = b"nom;prix\nTirage A4;19,90\n"
SMALL = FetchLimits(seconds=5, bytes=100_000)
QUICK = FetchLimits(seconds=0.3)


@pytest.fixture
def server():
    with shop() as one:
        yield one


@pytest.fixture
def get(server, tmp_path):
    """Fetch a path of the shop into a file."""

    def fetch_path(path: str, *, url: str = "", **options):
        return fetch(url or server.url(path), tmp_path / "file", **{"reach": server.reach, **options})

    return fetch_path


@pytest.fixture
def content(tmp_path):
    return (tmp_path / "file").read_bytes


def test_a_file_is_fetched_with_its_marks(server, get, content) -> None:
    server.answers["/p.csv?day=1"] = page(CSV, ETag='"v1"', Last_Modified="Fri, 20 Nov 2026 08:00:00 GMT")
    found = get("/p.csv?day=1")
    assert (found.name, found.unchanged, content()) == ("p.csv", False, CSV)
    assert found.marks == Marks('"v1"', "Fri, 20 Nov 2026 08:00:00 GMT")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in server.requests[0]


def test_what_is_unchanged_is_not_sent_again(server, get, tmp_path) -> None:
    server.answers["/p.csv"] = page(status="304 Not Modified", Content_Length="")
    found = get("/p.csv", known=Marks('"v1"', "Fri, 20 Nov 2026 08:00:00 GMT"))
    assert (found.unchanged, found.marks.etag) == (True, '"v1"')
    assert 'If-None-Match: "v1"\r\n' in server.requests[0]
    assert "If-Modified-Since: Fri, 20 Nov 2026 08:00:00 GMT\r\n" in server.requests[0]
    assert not (tmp_path / "file").exists()


def test_unchanged_without_having_asked_is_an_error(server, get) -> None:
    server.answers["/p.csv"] = page(status="304 Not Modified")
    with pytest.raises(Unfetched, match="304"):
        get("/p.csv")


@pytest.mark.parametrize("mark", ["a" * 201, "caf\xe9", "a\tb"])
def test_marks_that_cannot_be_sent_back_are_not_kept(server, get, mark) -> None:
    server.answers["/p.csv"] = page(CSV).replace(b"\r\n", f"\r\nETag: {mark}\r\n".encode("latin-1"), 1)
    assert get("/p.csv").marks == Marks()


def test_a_packed_answer_is_unpacked(server, get, content) -> None:
    server.answers["/p.csv"] = page(gzip.compress(CSV, mtime=0), Content_Encoding="gzip")
    get("/p.csv")
    assert content() == CSV


def test_an_answer_in_pieces_is_put_together(server, get, content) -> None:
    body = b"5\r\nnom;p\r\n4\r\nrix\n\r\n0\r\n\r\n"
    server.answers["/p.csv"] = page(body, Content_Length="", Transfer_Encoding="chunked")
    get("/p.csv")
    assert content() == b"nom;prix\n"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(status="404 Not Found"), "nothing at this address"),
        (page(status="401 Unauthorized"), "wants a password"),
        (page(status="403 Forbidden"), "wants a password"),
        (page(b"<html>oops", status="500 Internal Server Error"), r"error \(500\)"),
        (page(status="429 Too Many Requests"), r"error \(429\)"),
        (page(status="206 Partial Content"), r"error \(206\)"),
        (page(status="302 Found"), r"error \(302\)"),
        (page(CSV, Content_Encoding="br"), "packs its answer"),
        (page(CSV, Content_Length="500"), "broke off"),
        (page(CSV, Content_Encoding="gzip"), "broke off"),
        (page(gzip.compress(CSV, mtime=0)[:-9], Content_Encoding="gzip"), "broke off"),
        (page(gzip.compress(CSV, mtime=0) + b"more", Content_Encoding="gzip"), "broke off"),
        (page(b"-1\r\nabc", Content_Length="", Transfer_Encoding="chunked"), "broke off"),
        (page(b"zz\r\nabc", Content_Length="", Transfer_Encoding="chunked"), "broke off"),
        (page(b"fffffffff\r\nabc", Content_Length="", Transfer_Encoding="chunked"), "broke off"),
        (b"220 smtp.example ready\r\n", "broke off"),
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", "broke off"),
    ],
)
def test_an_answer_that_is_no_file_is_told(server, get, answer, reason) -> None:
    server.answers["/p.csv"] = answer
    with pytest.raises(Unfetched, match=reason):
        get("/p.csv")


def test_nobody_listening_is_told(get, server) -> None:
    server.close()
    with pytest.raises(Unfetched, match="cannot be reached"):
        get("/p.csv")


@pytest.mark.parametrize(
    "answer",
    [
        page(b"x" * 100_001),
        page(b"x" * 100_001, Content_Length=""),
        page(gzip.compress(b"x" * 5_000_000, mtime=0), Content_Encoding="gzip"),
        page(gzip.compress(bytes(200_000), mtime=0) * 2, Content_Encoding="gzip"),
        page(zlib.compress(b"x" * 1_000_000, wbits=31), Content_Encoding="x-gzip", Content_Length=""),
    ],
)
def test_more_than_is_allowed_is_refused_also_once_unpacked(server, get, answer) -> None:
    server.answers["/p.csv"] = answer
    with pytest.raises(Unfetched, match=r"larger than 0 MB"):
        get("/p.csv", limits=SMALL)


def test_endless_small_talk_is_cut_off_by_its_length(server, get) -> None:
    def chatter(connection: socket.socket) -> None:
        for _round in range(1000):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 400)

    server.answers["/p.csv"] = chatter
    with pytest.raises(Unfetched, match="larger than"):
        get("/p.csv", limits=SMALL)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-A: ", page(Content_Length="1000")])
def test_a_server_that_drips_is_left_after_the_whole_time(server, get, start) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(start)
        for _byte in range(100):
            time.sleep(0.05)
            connection.sendall(b"x")

    server.answers["/p.csv"] = drip
    began = time.monotonic()
    with pytest.raises(Unfetched, match=r"longer than 0\.3 seconds"):
        get("/p.csv", limits=QUICK)
    assert time.monotonic() - began < 1.5


def test_a_silent_server_is_left_in_time(server, get) -> None:
    server.answers["/p.csv"] = lambda connection: time.sleep(1)
    with pytest.raises(Unfetched, match=r"longer than 0\.3 seconds"):
        get("/p.csv", limits=QUICK)


def test_a_resolver_that_never_answers_is_left_in_time(get, monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(1) or [])
    with pytest.raises(Unfetched, match=r"longer than 0\.3 seconds"):
        get("/p.csv", limits=QUICK)


def test_a_redirect_is_followed(server, get, content) -> None:
    server.answers["/old"] = page(status="301 Moved Permanently", Location="/new/p.csv")
    server.answers["/new/p.csv"] = page(CSV)
    assert (get("/old").name, content()) == ("old", CSV)


def test_five_redirects_are_followed_and_no_sixth(server, get) -> None:
    for step in range(6):
        server.answers[f"/{step}"] = page(status="307 Temporary Redirect", Location=f"/{step + 1}")
    server.answers["/6"] = page(CSV)
    assert get("/1").name == "1"
    with pytest.raises(Unfetched, match="more than 5 times"):
        get("/0")


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.1/", "Port 80"),
        ("http://169.254.169.254:{port}/latest/meta-data/", "never fetched"),
        ("http://[::ffff:127.0.0.1]:{port}/", "never fetched"),
        ("//192.168.0.1:{port}/", "never fetched"),
        ("http://2130706433:{port}/", "no address of the web"),
        ("http://0x7f.1:{port}/", "no address of the web"),
        ("http://user@127.0.0.1:{port}/", "no user name"),
        ("file:///etc/passwd", "begin with http"),
        ("gopher://127.0.0.1:{port}/", "begin with http"),
        ("http://[broken", "no address of the web"),
    ],
)
def test_a_redirect_is_judged_like_the_first_address(server, get, location, reason) -> None:
    server.answers["/p.csv"] = page(status="302 Found", Location=location.format(port=server.port))
    with pytest.raises(Unfetched, match=reason):
        get("/p.csv")
    assert len(server.requests) == 1


def test_a_name_is_looked_up_once_so_that_it_cannot_change_before_the_connection(
    server, get, monkeypatch
) -> None:
    asked: list[str] = []

    def change(host, port, **_kwargs):
        asked.append(host)
        answer = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda h, p, *a, **k: change(h, p) if h == "shop.example" else real(h, p, *a, **k),
    )
    server.answers["/p.csv"] = page(CSV)
    get("", url=server.url("/p.csv", host="shop.example"))
    assert asked == ["shop.example"]
    assert f"Host: shop.example:{server.port}\r\n" in server.requests[0]


def test_no_proxy_of_the_environment_is_asked(server, get, content, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/p.csv"] = page(CSV)
    get("/p.csv")
    assert content() == CSV


def test_an_encrypted_address_never_leads_to_a_plain_one() -> None:
    from carnet.interchange.feeds.address import address_of

    with pytest.raises(Unfetched, match="unprotected"):
        address_of("https://shop.example/a").joined("http://shop.example/a")


def test_a_server_without_a_certificate_is_told(server, get) -> None:
    server.answers["/"] = b"plain text"
    with pytest.raises(Unfetched, match="no valid certificate"):
        get("", url=server.url("/").replace("http:", "https:"))


def test_no_environment_and_no_setting_widens_the_reach(settings, tmp_path, server, monkeypatch) -> None:
    monkeypatch.setenv("CARNET_FEEDS_REACH", "everything")
    settings.DEBUG = True
    with pytest.raises(Unfetched, match=f"Port {server.port}"):
        fetch(server.url("/p.csv"), tmp_path / "file")
    with pytest.raises(Unfetched, match="never fetched"):
        fetch(server.url("/p.csv"), tmp_path / "file", reach=Reach(ports=frozenset({server.port})))
    assert server.requests == []
