"""An administrator takes everything out by a page; nobody else does."""

import asyncio
import io
import json
import zipfile

import pytest

ADDRESS = "/settings/archive/"


def sent(response) -> bytes:
    async def whole() -> bytes:
        return b"".join([piece async for piece in response.streaming_content])

    return asyncio.run(whole())


def test_the_page_says_what_is_in_it(client, camille) -> None:
    client.force_login(camille.user)
    page = client.get(ADDRESS).content.decode()
    assert "Télécharger l’archive" in page
    assert f'href="{ADDRESS}"' in page


def test_the_button_sends_the_archive(client, camille) -> None:
    client.force_login(camille.user)
    response = client.post(ADDRESS, headers={"Accept-Encoding": "gzip"})
    content = sent(response)
    assert response["Content-Encoding"] == "identity"
    assert response["Content-Length"] == str(len(content))
    assert response["Content-Disposition"].startswith('attachment; filename="carnet-20')
    assert response["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert json.loads(archive.read("manifest.json"))["format"] == "carnet-archive"
        assert camille.user.email.encode() in archive.read("tables/identity.user.jsonl")


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_gets_it(client, request, who, method) -> None:
    client.force_login(request.getfixturevalue(who).user)
    assert getattr(client, method)(ADDRESS).status_code == 403
