"""Who may open what of awards (read by ``test_access``)."""

from __future__ import annotations

TABLE: dict[str, str] = {
    "rule": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:rule_list                                     ok    ok       ok     ok      ok    ok     ok       in
        awards:rule_list_print                               ok    ok       ok     ok      ok    ok     ok       in
        awards:rule award_rule                               ok    ok       ok     ok      ok    ok     ok       in
        awards:rule_version award_rule_version               ok    ok       ok     ok      ok    ok     ok       in
        awards:rule_version_correct award_rule_version       ok    ok       403    403     403   403    403      in
        POST awards:rule_version_correct award_rule_version  ok    ok       403    403     403   403    403      in
        awards:rule_version_add award_rule                   ok    ok       403    403     403   403    403      in
        POST awards:rule_version_add award_rule              ok    ok       403    403     403   403    403      in
    """,
    "eligibility": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:qualifies                                     403   ok       ok     ok      403   403    ok       in
        awards:qualifies_award award_code                    403   ok       ok     ok      403   403    ok       in
        awards:qualifies_print award_code                    403   ok       ok     ok      403   403    ok       in
        awards:ladder ready_person                           404   ok       ok     ok      404   404    404      in
        awards:ladder member                                 404   ok       ok     ok      404   ok     404      in
        awards:ladder_unit rated_unit                        ok    ok       ok     ok      ok    ok     ok       in
        awards:statement_add                                 404   404      404    404     404   404    404      in
        POST awards:statement_add                            404   404      404    404     404   404    404      in
    """,
    "record": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:record_list                                   ok    ok       ok     ok      ok    ok     ok       in
        awards:record_list_print                             ok    ok       ok     ok      ok    ok     ok       in
        awards:my_record                                     ok    ok       ok     ok      ok    ok     ok       in
        awards:person_record member                          404   ok       ok     ok      404   ok     404      in
        awards:person_record outsider                        404   ok       ok     404     404   404    ok       in
        awards:person_record_print member                    404   ok       ok     ok      404   ok     404      in
        awards:unit_record division                          ok    ok       ok     ok      ok    ok     ok       in
        awards:unit_record_print division                    ok    ok       ok     ok      ok    ok     ok       in
        awards:rating_add member                             403   ok       403    403     403   403    403      in
        awards:rating_add_unit division                      403   ok       403    403     403   403    403      in
        awards:rating_edit rating                            403   ok       403    403     403   403    403      in
        awards:rating_remove rating                          403   ok       403    403     403   403    403      in
        awards:award_add member                              403   ok       403    403     403   403    403      in
        awards:award_add_unit division                       403   ok       403    403     403   403    403      in
        awards:award_edit award                              403   ok       403    403     403   403    403      in
        awards:award_remove award                            403   ok       403    403     403   403    403      in
        awards:hold_add member                               403   ok       ok     403     403   403    403      in
        awards:hold_add_unit division                        403   ok       ok     403     403   403    403      in
        awards:hold_edit hold                                403   ok       ok     403     403   403    403      in
        awards:hold_remove hold                              403   ok       ok     403     403   403    403      in
        awards:praise_add member                             403   ok       403    403     403   403    403      in
        awards:praise_add_unit division                      403   ok       403    403     403   403    403      in
        awards:praise_edit praise                            403   ok       403    403     403   403    403      in
        awards:praise_remove praise                          403   ok       403    403     403   403    403      in
        awards:discipline_add member                         403   ok       403    403     403   403    403      in
        awards:discipline_edit discipline                    403   ok       403    403     403   403    403      in
        awards:discipline_remove discipline                  403   ok       403    403     403   403    403      in
        awards:absence_add member                            403   ok       403    403     403   403    403      in
        awards:absence_edit absence                          403   ok       403    403     403   403    403      in
        awards:absence_remove absence                        403   ok       403    403     403   403    403      in
        awards:transfer_add member                           403   ok       403    403     403   403    403      in
        awards:transfer_edit transfer                        403   ok       403    403     403   403    403      in
        awards:transfer_remove transfer                      403   ok       403    403     403   403    403      in
        awards:hold_release hold                             403   ok       ok     403     403   403    403      in
        awards:past_initiative_add member                    403   ok       403    403     403   403    403      in
        awards:past_initiative_edit past_initiative          403   ok       403    403     403   403    403      in
        awards:past_initiative_remove past_initiative        403   ok       403    403     403   403    403      in
        awards:praise_new                                    403   ok       403    403     403   403    403      in
        awards:record_import                                 403   ok       403    403     403   403    403      in
        POST awards:rating_add member                        403   ok       403    403     403   403    403      in
        POST awards:rating_add_unit division                 403   ok       403    403     403   403    403      in
        POST awards:rating_edit rating                       403   ok       403    403     403   403    403      in
        POST awards:rating_remove rating                     403   ok       403    403     403   403    403      in
        POST awards:award_add member                         403   ok       403    403     403   403    403      in
        POST awards:award_add_unit division                  403   ok       403    403     403   403    403      in
        POST awards:award_edit award                         403   ok       403    403     403   403    403      in
        POST awards:award_remove award                       403   ok       403    403     403   403    403      in
        POST awards:hold_add member                          403   ok       ok     403     403   403    403      in
        POST awards:hold_add_unit division                   403   ok       ok     403     403   403    403      in
        POST awards:hold_edit hold                           403   ok       ok     403     403   403    403      in
        POST awards:hold_remove hold                         403   ok       ok     403     403   403    403      in
        POST awards:praise_add member                        403   ok       403    403     403   403    403      in
        POST awards:praise_add_unit division                 403   ok       403    403     403   403    403      in
        POST awards:praise_edit praise                       403   ok       403    403     403   403    403      in
        POST awards:praise_remove praise                     403   ok       403    403     403   403    403      in
        POST awards:discipline_add member                    403   ok       403    403     403   403    403      in
        POST awards:discipline_edit discipline               403   ok       403    403     403   403    403      in
        POST awards:discipline_remove discipline             403   ok       403    403     403   403    403      in
        POST awards:absence_add member                       403   ok       403    403     403   403    403      in
        POST awards:absence_edit absence                     403   ok       403    403     403   403    403      in
        POST awards:absence_remove absence                   403   ok       403    403     403   403    403      in
        POST awards:transfer_add member                      403   ok       403    403     403   403    403      in
        POST awards:transfer_edit transfer                   403   ok       403    403     403   403    403      in
        POST awards:transfer_remove transfer                 403   ok       403    403     403   403    403      in
        POST awards:hold_release hold                        403   ok       ok     403     403   403    403      in
        POST awards:past_initiative_add member               403   ok       403    403     403   403    403      in
        POST awards:past_initiative_edit past_initiative     403   ok       403    403     403   403    403      in
        POST awards:past_initiative_remove past_initiative   403   ok       403    403     403   403    403      in
        POST awards:praise_new                               403   ok       403    403     403   403    403      in
        POST awards:record_import                            403   ok       403    403     403   403    403      in
        awards:record_import_sample                          403   ok       403    403     403   403    403      in
        awards:praise_list                                   ok    ok       ok     ok      ok    ok     ok       in
        awards:praise_print                                  ok    ok       ok     ok      ok    ok     ok       in
        awards:people_merge                                  ok    ok       403    403     403   403    403      in
        awards:people_pair member twin                       ok    ok       403    403     403   403    403      in
        awards:people_join member twin                       go    go       403    403     403   403    403      in
        awards:people_apart member twin                      go    go       403    403     403   403    403      in
        POST awards:people_join member twin                  ok    ok       403    403     403   403    403      in
        POST awards:people_apart member twin                 go    go       403    403     403   403    403      in
    """,
    "upward": """
                                                   admin    standing leader   contact  clerk    member   stranger anyone
        awards:letter_list                         ok       ok       ok       ok       ok       ok       ok       in
        awards:line_list                           ok       ok       ok       ok       ok       ok       ok       in
        awards:line_list_print                     ok       ok       ok       ok       ok       ok       ok       in
        awards:letter_new                          403      ok       403      403      403      403      403      in
        awards:guidance_new                        403      ok       403      403      403      403      403      in
        awards:letter letter                       ok       ok       ok       404      ok       404      404      in
        awards:letter draft_letter                 ok       ok       ok       404      ok       404      404      in
        awards:letter guidance                     ok       ok       ok       ok       ok       ok       ok       in
        awards:letter_pdf letter                   ok       ok       ok       404      ok       404      404      in
        awards:letter_pdf guidance                 ok       ok       ok       ok       ok       ok       ok       in
        awards:letter_docx draft_letter            ok       ok       ok       404      ok       404      404      in
        awards:letter_edit draft_letter            403      ok       403      404      403      404      404      in
        awards:letter_edit letter                  403      go       403      404      403      404      404      in
        awards:letter_submit draft_letter          403      ok       403      404      403      404      404      in
        awards:letter_withdraw sent_letter         403      ok       403      404      403      404      404      in
        awards:letter_approve sent_letter          403      403      ok       404      403      404      404      in
        awards:letter_return sent_letter           403      403      ok       404      403      404      404      in
        awards:letter_issue ok_letter              403      403      403      404      ok       404      404      in
        awards:letter_dispatch letter              403      ok       403      404      403      404      404      in
        awards:letter_answer letter                403      ok       403      404      403      404      404      in
        awards:letter_answer guidance              403      go       403      403      403      403      403      in
        awards:letter_remove draft_letter          405      405      405      405      405      405      405      in
        awards:pack letter                         403      ok       403      404      403      404      404      in
        awards:pack_xlsx letter                    403      ok       403      404      403      404      404      in
        awards:pack_zip letter                     403      ok       403      404      403      404      404      in
        awards:pack_xlsx draft_letter              403      go       403      404      403      404      404      in
        awards:pack_layout_edit track              403      ok       403      403      403      403      403      in
        awards:deadline_list                       ok       ok       ok       ok       ok       ok       ok       in
        awards:deadline_list_print                 ok       ok       ok       ok       ok       ok       ok       in
        awards:deadline_new                        403      ok       403      403      403      403      403      in
        awards:deadline_edit deadline              403      ok       403      403      403      403      403      in
        awards:deadline_remove deadline            405      405      405      405      405      405      405      in
        POST awards:letter_new                     403      ok       403      403      403      403      403      in
        POST awards:guidance_new                   403      ok       403      403      403      403      403      in
        POST awards:letter_edit draft_letter       403      ok       403      404      403      404      404      in
        POST awards:letter_submit draft_letter     403      ok       403      404      403      404      404      in
        POST awards:letter_withdraw sent_letter    403      ok       403      404      403      404      404      in
        POST awards:letter_approve sent_letter     403      403      ok       404      403      404      404      in
        POST awards:letter_return sent_letter      403      403      ok       404      403      404      404      in
        POST awards:letter_issue ok_letter         403      403      403      404      ok       404      404      in
        POST awards:letter_dispatch letter         403      ok       403      404      403      404      404      in
        POST awards:letter_answer letter           403      ok       403      404      403      404      404      in
        POST awards:letter_remove draft_letter     403      go       403      404      403      404      404      in
        POST awards:pack_layout_edit track         403      ok       403      403      403      403      403      in
        POST awards:deadline_new                   403      ok       403      403      403      403      403      in
        POST awards:deadline_edit deadline         403      ok       403      403      403      403      403      in
        POST awards:deadline_remove deadline       403      go       403      403      403      403      403      in
    """,
    "initiative": """
                                                              admin standing leader contact clerk member stranger anyone
        awards:initiative_list                                ok    ok       ok     ok      ok    ok     ok       in
        awards:initiative_list_print                          ok    ok       ok     ok      ok    ok     ok       in
        awards:initiative_new                                 ok    ok       ok     ok      ok    ok     ok       in
        awards:recognised_list                                ok    ok       ok     ok      ok    ok     ok       in
        awards:recognised_list_print                          ok    ok       ok     ok      ok    ok     ok       in
        awards:call_list                                      ok    ok       ok     ok      ok    ok     ok       in
        awards:scoring_board                                  ok    ok       ok     ok      ok    ok     ok       in
        awards:initiative draft_initiative                    404   ok       ok     ok      404   ok     404      in
        awards:initiative submitted_initiative                404   ok       ok     ok      404   ok     404      in
        awards:initiative scoring_initiative                  404   ok       ok     ok      ok    ok     404      in
        awards:initiative scored_initiative                   404   ok       ok     ok      ok    ok     404      in
        awards:initiative recognised_initiative               ok    ok       ok     ok      ok    ok     ok       in
        awards:initiative_edit draft_initiative               404   ok       403    403     404   ok     404      in
        awards:initiative_edit submitted_initiative           404   go       403    403     404   go     404      in
        awards:initiative_file_add draft_initiative           404   ok       403    403     404   ok     404      in
        awards:initiative_file initiative_proof               404   ok       ok     ok      404   ok     404      in
        awards:initiative_file_remove initiative_proof        405   405      405    405     405   405    405      in
        awards:initiative_remove draft_initiative             405   405      405    405     405   405    405      in
        awards:initiative_pdf scoring_initiative              404   ok       ok     ok      ok    ok     404      in
        awards:initiative_docx scoring_initiative             404   ok       ok     ok      ok    ok     404      in
        awards:initiative_submit draft_initiative             404   ok       403    403     404   ok     404      in
        awards:initiative_withdraw submitted_initiative       404   ok       403    403     404   ok     404      in
        awards:initiative_return submitted_initiative         404   ok       403    403     404   403    404      in
        awards:scoring_close scoring_initiative               404   ok       403    403     403   403    404      in
        awards:scoring_reopen scored_initiative               404   ok       403    403     403   403    404      in
        awards:initiative_recognise scored_initiative         404   ok       403    403     403   403    404      in
        awards:initiative_refuse scored_initiative            404   ok       403    403     403   403    404      in
        awards:recognition_edit recognition                   403   ok       403    403     403   403    403      in
        awards:recognition_file recognition                   ok    ok       ok     ok      ok    ok     ok       in
        awards:call_new                                       403   ok       403    403     403   403    403      in
        awards:call_edit initiative_call                      403   ok       403    403     403   403    403      in
        awards:sheet_new                                      403   ok       403    403     403   403    403      in
        awards:sheet_edit open_sheet                          403   ok       403    403     403   403    403      in
        awards:sheet_edit initiative_sheet                    403   go       403    403     403   403    403      in
        awards:sheet_copy open_sheet                          405   405      405    405     405   405    405      in
        awards:call_scores_pdf initiative_call                403   ok       ok     403     403   403    403      in
        awards:scoring_assign initiative_call                 403   ok       403    403     403   403    403      in
        awards:score given_score                              404   go       go     ok      go    go     404      in
        awards:score_call_off given_score                     405   405      405    405     405   405    405      in
        awards:score_reopen handed_score                      404   ok       403    403     403   403    404      in
        awards:score_pdf handed_score                         404   403      403    403     ok    403    404      in
        awards:score_pdf closed_score                         404   ok       ok     403     ok    403    404      in
        awards:initiative_scores scoring_initiative           404   ok       ok     ok      ok    ok     404      in
        awards:initiative_scores scored_initiative            404   ok       ok     go      ok    ok     404      in
        POST awards:initiative_new                            ok    ok       ok     ok      ok    ok     ok       in
        POST awards:initiative_edit draft_initiative          404   ok       403    403     404   ok     404      in
        POST awards:initiative_remove draft_initiative        404   go       403    403     404   go     404      in
        POST awards:initiative_file_add draft_initiative      404   ok       403    403     404   ok     404      in
        POST awards:initiative_file_remove initiative_proof   404   go       403    403     404   go     404      in
        POST awards:initiative_submit draft_initiative        404   ok       403    403     404   ok     404      in
        POST awards:initiative_withdraw submitted_initiative  404   ok       403    403     404   ok     404      in
        POST awards:initiative_return submitted_initiative    404   ok       403    403     404   403    404      in
        POST awards:scoring_close scoring_initiative          404   ok       403    403     403   403    404      in
        POST awards:scoring_reopen scored_initiative          404   ok       403    403     403   403    404      in
        POST awards:initiative_recognise scored_initiative    404   ok       403    403     403   403    404      in
        POST awards:initiative_refuse scored_initiative       404   ok       403    403     403   403    404      in
        POST awards:recognition_edit recognition              403   ok       403    403     403   403    403      in
        POST awards:call_new                                  403   ok       403    403     403   403    403      in
        POST awards:call_edit initiative_call                 403   ok       403    403     403   403    403      in
        POST awards:sheet_new                                 403   ok       403    403     403   403    403      in
        POST awards:sheet_edit open_sheet                     403   ok       403    403     403   403    403      in
        POST awards:scoring_assign initiative_call            403   ok       403    403     403   403    403      in
        POST awards:sheet_copy open_sheet                     403   go       403    403     403   403    403      in
        POST awards:score given_score                         404   go       go     ok      go    go     404      in
        POST awards:score_call_off given_score                404   go       403    403     403   403    404      in
        POST awards:score_reopen handed_score                 404   ok       403    403     403   403    404      in
    """,
    "nomination": """
                                                             admin standing leader contact clerk member stranger anyone
        awards:round_list                                    ok    ok       ok     ok      ok    ok     ok       in
        awards:round_list_print                              ok    ok       ok     ok      ok    ok     ok       in
        awards:round_new                                     403   ok       403    403     403   403    403      in
        awards:round award_round                             ok    ok       ok     ok      ok    ok     ok       in
        awards:round_edit award_round                        403   ok       403    403     403   403    403      in
        awards:round_quotas award_round                      403   ok       403    403     403   403    403      in
        awards:round_ties award_round                        403   ok       403    403     403   403    403      in
        awards:round_statement award_round                   403   ok       403    403     403   403    403      in
        awards:review_new award_round division               403   go       403    go      403   403    403      in
        awards:review_new award_round unreviewed_unit        403   ok       403    403     403   403    403      in
        awards:review unit_review                            404   ok       ok     ok      404   404    404      in
        awards:review_edit unit_review                       404   ok       403    ok      404   404    404      in
        awards:review_edit signed_review                     404   go       403    404     404   404    go       in
        awards:review_pdf unit_review                        404   ok       ok     ok      404   404    404      in
        awards:review_docx unit_review                       404   ok       ok     ok      404   404    404      in
        awards:review_sign unit_review                       404   ok       403    ok      404   404    404      in
        awards:review_signed signed_review                   404   ok       ok     404     404   404    ok       in
        awards:review_signed unit_review                     404   404      404    404     404   404    404      in
        awards:nomination_list                               ok    ok       ok     ok      ok    ok     ok       in
        awards:nomination_list_print                         ok    ok       ok     ok      ok    ok     ok       in
        awards:nomination_examine                            403   ok       403    403     403   403    403      in
        awards:nomination_new                                403   ok       403    ok      403   403    ok       in
        awards:nomination_bulk                               403   ok       403    ok      403   403    ok       in
        awards:nomination_import award_round                 403   ok       403    ok      403   403    ok       in
        awards:nomination_import_sheet award_round           403   ok       403    ok      403   403    ok       in
        awards:nomination draft_nomination                   404   ok       ok     ok      404   ok     404      in
        awards:nomination eligible_nomination                404   ok       ok     ok      404   ok     404      in
        awards:nomination_print draft_nomination             404   ok       ok     ok      404   ok     404      in
        awards:nomination_edit draft_nomination              404   ok       403    ok      404   403    404      in
        awards:nomination_edit sent_nomination               404   go       403    go      404   403    404      in
        awards:nomination_submit draft_nomination            404   ok       403    ok      404   403    404      in
        awards:nomination_withdraw sent_nomination           405   405      405    405     405   405    405      in
        awards:nomination_take_up withdrawn_nomination       405   405      405    405     405   405    405      in
        awards:nomination_return sent_nomination             404   ok       403    403     404   403    404      in
        awards:nomination_accept sent_nomination             404   ok       403    403     404   403    404      in
        awards:nomination_unlock eligible_nomination         404   ok       403    403     404   403    404      in
        awards:nomination_remove draft_nomination            405   405      405    405     405   405    405      in
        awards:nomination_file_add draft_nomination other_document 404 ok   403    ok      404   403    404      in
        awards:nomination_file nomination_file               404   ok       ok     ok      404   ok     404      in
        awards:nomination_file_remove nomination_file        405   405      405    405     405   405    405      in
        awards:achievement_report draft_nomination           404   ok       403    ok      404   ok     404      in
        awards:achievement_report_save draft_nomination      405   405      405    405     405   405    405      in
        awards:achievement_report_pdf draft_nomination       404   ok       ok     ok      404   ok     404      in
        awards:achievement_report_docx draft_nomination      404   ok       ok     ok      404   ok     404      in
        awards:comment_list                                  ok    ok       ok     ok      ok    ok     ok       in
        awards:comment_add sent_nomination                   ok    ok       ok     ok      ok    ok     ok       in
        awards:comment_add draft_nomination                  404   404      404    404     404   404    404      in
        awards:comment_answer nominee_comment                404   ok       403    404     403   404    404      in
        POST awards:round_new                                403   ok       403    403     403   403    403      in
        POST awards:round_edit award_round                   403   ok       403    403     403   403    403      in
        POST awards:round_quotas award_round                 403   ok       403    403     403   403    403      in
        POST awards:round_statement award_round              403   ok       403    403     403   403    403      in
        POST awards:review_new award_round unreviewed_unit   403   ok       403    403     403   403    403      in
        POST awards:review_edit unit_review                  404   ok       403    ok      404   404    404      in
        POST awards:review_sign unit_review                  404   ok       403    ok      404   404    404      in
        POST awards:nomination_examine                       403   ok       403    403     403   403    403      in
        POST awards:nomination_new                           403   ok       403    ok      403   403    ok       in
        POST awards:nomination_bulk                          403   ok       403    ok      403   403    ok       in
        POST awards:nomination_import award_round            403   ok       403    ok      403   403    ok       in
        POST awards:nomination_edit draft_nomination         404   ok       403    ok      404   403    404      in
        POST awards:nomination_submit draft_nomination       404   ok       403    ok      404   403    404      in
        POST awards:nomination_withdraw sent_nomination      404   go       403    go      404   403    404      in
        POST awards:nomination_take_up withdrawn_nomination  404   go       403    go      404   403    404      in
        POST awards:nomination_return sent_nomination        404   ok       403    403     404   403    404      in
        POST awards:nomination_accept sent_nomination        404   ok       403    403     404   403    404      in
        POST awards:nomination_unlock eligible_nomination    404   ok       403    403     404   403    404      in
        POST awards:nomination_remove draft_nomination       404   go       403    go      404   403    404      in
        POST awards:nomination_file_add draft_nomination other_document 404 ok 403 ok      404   403    404      in
        POST awards:nomination_file_remove nomination_file   404   go       403    go      404   403    404      in
        POST awards:achievement_report draft_nomination      404   ok       403    ok      404   ok     404      in
        POST awards:achievement_report_save draft_nomination 404   ok       403    ok      404   ok     404      in
        POST awards:comment_add sent_nomination              ok    ok       ok     ok      ok    ok     ok       in
        POST awards:comment_answer nominee_comment           404   ok       403    404     403   404    404      in
    """,
}
