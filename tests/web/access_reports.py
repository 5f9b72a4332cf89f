"""Who may open what of reports (read by ``test_access``)."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "report": """
                                                       admin standing leader contact clerk member stranger anyone
        report_list                                              ok   ok       ok     ok      ok    ok     ok       in
        report_list_print                                        ok   ok       ok     ok      ok    ok     ok       in
        report_new                                               403  ok       403    403     403   403    403      in
        report draft_report                                      ok   ok       ok     404     ok    404    404      in
        report submitted_report                                  ok   ok       ok     404     ok    404    404      in
        report issued_report                                     ok   ok       ok     ok      ok    ok     ok       in
        report_head draft_report                                 403  ok       403    404     403   404    404      in
        report_head issued_report                                403  ok       403    403     403   403    403      in
        report_section draft_report report_part                  403  ok       403    404     403   404    404      in
        report_section issued_report report_part                 403  ok       403    403     403   403    403      in
        report_section_save draft_report report_part             405  405      405    405     405   405    405      in
        report_settle draft_report report_part                   405  405      405    405     405   405    405      in
        report_refresh draft_report                              405  405      405    405     405   405    405      in
        report_rows draft_report report_part report_sentence report_place  ok ok ok 404 ok 404 404 in
        report_rows issued_report report_part report_sentence report_place ok ok ok ok ok ok ok in
        report_remark draft_report                               403  403      ok     404     403   404    404      in
        report_answer draft_report report_remark                 403  ok       403    404     403   404    404      in
        report_submit draft_report                               403  ok       403    404     403   404    404      in
        report_withdraw submitted_report                         403  ok       403    404     403   404    404      in
        report_approve submitted_report                          403  403      ok     404     403   404    404      in
        report_return submitted_report                           403  403      ok     404     403   404    404      in
        report_issue approved_report                             403  403      403    404     ok    404    404      in
        report_remove draft_report                               405  405      405    405     405   405    405      in
        report_pdf draft_report                                  ok   ok       ok     404     ok    404    404      in
        report_pdf issued_report                                 ok   ok       ok     ok      ok    ok     ok       in
        report_docx draft_report                                 ok   ok       ok     404     ok    404    404      in
        report_xlsx draft_report                                 ok   ok       ok     404     ok    404    404      in
        report_docx issued_report                                ok   ok       ok     ok      ok    ok     ok       in
        report_xlsx issued_report                                ok   ok       ok     ok      ok    ok     ok       in
        POST report_new                                          403  ok       403    403     403   403    403      in
        POST report_head draft_report                            403  ok       403    404     403   404    404      in
        POST report_section draft_report report_part             403  ok       403    404     403   404    404      in
        POST report_section_save draft_report report_part        403  422      403    404     403   404    404      in
        POST report_settle draft_report report_part              403  go       403    404     403   404    404      in
        POST report_refresh draft_report                         403  go       403    404     403   404    404      in
        POST report_remark draft_report                          403  403      ok     404     403   404    404      in
        POST report_answer draft_report report_remark            403  ok       403    404     403   404    404      in
        POST report_submit draft_report                          403  ok       403    404     403   404    404      in
        POST report_withdraw submitted_report                    403  ok       403    404     403   404    404      in
        POST report_approve submitted_report                     403  403      ok     404     403   404    404      in
        POST report_return submitted_report                      403  403      ok     404     403   404    404      in
        POST report_issue approved_report                        403  403      403    404     ok    404    404      in
        POST report_remove draft_report                          403  go       403    404     403   404    404      in
    """,
}
