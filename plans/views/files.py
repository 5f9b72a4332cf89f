"""Sending files: always as attachments, never opened by the browser inside the site."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from plans.models import StoredFile
from plans.rules.sniff import CONTENT_TYPES, FileKind
from plans.services.files import clean_name, path_of, read_bytes

PDF, DOCX, XLSX = (CONTENT_TYPES[kind] for kind in (FileKind.PDF, FileKind.DOCX, FileKind.XLSX))
JSON = "application/json"


def send_file(stored: StoredFile, *, as_name: str | None = None) -> HttpResponse:
    """A stored file, byte for byte, checked against its SHA-256. The view has checked the rights."""
    return send_bytes(read_bytes(stored), name=as_name or stored.name, content_type=stored.content_type)


def send_large_file(stored: StoredFile) -> FileResponse:
    """A stored file of any size, piece by piece. The view has checked the rights, and that the file is whole."""
    response = FileResponse(
        path_of(stored).open("rb"), as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["X-Content-Type-Options"], response["Cache-Control"] = "nosniff", "private, no-store"
    return response


def send_bytes(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file made for this request: a print, an export."""
    headers = {
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=clean_name(name))),
        "Content-Length": str(len(data)),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=content_type, headers=headers)
