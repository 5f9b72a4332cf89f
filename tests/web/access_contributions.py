"""Who may open what of units' contributions to reports (read by ``test_access``)."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "contribution": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        contribution_list draft_report            ok       ok       ok       404      ok       404      404      in
        contribution_list issued_report           ok       ok       ok       403      ok       403      403      in
        contribution_ask draft_report             403      ok       403      404      403      404      404      in
        contribution_ask issued_report            403      ok       403      403      403      403      403      in
        contribution_urge_all draft_report        405      405      405      405      405      405      405      in
        contribution_own                          403      ok       403      ok       403      403      ok       in
        contribution contribution                 ok       ok       ok       ok       ok       404      404      in
        contribution sent_contribution            ok       ok       ok       ok       ok       404      404      in
        contribution_save contribution            405      405      405      405      405      405      405      in
        contribution_rows contribution first      ok       ok       ok       ok       ok       404      404      in
        contribution_refresh contribution         405      405      405      405      405      405      405      in
        contribution_send contribution            403      403      403      ok       403      404      404      in
        contribution_return sent_contribution     403      ok       403      403      403      404      404      in
        contribution_take sent_contribution       403      ok       403      403      403      404      404      in
        contribution_urge contribution            405      405      405      405      405      405      405      in
        contribution_copy sent_contribution       405      405      405      405      405      405      405      in
        POST contribution_ask draft_report        403      ok       403      404      403      404      404      in
        POST contribution_urge_all draft_report   403      go       403      404      403      404      404      in
        POST contribution contribution            403      403      403      ok       403      404      404      in
        POST contribution_save contribution       403      403      403      422      403      404      404      in
        POST contribution_refresh contribution    403      403      403      go       403      404      404      in
        POST contribution_send contribution       403      403      403      ok       403      404      404      in
        POST contribution_return sent_contribution 403     ok       403      403      403      404      404      in
        POST contribution_take sent_contribution  403      ok       403      403      403      404      404      in
        POST contribution_urge contribution       403      go       403      403      403      404      404      in
        POST contribution_copy sent_contribution  403      404      403      403      403      404      404      in
    """,
}
