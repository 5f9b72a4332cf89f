"""Mẫu của cơ quan: what its own page prints for each honour, the emblem, a sheet to look at."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.certificate import DesignForm
from awards.forms.round import OF_FORM, OF_TITLE, honour_key
from awards.models import CertificateDesign
from awards.papers.certificate import Certificate, render_certificates
from awards.rules.certificate import LINES, authority_of, heading_of, kind_of
from awards.services import certificate as service
from emulation.models import Commendation, Title
from emulation.views.record_form import record_form
from plans.forms.event import new_file
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Office
from plans.views.acting import require
from plans.views.files import PDF, send_bytes, send_file

COMMON = "chung"


def design_edit(request: OfficeRequest, key: str) -> HttpResponse:
    """Sửa mẫu."""
    design = _design(request, key)
    first = {name: getattr(design, name) for name in service.DESIGN_FIELDS}
    first |= {"version": design.version if design.pk else 0, "source": design.source or service.SOURCE}
    form = DesignForm(initial=first, design=design)
    if request.method == "POST":
        form = DesignForm(request.POST, request.FILES, design=design)

    def act() -> object:
        typed = form.cleaned_data
        return service.save_design(
            actor=request.user,
            design=design,
            values={"heading": "", **typed},
            emblem=new_file(typed["emblem"]),
            without_emblem=typed.get("without_emblem", False),
            seen=typed["version"] or 0,
            key=submit_key(request),
        )

    return record_form(
        request,
        form,
        act,
        template="awards/certificate_design.html",
        context={"design": design, "key": key},
        title=f"Mẫu giấy: {_name(design)}",
        done="Đã lưu mẫu. Xem thử trước khi in thật.",
        back=reverse("awards:certificate_design", args=[key]),
    )


@require_safe
def design_look(request: OfficeRequest, key: str) -> HttpResponse:
    """One sheet with example words, as it would be printed."""
    design = _design(request, key)
    honour = design.title or design.commendation
    name = honour.name if honour else "Giấy khen"
    office, is_title = Office.objects.first() or Office(), design.title_id is not None
    words = {code: line.example for code, line in LINES.items()} | {
        "authority": (design.authority or authority_of(office.heading, office.parent_heading)).upper(),
        "kind": kind_of(is_title=is_title),
        "heading": (design.heading or heading_of(name, is_title=is_title)).upper(),
        "name": "Họ và tên",
        "about": "Chức vụ, đơn vị",
        "achievement": "Thành tích ghi trong quyết định",
        "decision": f"Quyết định số …/QĐ-{office.symbol}, ngày … tháng … năm …",
        "golden": "Số sổ vàng: …",
        "place": f"{office.place}, ngày … tháng … năm …",
        "signer_title": (design.signer_title or "GIÁM ĐỐC").upper(),
        "signer_name": design.signer_name,
    }
    sheet = service.full_sheet(design, flags=honour is not None and honour.code == service.WITH_FLAGS)
    data = render_certificates([Certificate(sheet, words)], title=f"Xem thử mẫu: {_name(design)}")
    return send_bytes(data, name=f"Xem thử mẫu {_name(design)}.pdf", content_type=PDF)


@require_safe
def design_emblem(request: OfficeRequest, key: str) -> HttpResponse:
    """The emblem that the office gave."""
    design = _design(request, key)
    if design.emblem is None:
        raise Http404
    return send_file(design.emblem)


def design_rows() -> list[tuple[str, str, str, bool]]:
    """Every honour that the Director gives and the common design: key, name, what was chosen, whether anything was."""
    chosen = service.designs()
    honours: list[Title | Commendation] = [
        *Title.objects.filter(in_use=True, level="unit"),
        *Commendation.objects.filter(in_use=True, level="unit"),
    ]
    rows = [(COMMON, "Mẫu chung", chosen.get(""))]
    rows += [(honour_key(one), one.name, chosen.get(one.code)) for one in honours]
    return [(key, name, _said(design, key), design is not None) for key, name, design in rows]


def _said(design: CertificateDesign | None, key: str) -> str:
    if design is None:
        return "chưa đặt, lấy theo quyết định" if key == COMMON else "theo mẫu chung"
    parts = ["có hình Quốc huy" if design.emblem_id else "chưa có hình Quốc huy"]
    parts += [design.signer_title.replace("\n", " ")] if design.signer_title else []
    return ", ".join(parts)


def _name(design: CertificateDesign) -> str:
    return str(design.title or design.commendation or "mẫu chung")


def _design(request: OfficeRequest, key: str) -> CertificateDesign:
    """The design of an address; one that nobody has made yet is begun."""
    require(request.user, "awards.print_certificates", who=service.WHO_PRINTS)
    rows = CertificateDesign.objects.select_related("title", "commendation", "emblem")
    if key == COMMON:
        return rows.filter(title=None, commendation=None).first() or CertificateDesign()
    kind, _, number = key.rpartition("-")
    pk = whole_number(number) or 0
    if kind == OF_TITLE and (title := Title.objects.filter(pk=pk).first()):
        return rows.filter(title=title).first() or CertificateDesign(title=title)
    if kind == OF_FORM and (form := Commendation.objects.filter(pk=pk).first()):
        return rows.filter(commendation=form).first() or CertificateDesign(commendation=form)
    raise Http404
