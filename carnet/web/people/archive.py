"""Everything in one file: what the archive holds, and the file itself."""

from collections.abc import AsyncIterator
from tempfile import TemporaryFile
from typing import IO

from asgiref.sync import sync_to_async
from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.interchange.archive.write import write_archive
from carnet.web import pages
from carnet.web.middleware import PageRequest
from carnet.web.people import settings

PIECE = 1024 * 1024


@require_http_methods(["GET", "POST"])
@pages.writing
def archive(request: PageRequest) -> HttpResponseBase:
    """What the archive is; a POST sends it."""
    actor = pages.administrator(request)
    if request.method == "GET":
        return settings.show(request, "web/people/archive.html", {"title": _("Take everything out")})
    file = TemporaryFile()  # noqa: SIM115 (closed by who sends it)
    write_archive(file, actor=actor)
    name = f"carnet-{timezone.localdate().isoformat()}.zip"
    return StreamingHttpResponse(
        _pieces(file),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Length": str(file.tell()),
            "Cache-Control": "no-store",
            # Django compresses each piece by itself, and browsers read the first alone.
            "Content-Encoding": "identity",
        },
    )


async def _pieces(file: IO[bytes]) -> AsyncIterator[bytes]:
    """The file piece by piece: what is no asynchronous iterator, ASGI reads whole before it sends a byte."""
    with file:
        file.seek(0)
        while piece := await sync_to_async(file.read, thread_sensitive=False)(PIECE):
            yield piece
