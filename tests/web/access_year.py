"""Who may open what while a plan runs through its year (read by ``test_access``)."""

from __future__ import annotations

TABLE = {
    "part": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        part part                                 ok       ok       ok       ok       ok       ok       ok       in
        part_report part                          403      ok       403      ok       403      403      403      in
        part_return done_part                     403      ok       403      403      403      403      403      in
        part_steps part                           403      ok       403      ok       403      403      403      in
        step_tick part step                       405      405      405      405      405      405      405      in
        item_tick item_task one                   405      405      405      405      405      405      405      in
        part_due item_task                        403      ok       403      403      403      403      403      in
        evidence_add task                         403      ok       403      ok       403      403      403      in
        evidence_file evidence                    ok       ok       ok       ok       ok       ok       ok       in
        evidence_remove evidence                  403      ok       403      ok       403      403      403      in
        plan_readings plan                        ok       ok       ok       ok       ok       ok       ok       in
        plan_readings draft                       404      404      404      404      404      404      404      in
        plan_readings_print plan                  403      ok       ok       ok       403      403      ok       in
        plan_read_mine plan                       405      405      405      405      405      405      405      in
        plan_unread plan reading                  405      405      405      405      405      405      405      in
        POST part_report part                     403      ok       403      ok       403      403      403      in
        POST part_return done_part                403      ok       403      403      403      403      403      in
        POST part_steps part                      403      ok       403      ok       403      403      403      in
        POST step_tick part step                  403      go       403      go       403      go       403      in
        POST item_tick item_task one              403      go       403      go       403      403      403      in
        POST part_due item_task                   403      ok       403      403      403      403      403      in
        POST evidence_add task                    403      ok       403      ok       403      403      403      in
        POST evidence_remove evidence             403      go       403      go       403      403      403      in
        POST plan_readings plan                   403      ok       403      ok       403      403      ok       in
        POST plan_read_mine plan                  go       go       go       go       go       go       go       in
        POST plan_unread plan reading             403      go       403      go       403      go       403      in
    """,
    "leadership": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        dashboard                                 403      ok       ok       403      403      403      403      in
        changes                                   403      ok       ok       403      403      403      403      in
        changes_print                             403      ok       ok       403      403      403      403      in
        brief_list                                403      ok       ok       403      403      403      403      in
        brief_list_print                          403      ok       ok       403      403      403      403      in
        brief_make                                405      405      405      405      405      405      405      in
        brief_compare                             403      ok       ok       403      403      403      403      in
        brief_compare_print                       403      404      404      403      403      403      403      in
        brief brief                               404      ok       ok       404      404      404      404      in
        brief_pdf brief                           404      ok       ok       404      404      404      404      in
        brief_tasks brief                         404      ok       ok       404      404      404      404      in
        brief_tasks_print brief                   404      ok       ok       404      404      404      404      in
        POST brief_make                           403      go       go       403      403      403      403      in
    """,
    "follow_up": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        extension_ask task                        403      ok       403      ok       403      403      403      in
        extension_list                            ok       ok       ok       ok       ok       ok       ok       in
        extension_list_print                      ok       ok       ok       ok       ok       ok       ok       in
        extension extension                       ok       ok       ok       ok       ok       ok       ok       in
        extension_withdraw extension              405      405      405      405      405      405      405      in
        direction_give task                       403      403      ok       403      403      403      403      in
        direction_list                            ok       ok       ok       ok       ok       ok       ok       in
        direction_list_print                      ok       ok       ok       ok       ok       ok       ok       in
        direction direction                       ok       ok       ok       ok       ok       ok       ok       in
        comment_add task                          ok       ok       ok       ok       ok       ok       ok       in
        comment_remove comment                    405      405      405      405      405      405      405      in
        bulk plan                                 403      ok       403      403      403      403      403      in
        bulk draft                                403      ok       403      404      403      404      404      in
        bulk submitted                            403      ok       403      404      403      404      404      in
        bin                                       ok       ok       ok       ok       ok       ok       ok       in
        bin_print                                 ok       ok       ok       ok       ok       ok       ok       in
        bin_restore comments removed              405      405      405      405      405      405      405      in
        POST extension_ask task                   403      ok       403      ok       403      403      403      in
        POST extension extension                  403      403      ok       403      403      403      403      in
        POST extension_withdraw extension         403      403      403      go       403      403      403      in
        POST direction_give task                  403      403      ok       403      403      403      403      in
        POST direction direction                  403      403      go       403      403      403      403      in
        POST comment_add task                     ok       ok       ok       ok       ok       ok       ok       in
        POST comment_remove comment               403      go       403      403      403      go       403      in
        POST bulk plan                            403      ok       403      403      403      403      403      in
        POST bulk draft                           403      ok       403      404      403      404      404      in
        POST bin_restore comments removed         404      go       404      404      404      go       404      in
    """,
    "event": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        task_trigger conditional                  403      ok       403      403      403      403      403      in
        event_add led_task                        403      ok       403      ok       403      403      403      in
        event_list                                ok       ok       ok       ok       ok       ok       ok       in
        event_list_print                          ok       ok       ok       ok       ok       ok       ok       in
        event event                               ok       ok       ok       ok       ok       ok       ok       in
        event_edit planned_event                  403      ok       403      ok       403      403      403      in
        event_outcome planned_event               403      ok       403      ok       403      403      403      in
        event_cancel planned_event                403      ok       403      ok       403      403      403      in
        event_reopen planned_event                405      405      405      405      405      405      405      in
        event_remove planned_event                405      405      405      405      405      405      405      in
        event_upload event                        403      ok       403      ok       403      403      403      in
        event_delegation planned_event            403      ok       403      ok       403      403      403      in
        event_propose planned_event               405      405      405      405      405      405      405      in
        event_revise event                        405      405      405      405      405      405      405      in
        event_decide proposed_event               403      403      ok       403      403      403      403      in
        event_answer event delegate               403      ok       403      ok       403      ok       403      in
        event_delegates_pdf event                 ok       ok       ok       ok       ok       ok       ok       in
        event_delegates_docx event                ok       ok       ok       ok       ok       ok       ok       in
        event_attendance_pdf event                ok       ok       ok       ok       ok       ok       ok       in
        event_reply event                         ok       ok       ok       ok       ok       403      ok       in
        event_reply_pdf event                     ok       ok       ok       ok       ok       403      ok       in
        event_reply_docx event                    ok       ok       ok       ok       ok       403      ok       in
        event_reply_issue event                   403      403      403      403      ok       403      403      in
        special_days                              ok       ok       ok       ok       ok       ok       ok       in
        special_days_print                        ok       ok       ok       ok       ok       ok       ok       in
        special_day_add                           ok       ok       403      403      403      403      403      in
        special_days_fill fill_year               ok       ok       403      403      403      403      403      in
        special_day special_day                   ok       ok       403      403      403      403      403      in
        special_day_remove special_day            ok       ok       403      403      403      403      403      in
        POST task_trigger conditional             403      ok       403      403      403      403      403      in
        POST event_add led_task                   403      ok       403      ok       403      403      403      in
        POST event_edit planned_event             403      ok       403      ok       403      403      403      in
        POST event_outcome planned_event          403      ok       403      ok       403      403      403      in
        POST event_cancel planned_event           403      ok       403      ok       403      403      403      in
        POST event_reopen planned_event           403      go       403      go       403      403      403      in
        POST event_remove planned_event           403      go       403      go       403      403      403      in
        POST event_upload event                   403      ok       403      ok       403      403      403      in
        POST event_delegation planned_event       403      ok       403      ok       403      403      403      in
        POST event_propose planned_event          403      go       403      go       403      403      403      in
        POST event_revise event                   403      go       403      go       403      403      403      in
        POST event_decide proposed_event          403      403      ok       403      403      403      403      in
        POST event_answer event delegate          403      ok       403      ok       403      ok       403      in
        POST event_reply event                    403      ok       403      ok       403      403      403      in
        POST event_reply_issue event              403      403      403      403      ok       403      403      in
        POST special_day_add                      ok       ok       403      403      403      403      403      in
        POST special_days_fill fill_year          ok       ok       403      403      403      403      403      in
        POST special_day special_day              ok       ok       403      403      403      403      403      in
        POST special_day_remove special_day       ok       ok       403      403      403      403      403      in
    """,
    "adjusting": """
                                                   admin    standing leader   contact  clerk    member   stranger anyone
        obstacle_report task                           403      ok       403      ok       403      403      403      in
        obstacle_list                                  ok       ok       ok       ok       ok       ok       ok       in
        obstacle_print                                 ok       ok       ok       ok       ok       ok       ok       in
        obstacle_submit                                403      ok       403      403      403      403      403      in
        obstacle obstacle                              ok       ok       ok       ok       ok       ok       ok       in
        obstacle_opinion obstacle                      405      405      405      405      405      405      405      in
        obstacle_decide submitted_obstacle             405      405      405      405      405      405      405      in
        obstacle_settle obstacle                       405      405      405      405      405      405      405      in
        adjustment_list                                ok       ok       ok       ok       ok       ok       ok       in
        adjustment_list_print                          ok       ok       ok       ok       ok       ok       ok       in
        adjustment_new plan                            403      ok       403      403      403      403      403      in
        adjustment adjustment                          ok       ok       ok       404      ok       404      404      in
        adjustment issued_adjustment                   ok       ok       ok       ok       ok       ok       ok       in
        adjustment_words adjustment                    405      405      405      405      405      405      405      in
        adjustment_task adjustment task                403      go       403      404      403      404      404      in
        adjustment_drop adjustment task                405      405      405      405      405      405      405      in
        adjustment_add adjustment                      405      405      405      405      405      405      405      in
        adjustment_change adjustment change            403      go       403      404      403      404      404      in
        adjustment_undo adjustment change              405      405      405      405      405      405      405      in
        adjustment_pdf adjustment                      ok       ok       ok       404      ok       404      404      in
        adjustment_pdf issued_adjustment               ok       ok       ok       ok       ok       ok       ok       in
        adjustment_docx adjustment                     ok       ok       ok       404      ok       404      404      in
        adjustment_submit adjustment                   403      ok       403      404      403      404      404      in
        adjustment_withdraw submitted_adjustment       403      ok       403      404      403      404      404      in
        adjustment_approve submitted_adjustment        403      403      ok       404      403      404      404      in
        adjustment_return submitted_adjustment         403      403      ok       404      403      404      404      in
        adjustment_issue approved_adjustment           403      403      403      404      ok       404      404      in
        adjustment_discard adjustment                  403      ok       403      404      403      404      404      in
        plan_history plan                              ok       ok       ok       ok       ok       ok       ok       in
        plan_history draft                             404      404      404      404      404      404      404      in
        plan_history_print plan                        ok       ok       ok       ok       ok       ok       ok       in
        plan_compare plan                              ok       ok       ok       ok       ok       ok       ok       in
        plan_compare draft                             404      404      404      404      404      404      404      in
        plan_compare_print plan                        ok       ok       ok       ok       ok       ok       ok       in
        POST obstacle_report task                      403      ok       403      ok       403      403      403      in
        POST obstacle_submit                           403      ok       403      403      403      403      403      in
        POST obstacle_opinion obstacle                 403      ok       403      403      403      403      403      in
        POST obstacle_decide submitted_obstacle        403      403      ok       403      403      403      403      in
        POST obstacle_settle obstacle                  403      ok       403      ok       403      403      403      in
        POST adjustment_new plan                       403      ok       403      403      403      403      403      in
        POST adjustment_words adjustment               403      ok       403      404      403      404      404      in
        POST adjustment_task adjustment task           403      ok       403      404      403      404      404      in
        POST adjustment_drop adjustment task           403      ok       403      404      403      404      404      in
        POST adjustment_add adjustment                 403      ok       403      404      403      404      404      in
        POST adjustment_change adjustment change       403      ok       403      404      403      404      404      in
        POST adjustment_undo adjustment change         403      go       403      404      403      404      404      in
        POST adjustment_submit adjustment              403      ok       403      404      403      404      404      in
        POST adjustment_withdraw submitted_adjustment  403      ok       403      404      403      404      404      in
        POST adjustment_approve submitted_adjustment   403      403      ok       404      403      404      404      in
        POST adjustment_return submitted_adjustment    403      403      ok       404      403      404      404      in
        POST adjustment_issue approved_adjustment      403      403      403      404      ok       404      404      in
        POST adjustment_discard adjustment             403      ok       403      404      403      404      404      in
    """,
    "dossier": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        task_dossier task                         403      ok       ok       403      403      403      403      in
        task_dossier draft_task                   403      go       go       404      403      404      404      in
        task_dossier_pdf task                     403      ok       ok       403      403      403      403      in
        task_dossier_zip task                     403      ok       ok       403      403      403      403      in
        plan_dossier plan                         403      ok       ok       403      403      403      403      in
        plan_dossier draft                        403      go       go       404      403      404      404      in
        plan_dossier_pdf plan                     403      ok       ok       403      403      403      403      in
        plan_dossier_pdf draft                    403      go       go       404      403      404      404      in
        plan_dossier_zip plan                     403      ok       ok       403      403      403      403      in
        handover                                  ok       ok       403      ok       ok       403      ok       in
        handover_pdf                              go       go       403      go       go       403      go       in
        handover_zip                              go       go       403      go       go       403      go       in
        handover_move                             go       go       403      403      403      403      403      in
        POST handover_move                        go       go       403      403      403      403      403      in
    """,
    "saved_filter": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        filters                                   ok       ok       ok       ok       ok       ok       ok       in
        filter_save                               404      404      404      404      404      404      404      in
        filter_edit own_filter                    404      404      404      ok       404      404      404      in
        filter_edit shared_filter                 403      ok       403      403      403      403      403      in
        filter_remove own_filter                  405      405      405      405      405      405      405      in
        filter_remove shared_filter               405      405      405      405      405      405      405      in
        POST filter_save                          404      404      404      404      404      404      404      in
        POST filter_edit own_filter               404      404      404      ok       404      404      404      in
        POST filter_edit shared_filter            403      ok       403      403      403      403      403      in
        POST filter_remove own_filter             404      404      404      go       404      404      404      in
        POST filter_remove shared_filter          403      go       403      403      403      403      403      in
    """,
    "reminding": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        reminders                                 ok       ok       ok       ok       ok       ok       ok       in
        calendar                                  go       go       go       go       go       go       go       in
        calendar_month year month                 ok       ok       ok       ok       ok       ok       ok       in
        calendar_month_print year month           ok       ok       ok       ok       ok       ok       ok       in
        calendar_year year                        ok       ok       ok       ok       ok       ok       ok       in
        calendar_year_print year                  ok       ok       ok       ok       ok       ok       ok       in
        timeline year                             ok       ok       ok       ok       ok       ok       ok       in
        feeds                                     ok       ok       ok       ok       ok       ok       ok       in
        feed_revoke feed                          405      405      405      405      405      405      405      in
        feed feed_key                             404      404      404      404      404      404      404      404
        urge                                      403      ok       ok       403      403      403      403      in
        urge_print                                403      ok       ok       403      403      403      403      in
        urge_unit late_unit                       403      ok       ok       403      403      403      403      in
        urge_unit_print late_unit                 403      ok       ok       403      403      403      403      in
        urge_send late_unit                       405      405      405      405      405      405      405      in
        POST reminders                            ok       ok       ok       ok       ok       ok       ok       in
        POST feeds                                ok       ok       ok       ok       ok       ok       ok       in
        POST feed_revoke feed                     404      404      404      404      404      go       404      in
        POST urge_send late_unit                  403      ok       403      403      403      403      403      in
    """,
}
