"""Sending files: always as attachments, never opened by the browser inside the site."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from plans.models import StoredFile
from plans.rules.sniff import CONTENT_TYPES, FileKind
from plans.services.files import clean_name, read_bytes

PDF, DOCX, XLSX = (CONTENT_TYPES[kind] for kind in (FileKind.PDF, FileKind.DOCX, FileKind.XLSX))
JSON = "application/json"


def send_file(stored: StoredFile, *, as_name: str | None = None) -> HttpResponse:
    """A stored file, byte for byte, checked against its SHA-256. The view has checked the rights."""
    return send_bytes(read_bytes(stored), name=as_name or stored.name, content_type=stored.content_type)


def send_bytes(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A file made for this request: a print, an export."""
    headers = {
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=clean_name(name))),
        "Content-Length": str(len(data)),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=content_type, headers=headers)
