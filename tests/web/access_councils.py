"""Who may open what of councils, their votes, decisions and certificates (read by ``test_access``)."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "council": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:council_list                                  ok    ok       ok     ok      ok    ok     ok       in
        awards:council council                               ok    ok       ok     ok      ok    ok     ok       in
        awards:council_print council                         ok    ok       ok     ok      ok    ok     ok       in
        awards:council_file council                          ok    ok       ok     ok      ok    ok     ok       in
        awards:council_new                                   403   ok       403    403     403   403    403      in
        awards:council_edit council                          403   ok       403    403     403   403    403      in
        awards:seat_new council                              403   ok       403    403     403   403    403      in
        awards:seat_edit council_seat                        403   ok       403    403     403   403    403      in
        awards:working_rule_new council                      403   ok       403    403     403   403    403      in
        awards:working_rule_edit working_rule                403   ok       403    403     403   403    403      in
        awards:working_rule_remove working_rule              405   405      405    405     405   405    405      in
        awards:meeting_list                                  ok    ok       ok     ok      403   ok     403      in
        awards:meeting_list_print                            ok    ok       ok     ok      403   ok     403      in
        awards:meeting_new                                   403   ok       403    403     403   403    403      in
        awards:meeting prepared_meeting                      ok    ok       ok     ok      404   ok     404      in
        awards:meeting called_meeting                        ok    ok       ok     ok      404   ok     404      in
        awards:meeting voting_meeting                        ok    ok       ok     ok      404   ok     404      in
        awards:meeting adjourned_meeting                     ok    ok       ok     ok      404   ok     404      in
        awards:meeting_edit prepared_meeting                 403   ok       ok     ok      404   403    404      in
        awards:meeting_roll prepared_meeting                 403   ok       ok     ok      404   403    404      in
        awards:meeting_cancel prepared_meeting               403   ok       ok     ok      404   403    404      in
        awards:meeting_adjourn called_meeting                403   ok       ok     ok      404   403    404      in
        awards:meeting_prepare_again called_meeting          403   ok       ok     ok      404   403    404      in
        awards:meeting_open called_meeting                   403   ok       ok     ok      404   403    404      in
        awards:meeting_take_back voting_meeting              403   ok       ok     ok      404   403    404      in
        awards:meeting_remove prepared_meeting               405   405      405    405     405   405    405      in
        awards:agenda_save prepared_meeting                  405   405      405    405     405   405    405      in
        awards:roll_save called_meeting                      403   go       go     go      404   403    404      in
        awards:interest_add called_meeting                   403   ok       ok     ok      404   ok     404      in
        awards:written_edit called_meeting absent_seat       403   ok       ok     ok      404   403    404      in
        POST awards:council_new                              403   ok       403    403     403   403    403      in
        POST awards:council_edit council                     403   ok       403    403     403   403    403      in
        POST awards:seat_new council                         403   ok       403    403     403   403    403      in
        POST awards:seat_edit council_seat                   403   ok       403    403     403   403    403      in
        POST awards:working_rule_new council                 403   ok       403    403     403   403    403      in
        POST awards:working_rule_edit working_rule           403   ok       403    403     403   403    403      in
        POST awards:working_rule_remove working_rule         403   go       403    403     403   403    403      in
        POST awards:meeting_new                              403   ok       403    403     403   403    403      in
        POST awards:meeting_edit prepared_meeting            403   ok       ok     ok      404   403    404      in
        POST awards:meeting_roll prepared_meeting            403   ok       ok     ok      404   403    404      in
        POST awards:meeting_cancel prepared_meeting          403   ok       ok     ok      404   403    404      in
        POST awards:meeting_adjourn called_meeting           403   ok       ok     ok      404   403    404      in
        POST awards:meeting_prepare_again called_meeting     403   ok       ok     ok      404   403    404      in
        POST awards:meeting_open called_meeting              403   ok       ok     ok      404   403    404      in
        POST awards:meeting_take_back voting_meeting         403   ok       ok     ok      404   403    404      in
        POST awards:meeting_remove prepared_meeting          403   go       go     go      404   403    404      in
        POST awards:agenda_save prepared_meeting             403   ok       ok     ok      404   403    404      in
        POST awards:roll_save called_meeting                 403   ok       ok     ok      404   403    404      in
        POST awards:interest_add called_meeting              403   ok       ok     ok      404   ok     404      in
        POST awards:written_edit called_meeting absent_seat  403   ok       ok     ok      404   403    404      in
    """,
    "ballot": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:ballot_own screen_meeting                     ok    ok       ok     ok      404   ok     404      in
        awards:ballots_published tallied_meeting              ok    ok       ok     ok      404   ok     404      in
        awards:ballot_print voting_meeting                   403   ok       ok     ok      404   403    404      in
        awards:ballot_collect voting_meeting                 403   ok       ok     ok      404   403    404      in
        awards:ballot_count counting_meeting first_turn      403   ok       ok     ok      404   ok     404      in
        awards:ballot_again counting_meeting tallied_item     405   405      405    405     405   405    405      in
        awards:meeting_seal screen_meeting                   403   ok       ok     ok      404   403    404      in
        awards:meeting_recount tallied_meeting                403   ok       ok     ok      404   403    404      in
        awards:meeting_pick tallied_meeting tallied_item       403   ok       ok     ok      404   403    404      in
        awards:meeting_pack screen_meeting                   ok    ok       ok     ok      404   ok     404      in
        awards:item_dossier screen_meeting screen_item       ok    ok       ok     ok      404   ok     404      in
        awards:meeting_paper tallied_meeting minutes          ok    ok       ok     ok      ok    ok     404      in
        awards:meeting_paper_edit tallied_meeting minutes     403   ok       ok     ok      404   403    404      in
        awards:meeting_paper_ask tallied_meeting minutes      405   405      405    405     405   405    405      in
        awards:meeting_paper_number tallied_meeting minutes   403   403      403    403     ok    403    404      in
        awards:meeting_paper_pdf tallied_meeting minutes      ok    ok       ok     ok      ok    ok     404      in
        awards:meeting_paper_docx tallied_meeting minutes     ok    ok       ok     ok      ok    ok     404      in
        POST awards:ballot_own screen_meeting                ok    ok       ok     ok      404   ok     404      in
        POST awards:ballot_print voting_meeting              403   ok       ok     ok      404   403    404      in
        POST awards:ballot_collect voting_meeting            403   ok       ok     ok      404   403    404      in
        POST awards:ballot_count counting_meeting first_turn 403   ok       ok     ok      404   ok     404      in
        POST awards:ballot_again tallied_meeting tallied_item  403   go       go     go      404   go     404      in
        POST awards:meeting_seal screen_meeting              403   ok       ok     ok      404   403    404      in
        POST awards:meeting_recount tallied_meeting           403   ok       ok     ok      404   403    404      in
        POST awards:meeting_pick tallied_meeting tallied_item  403   ok       ok     ok      404   403    404      in
        POST awards:meeting_paper_edit tallied_meeting minutes 403  409      409    409     404   403    404      in
        POST awards:meeting_paper_ask tallied_meeting minutes 403   go       go     go      403   403    404      in
        POST awards:meeting_paper_number tallied_meeting minutes 403 403     403    403     ok    403    404      in
    """,
    "decision": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:decision_list                                 ok   ok       ok     ok      ok    ok     ok       in
        awards:decision_list_print                           ok   ok       ok     ok      ok    ok     ok       in
        awards:decision_new sealed_meeting                   403  ok       403    403     403   403    403      in
        awards:decision draft_decision                       ok   ok       ok     404     ok    404    404      in
        awards:decision issued_decision                      ok   ok       ok     ok      ok    ok     ok       in
        awards:decision_pdf draft_decision                   ok   ok       ok     404     ok    404    404      in
        awards:decision_docx draft_decision                  ok   ok       ok     404     ok    404    404      in
        awards:decision_edit draft_decision                  403  ok       403    404     403   404    404      in
        awards:decision_line_edit draft_decision draft_decision_line 403 ok 403 404 403 404 404 in
        awards:decision_amend issued_decision                403  ok       403    403     403   403    403      in
        awards:decision_revoke issued_decision               403  ok       403    403     403   403    403      in
        awards:decision_submit draft_decision                403  ok       403    404     403   404    404      in
        awards:decision_withdraw submitted_decision          403  ok       403    404     403   404    404      in
        awards:decision_approve submitted_decision           403  403      ok     404     403   404    404      in
        awards:decision_return submitted_decision            403  403      ok     404     403   404    404      in
        awards:decision_issue approved_decision              403  403      403    404     ok    404    404      in
        awards:decision_post issued_decision                 403  ok       403    403     403   403    403      in
        awards:decision_money issued_decision                403  ok       ok     403     ok    403    403      in
        awards:decision_money_print issued_decision          403  ok       ok     403     ok    403    403      in
        awards:decision_pay issued_decision                  403  ok       403    403     403   403    403      in
        awards:decision_pay_back issued_decision             403  ok       403    403     403   403    403      in
        awards:decision_remove draft_decision                405  405      405    405     405   405    405      in
        awards:fund                                          403  ok       ok     403     ok    403    403      in
        awards:fund_print                                    403  ok       ok     403     ok    403    403      in
        awards:fund_new                                      403  ok       403    403     403   403    403      in
        awards:fund_edit fund_entry                          403  ok       403    403     403   403    403      in
        awards:fund_remove fund_entry                        405  405      405    405     405   405    405      in
        POST awards:fund_new                                 403  ok       403    403     403   403    403      in
        POST awards:fund_edit fund_entry                     403  ok       403    403     403   403    403      in
        POST awards:fund_remove fund_entry                   403  go       403    403     403   403    403      in
        awards:award_register                                ok   ok       ok     ok      ok    ok     ok       in
        awards:award_register_print                          ok   ok       ok     ok      ok    ok     ok       in
        awards:award_statistics                              ok   ok       ok     ok      ok    ok     ok       in
        awards:award_statistics_print                        ok   ok       ok     ok      ok    ok     ok       in
        awards:publicity                                     ok   ok       ok     ok      ok    ok     ok       in
        POST awards:decision_new sealed_meeting              403  ok       403    403     403   403    403      in
        POST awards:decision_edit draft_decision             403  ok       403    404     403   404    404      in
        POST awards:decision_line_edit draft_decision draft_decision_line 403 ok 403 404 403 404 404 in
        POST awards:decision_amend issued_decision           403  ok       403    403     403   403    403      in
        POST awards:decision_revoke issued_decision          403  ok       403    403     403   403    403      in
        POST awards:decision_submit draft_decision           403  ok       403    404     403   404    404      in
        POST awards:decision_withdraw submitted_decision     403  ok       403    404     403   404    404      in
        POST awards:decision_approve submitted_decision      403  403      ok     404     403   404    404      in
        POST awards:decision_return submitted_decision       403  403      ok     404     403   404    404      in
        POST awards:decision_issue approved_decision         403  403      403    404     ok    404    404      in
        POST awards:decision_post issued_decision            403  ok       403    403     403   403    403      in
        POST awards:decision_pay issued_decision             403  ok       403    403     403   403    403      in
        POST awards:decision_pay_back issued_decision        403  ok       403    403     403   403    403      in
        POST awards:decision_remove draft_decision           403  go       403    404     403   404    404      in
    """,
    "outcome": """
                                                   admin standing leader contact clerk member stranger anyone
        awards:outcome_list                        ok    ok       ok     ok      ok    ok     ok       in
        awards:outcome_list_print                  ok    ok       ok     ok      ok    ok     ok       in
        awards:outcome_send_many                   405   405      405    405     405   405    405      in
        awards:outcome_decision issued_decision    403   ok       403    403     403   403    403      in
        awards:outcome_meeting untold_meeting      403   ok       403    404     404   404    404      in
        awards:outcome waiting_outcome             404   ok       ok     404     404   404    404      in
        awards:outcome sent_outcome                404   ok       ok     404     404   ok     404      in
        awards:outcome unit_outcome                404   ok       ok     ok      404   404    404      in
        awards:outcome_pdf waiting_outcome         404   ok       ok     404     404   404    404      in
        awards:outcome_pdf sent_outcome            404   ok       ok     404     404   ok     404      in
        awards:outcome_docx sent_outcome           404   ok       ok     404     404   ok     404      in
        awards:outcome_docx unit_outcome           404   ok       ok     ok      404   404    404      in
        awards:outcome_edit waiting_outcome        404   ok       403    404     404   404    404      in
        awards:outcome_edit sent_outcome           404   ok       403    404     404   403    404      in
        awards:outcome_send waiting_outcome        404   ok       403    404     404   404    404      in
        awards:outcome_send unit_outcome           404   ok       403    403     404   404    404      in
        awards:outcome_drop waiting_outcome        404   ok       403    404     404   404    404      in
        POST awards:outcome_send_many              403   go       403    403     403   403    403      in
        POST awards:outcome_decision issued_decision 403 go       403    403     403   403    403      in
        POST awards:outcome_meeting untold_meeting 403   go       403    404     404   404    404      in
        POST awards:outcome_edit waiting_outcome   404   ok       403    404     404   404    404      in
        POST awards:outcome_send waiting_outcome   404   ok       403    404     404   404    404      in
        POST awards:outcome_drop waiting_outcome   404   ok       403    404     404   404    404      in
    """,
    "certificate": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:certificates certified_decision               403   ok       403    403     ok    403    403      in
        awards:certificates_pdf certified_decision           403   ok       403    403     ok    403    403      in
        awards:certificates_used certified_decision          403   ok       403    403     ok    403    403      in
        awards:stock_list                                    403   ok       403    403     ok    403    403      in
        awards:stock_list_print                              403   ok       403    403     ok    403    403      in
        awards:stock_new                                     403   ok       403    403     ok    403    403      in
        awards:stock stock                                   403   ok       403    403     ok    403    403      in
        awards:stock_edit stock                              403   ok       403    403     ok    403    403      in
        awards:stock_calibration stock                       403   ok       403    403     ok    403    403      in
        awards:stock_test stock                              403   ok       403    403     ok    403    403      in
        awards:stock_register stock                          403   ok       403    403     ok    403    403      in
        awards:stock_entry_new stock                         403   ok       403    403     ok    403    403      in
        awards:stock_entry_edit stock_entry                  403   ok       403    403     ok    403    403      in
        awards:stock_printer_new stock                       403   ok       403    403     ok    403    403      in
        awards:stock_printer_edit stock_printer              403   ok       403    403     ok    403    403      in
        awards:certificate_design design_key                 403   ok       403    403     ok    403    403      in
        awards:certificate_design_look design_key            403   ok       403    403     ok    403    403      in
        awards:certificate_design_emblem design_key          403   404      403    403     404   403    403      in
        POST awards:certificates_used certified_decision     403   ok       403    403     ok    403    403      in
        POST awards:stock_new                                403   ok       403    403     ok    403    403      in
        POST awards:stock_edit stock                         403   ok       403    403     ok    403    403      in
        POST awards:stock_entry_new stock                    403   ok       403    403     ok    403    403      in
        POST awards:stock_entry_edit stock_entry             403   ok       403    403     ok    403    403      in
        POST awards:stock_printer_new stock                  403   ok       403    403     ok    403    403      in
        POST awards:stock_printer_edit stock_printer         403   ok       403    403     ok    403    403      in
        POST awards:certificate_design design_key            403   go       403    403     go    403    403      in
        POST awards:stock_entry_remove stock_entry           403   go       403    403     go    403    403      in
        POST awards:stock_printer_remove stock_printer       403   go       403    403     go    403    403      in
        POST awards:stock_remove stock                       403   go       403    403     go    403    403      in
    """,
}
