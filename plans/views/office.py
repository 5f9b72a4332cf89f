"""The office's own name, as the administrator keeps it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from plans.errors import EditConflict
from plans.forms.office import OfficeForm
from plans.http import OfficeRequest, submit_key
from plans.models import Office
from plans.services.office import save_office
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict

WHO = "Chỉ quản trị sửa được tên cơ quan in trên văn bản. Cần sửa, anh, chị báo quản trị."


def office_edit(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_accounts", who=WHO)
    office = get_object_or_404(Office)
    if request.method == "POST":
        form = OfficeForm(request.POST, instance=get_object_or_404(Office))
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, form, office)):
                messages.success(request, "Đã lưu. Văn bản lập từ nay in theo tên mới.")
                return redirect("plans:office_edit")
        except EditConflict as conflict:
            back_url = reverse("plans:office_edit")
            return render_conflict(request, title="Cơ quan", form=form, conflict=conflict, back_url=back_url)
    else:
        form = OfficeForm(instance=office, initial={"version": office.version})
    return render(request, "plans/office_form.html", {"form": form})


def _save(request: OfficeRequest, form: OfficeForm, office: Office) -> None:
    save_office(
        actor=request.user,
        office=office,
        values=form.values,
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )
