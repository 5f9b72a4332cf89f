"""Who may open what of emulation (read by ``test_access``)."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "campaign": """
                                                          admin standing leader contact clerk member stranger anyone
        emulation:campaign_list                           ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_list_print                     ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_new                            403   ok       403    403     403   403    403      in
        emulation:campaign_statistics                     403   ok       ok     403     403   403    403      in
        emulation:campaign_statistics_print               403   ok       ok     403     403   403    403      in
        emulation:campaign_report                         403   ok       ok     403     403   403    403      in
        emulation:campaign_report_pdf                     403   ok       ok     403     403   403    403      in
        emulation:campaign_report_docx                    403   ok       ok     403     403   403    403      in
        emulation:campaign campaign                       ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign draft_campaign                 ok    ok       ok     404     ok    404    404      in
        emulation:campaign_edit draft_campaign            403   ok       403    404     403   404    404      in
        emulation:campaign_edit campaign                  403   go       403    403     403   403    403      in
        emulation:campaign_phases campaign                403   ok       403    403     403   403    403      in
        emulation:campaign_preview campaign               ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_preview draft_campaign         ok    ok       ok     404     ok    404    404      in
        emulation:campaign_pdf campaign                   ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_docx draft_campaign            ok    ok       ok     404     ok    404    404      in
        emulation:campaign_submit draft_campaign          403   ok       403    404     403   404    404      in
        emulation:campaign_withdraw submitted_campaign    403   ok       403    404     403   404    404      in
        emulation:campaign_approve submitted_campaign     403   403      ok     404     403   404    404      in
        emulation:campaign_return submitted_campaign      403   403      ok     404     403   404    404      in
        emulation:campaign_launch approved_campaign       403   403      403    404     ok    404    404      in
        emulation:campaign_close campaign                 403   403      ok     403     403   403    403      in
        emulation:campaign_cancel campaign                403   ok       403    403     403   403    403      in
        emulation:campaign_complete campaign              403   ok       403    403     403   403    403      in
        emulation:campaign_file_add campaign              403   ok       403    403     403   403    403      in
        emulation:campaign_file campaign own_file    ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_file_remove campaign own_file 405   405      405    405     405   405    405      in
        POST emulation:campaign_new                       403   ok       403    403     403   403    403      in
        POST emulation:campaign_edit draft_campaign       403   ok       403    404     403   404    404      in
        POST emulation:campaign_phases campaign           403   ok       403    403     403   403    403      in
        POST emulation:campaign_submit draft_campaign     403   ok       403    404     403   404    404      in
        POST emulation:campaign_withdraw submitted_campaign 403   ok       403    404     403   404    404      in
        POST emulation:campaign_approve submitted_campaign 403   403      ok     404     403   404    404      in
        POST emulation:campaign_return submitted_campaign 403   403      ok     404     403   404    404      in
        POST emulation:campaign_launch approved_campaign  403   403      403    404     ok    404    404      in
        POST emulation:campaign_close campaign            403   403      ok     403     403   403    403      in
        POST emulation:campaign_cancel campaign           403   ok       403    403     403   403    403      in
        POST emulation:campaign_complete campaign         403   ok       403    403     403   403    403      in
        POST emulation:campaign_file_add campaign         403   ok       403    403     403   403    403      in
        POST emulation:campaign_file_remove campaign own_file 403   go       403    403     403   403    403      in
    """,
    "campaign_paper": """
                                                          admin standing leader contact clerk member stranger anyone
        emulation:campaign_paper campaign final           ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_paper campaign midterm         ok    ok       ok     404     ok    404    404      in
        emulation:campaign_paper_edit running final       403   ok       403    403     403   403    403      in
        emulation:campaign_paper_edit campaign final      403   go       403    403     403   403    403      in
        emulation:campaign_paper_submit running final     403   ok       403    404     403   404    404      in
        emulation:campaign_paper_withdraw campaign midterm 403   ok       403    404     403   404    404      in
        emulation:campaign_paper_approve campaign midterm 403   403      ok     404     403   404    404      in
        emulation:campaign_paper_return campaign midterm  403   403      ok     404     403   404    404      in
        emulation:campaign_paper_issue campaign decision  403   403      403    404     ok    404    404      in
        emulation:campaign_paper_pdf campaign final       ok    ok       ok     ok      ok    ok     ok       in
        emulation:campaign_paper_pdf campaign midterm     ok    ok       ok     404     ok    404    404      in
        emulation:campaign_paper_docx campaign final      ok    ok       ok     ok      ok    ok     ok       in
        POST emulation:campaign_paper_edit running final  403   ok       403    403     403   403    403      in
        POST emulation:campaign_paper_submit running final 403   ok       403    404     403   404    404      in
        POST emulation:campaign_paper_withdraw campaign midterm 403   ok       403    404     403   404    404      in
        POST emulation:campaign_paper_approve campaign midterm 403   403      ok     404     403   404    404      in
        POST emulation:campaign_paper_return campaign midterm 403   403      ok     404     403   404    404      in
        POST emulation:campaign_paper_issue campaign decision 403   403      403    404     ok    404    404      in
    """,
    "cluster": """
                                                   admin    standing leader   contact  clerk    member   stranger anyone
        emulation:cluster_list                     ok       ok       ok       ok       ok       ok       ok       in
        emulation:cluster_list_print               ok       ok       ok       ok       ok       ok       ok       in
        emulation:cluster cluster                  ok       ok       ok       ok       ok       ok       ok       in
        emulation:cluster_year cluster_year        ok       ok       ok       ok       ok       ok       ok       in
        emulation:cluster_year_print cluster_year  ok       ok       ok       ok       ok       ok       ok       in
        emulation:cluster_file cluster_year rules_slug ok       ok       ok       ok       ok       ok       ok       in
        emulation:proposal_list                    ok       ok       ok       ok       ok       ok       ok       in
        emulation:proposal_print                   ok       ok       ok       ok       ok       ok       ok       in
        emulation:cluster_file cluster_year result_slug 404  404  404  404  404  404  404  in
        emulation:cluster_new                      403      ok       403      403      403      403      403      in
        emulation:cluster_edit cluster             403      ok       403      403      403      403      403      in
        emulation:cluster_year_new cluster         403      ok       403      403      403      403      403      in
        emulation:cluster_rules cluster_year       403      ok       403      403      403      403      403      in
        emulation:cluster_members cluster_year     403      ok       403      403      403      403      403      in
        emulation:cluster_result cluster_year      403      ok       403      403      403      403      403      in
        emulation:cluster_events cluster_year      403      ok       403      403      403      403      403      in
        emulation:proposal_new cluster_year        403      ok       403      403      403      403      403      in
        emulation:proposal_edit proposal           403      ok       403      403      403      403      403      in
        emulation:proposal_send proposal           403      ok       403      403      403      403      403      in
        emulation:proposal_answer sent_proposal    403      ok       403      403      403      403      403      in
        emulation:proposal_undo sent_proposal      405      405      405      405      405      405      405      in
        emulation:proposal_remove proposal         405      405      405      405      405      405      405      in
        POST emulation:cluster_new                 403      ok       403      403      403      403      403      in
        POST emulation:cluster_edit cluster        403      ok       403      403      403      403      403      in
        POST emulation:cluster_year_new cluster    403      ok       403      403      403      403      403      in
        POST emulation:cluster_rules cluster_year  403      ok       403      403      403      403      403      in
        POST emulation:cluster_members cluster_year 403      ok       403      403      403      403      403      in
        POST emulation:cluster_result cluster_year 403      ok       403      403      403      403      403      in
        POST emulation:cluster_events cluster_year 403      ok       403      403      403      403      403      in
        POST emulation:proposal_new cluster_year   403      ok       403      403      403      403      403      in
        POST emulation:proposal_edit proposal      403      ok       403      403      403      403      403      in
        POST emulation:proposal_send proposal      403      ok       403      403      403      403      403      in
        POST emulation:proposal_answer sent_proposal 403      ok       403      403      403      403      403      in
        POST emulation:proposal_undo sent_proposal 403      go       403      403      403      403      403      in
        POST emulation:proposal_remove proposal    403      go       403      403      403      403      403      in
    """,
    "catalogue": """
                                                   admin    standing leader   contact  clerk    member   stranger anyone
        emulation:title_list                       ok       ok       ok       ok       ok       ok       ok       in
        emulation:title_print                      ok       ok       ok       ok       ok       ok       ok       in
        emulation:title title                      ok       ok       ok       ok       ok       ok       ok       in
        emulation:commendation_list                ok       ok       ok       ok       ok       ok       ok       in
        emulation:commendation_print               ok       ok       ok       ok       ok       ok       ok       in
        emulation:commendation commendation        ok       ok       ok       ok       ok       ok       ok       in
        emulation:title_edit title                 ok       ok       403      403      403      403      403      in
        emulation:commendation_edit commendation   ok       ok       403      403      403      403      403      in
        POST emulation:title_edit title            ok       ok       403      403      403      403      403      in
        POST emulation:commendation_edit commendation ok       ok       403      403      403      403      403      in
        legal_list                                 ok       ok       ok       ok       ok       ok       ok       in
        legal_print                                ok       ok       ok       ok       ok       ok       ok       in
        legal_text legal_text                      ok       ok       ok       ok       ok       ok       ok       in
        legal_text_add                             ok       ok       403      403      403      403      403      in
        legal_text_edit legal_text                 ok       ok       403      403      403      403      403      in
        POST legal_text_add                        ok       ok       403      403      403      403      403      in
        POST legal_text_edit legal_text            ok       ok       403      403      403      403      403      in
    """,
    "example": """
                                                   admin    standing leader   contact  clerk    member   stranger anyone
        emulation:example_list                     ok       ok       ok       ok       ok       ok       ok       in
        emulation:example_print                    ok       ok       ok       ok       ok       ok       ok       in
        emulation:example example                  ok       ok       ok       ok       ok       ok       ok       in
        emulation:example_file example example_file ok       ok       ok       ok       ok       ok       ok       in
        emulation:example_new                      403      ok       403      403      403      403      403      in
        emulation:example_edit example             403      ok       403      403      403      403      403      in
        emulation:example_file_add example         403      ok       403      403      403      403      403      in
        emulation:publicity_add example            403      ok       403      403      403      403      403      in
        emulation:example_remove example           405      405      405      405      405      405      405      in
        emulation:example_file_remove example example_file 405  405  405  405  405  405  405  in
        emulation:publicity_remove publicity       405      405      405      405      405      405      405      in
        POST emulation:example_new                 403      ok       403      403      403      403      403      in
        POST emulation:example_edit example        403      ok       403      403      403      403      403      in
        POST emulation:example_file_add example    403      ok       403      403      403      403      403      in
        POST emulation:publicity_add example       403      ok       403      403      403      403      403      in
        POST emulation:example_remove example      403      go       403      403      403      403      403      in
        POST emulation:example_file_remove example example_file 403  go   403  403  403  403  403  in
        POST emulation:publicity_remove publicity  403      go       403      403      403      403      403      in
    """,
    "scoring": """
                                                              admin standing leader contact clerk member stranger anyone
        emulation:scoring                                      ok    ok       ok     ok      ok    ok     ok       in
        emulation:table scored_campaign                        ok    ok       ok     ok      ok    ok     ok       in
        emulation:cluster_table cluster_scored                 ok    ok       ok     ok      ok    ok     ok       in
        emulation:cluster_sheet cluster_scored                 405   405      405    405     405   405    405      in
        emulation:table_template                               403   ok       403    403     403   403    403      in
        emulation:criterion_add open_table                     403   ok       403    403     403   403    403      in
        emulation:table_copy open_table                        403   ok       403    403     403   403    403      in
        emulation:table_import open_table                      403   ok       403    403     403   403    403      in
        emulation:table_export open_table                      ok    ok       ok     ok      ok    ok     ok       in
        emulation:table_print open_table                       ok    ok       ok     ok      ok    ok     ok       in
        emulation:table_docx open_table                        ok    ok       ok     ok      ok    ok     ok       in
        emulation:criterion_edit criterion                     403   ok       403    403     403   403    403      in
        emulation:criterion_move criterion                     405   405      405    405     405   405    405      in
        emulation:criterion_remove criterion                   405   405      405    405     405   405    405      in
        emulation:sheet_list scored_campaign                   ok    ok       ok     ok      ok    ok     ok       in
        emulation:sheet_list_print scored_campaign             ok    ok       ok     ok      ok    ok     ok       in
        emulation:sheets_make scored_campaign                  405   405      405    405     405   405    405      in
        emulation:scores_close scored_campaign                 403   403      ok     403     403   403    403      in
        emulation:ranking scored_campaign                      ok    ok       ok     ok      ok    ok     ok       in
        emulation:ranking_print scored_campaign                403   ok       ok     403     403   403    403      in
        emulation:ranking_docx scored_campaign                 403   ok       ok     403     403   403    403      in
        emulation:sheet draft_sheet                            404   ok       ok     ok      404   404    404      in
        emulation:sheet_pdf draft_sheet                        404   ok       ok     ok      404   404    404      in
        emulation:sheet_docx draft_sheet                       404   ok       ok     ok      404   404    404      in
        emulation:sheet own_sheet                              404   ok       ok     404     404   404    404      in
        emulation:sheet_score draft_sheet                      404   403      403    ok      404   404    404      in
        emulation:sheet_send draft_sheet                       404   403      403    ok      404   404    404      in
        emulation:sheet_withdraw sent_sheet                    404   403      403    ok      404   404    404      in
        emulation:sheet_object appraised_sheet                 404   403      403    ok      404   404    404      in
        emulation:proof_add draft_sheet scored_criterion       404   403      403    ok      404   404    404      in
        emulation:sheet_score own_sheet                        404   ok       403    404     404   404    404      in
        emulation:sheet_return sent_sheet                      404   ok       403    403     404   404    404      in
        emulation:sheet_appraise sent_sheet                    404   ok       403    403     404   404    404      in
        emulation:sheet_answer objected_sheet                  404   ok       403    403     404   404    404      in
        emulation:proof_file proof                             404   ok       ok     ok      404   404    404      in
        emulation:proof_remove proof                           405   405      405    405     405   405    405      in
        POST emulation:table scored_campaign                   403   ok       403    403     403   403    403      in
        POST emulation:cluster_table cluster_scored            403   go       403    403     403   403    403      in
        POST emulation:cluster_sheet cluster_scored            403   go       403    403     403   403    403      in
        POST emulation:criterion_add open_table                403   ok       403    403     403   403    403      in
        POST emulation:table_copy open_table                   403   ok       403    403     403   403    403      in
        POST emulation:table_import open_table                 403   ok       403    403     403   403    403      in
        POST emulation:criterion_edit criterion                403   ok       403    403     403   403    403      in
        POST emulation:criterion_move criterion                403   go       403    403     403   403    403      in
        POST emulation:criterion_remove criterion              403   go       403    403     403   403    403      in
        POST emulation:sheets_make scored_campaign             403   go       403    403     403   403    403      in
        POST emulation:scores_close scored_campaign            403   403      ok     403     403   403    403      in
        POST emulation:sheet_score draft_sheet                 404   403      403    ok      404   404    404      in
        POST emulation:sheet_send draft_sheet                  404   403      403    ok      404   404    404      in
        POST emulation:sheet_withdraw sent_sheet               404   403      403    ok      404   404    404      in
        POST emulation:sheet_object appraised_sheet            404   403      403    ok      404   404    404      in
        POST emulation:proof_add draft_sheet scored_criterion  404   403      403    ok      404   404    404      in
        POST emulation:sheet_score own_sheet                   404   ok       403    404     404   404    404      in
        POST emulation:sheet_return sent_sheet                 404   ok       403    403     404   404    404      in
        POST emulation:sheet_appraise sent_sheet               404   ok       403    403     404   404    404      in
        POST emulation:sheet_answer objected_sheet             404   ok       403    403     404   404    404      in
        POST emulation:proof_remove proof                      404   403      403    go      404   404    404      in
    """,
    "registration": """
                                                           admin standing leader contact clerk member stranger anyone
        emulation:round                                    ok    ok       ok     ok      ok    ok     ok       in
        emulation:round_edit                               403   ok       403    403     403   403    403      in
        emulation:registration_mine                        ok    ok       ok     ok      ok    ok     ok       in
        emulation:registration_list                        403   ok       ok     ok      403   403    ok       in
        emulation:registration_list_print                  403   ok       ok     ok      403   403    ok       in
        emulation:registration_missing                     403   ok       ok     ok      403   403    ok       in
        emulation:registration_missing_print               403   ok       ok     ok      403   403    ok       in
        emulation:registration_summary                     403   ok       ok     ok      403   403    ok       in
        emulation:registration_summary_print               403   ok       ok     ok      403   403    ok       in
        emulation:registration_initiatives                 403   ok       ok     ok      403   403    ok       in
        emulation:registration_initiatives_print           403   ok       ok     ok      403   403    ok       in
        emulation:promise                                  ok    ok       ok     ok      ok    ok     ok       in
        emulation:promise_print                            ok    ok       ok     ok      ok    ok     ok       in
        emulation:registration_new own_kind member         403   403      403    403     403   go     403      in
        emulation:registration_new unit_kind division      403   403      403    go      403   403    403      in
        emulation:registration draft_form                  404   ok       ok     ok      404   ok     404      in
        emulation:registration received_form               404   ok       ok     ok      404   ok     404      in
        emulation:registration_edit draft_form             404   403      403    403     404   ok     404      in
        emulation:registration_edit sent_form              404   403      403    403     404   go     404      in
        emulation:registration_send draft_form             405   405      405    405     405   405    405      in
        emulation:registration_withdraw sent_form          405   405      405    405     405   405    405      in
        emulation:registration_confirm sent_form           405   405      405    405     405   405    405      in
        emulation:registration_receive confirmed_form      405   405      405    405     405   405    405      in
        emulation:registration_return sent_form            404   403      403    ok      404   403    404      in
        emulation:registration_return confirmed_form       404   ok       403    403     404   403    404      in
        emulation:registration_results received_form       404   ok       403    ok      404   ok     404      in
        emulation:registration_pdf received_form           404   ok       ok     ok      404   ok     404      in
        emulation:registration_docx received_form          404   ok       ok     ok      404   ok     404      in
        emulation:pledge_list                              ok    ok       ok     ok      ok    ok     ok       in
        emulation:pledge_list_print                        ok    ok       ok     ok      ok    ok     ok       in
        emulation:pledge_new                               403   ok       403    403     403   403    403      in
        emulation:pledge pledge                            ok    ok       ok     ok      ok    ok     ok       in
        emulation:pledge_edit pledge                       403   ok       403    403     403   403    403      in
        emulation:pledge_sign pledge                       403   ok       403    403     403   403    403      in
        emulation:pledge_pdf pledge                        ok    ok       ok     ok      ok    ok     ok       in
        emulation:pledge_docx pledge                       ok    ok       ok     ok      ok    ok     ok       in
        emulation:pledge_file signed_pledge                ok    ok       ok     ok      ok    ok     ok       in
        emulation:pledge_file pledge                       404   404      404    404     404   404    404      in
        POST emulation:round_edit                          403   ok       403    403     403   403    403      in
        POST emulation:registration_new own_kind member    403   403      403    403     403   go     403      in
        POST emulation:registration_new unit_kind division 403   403      403    go      403   403    403      in
        POST emulation:registration_edit draft_form        404   403      403    403     404   409    404      in
        POST emulation:registration_send draft_form        404   403      403    403     404   go     404      in
        POST emulation:registration_send unit_form         404   403      403    go      404   404    404      in
        POST emulation:registration_withdraw sent_form     404   403      403    403     404   go     404      in
        POST emulation:registration_confirm sent_form      404   403      403    go      404   403    404      in
        POST emulation:registration_receive confirmed_form 404   go       403    403     404   403    404      in
        POST emulation:registration_return sent_form       404   403      403    ok      404   403    404      in
        POST emulation:registration_return received_form   404   ok       403    403     404   403    404      in
        POST emulation:registration_results received_form  404   ok       403    ok      404   ok     404      in
        POST emulation:pledge_new                          403   ok       403    403     403   403    403      in
        POST emulation:pledge_edit pledge                  403   ok       403    403     403   403    403      in
        POST emulation:pledge_sign pledge                  403   ok       403    403     403   403    403      in
    """,
}
