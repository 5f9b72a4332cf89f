"""Who may open what of the office, the plan and its papers (read by ``test_access``)."""

from __future__ import annotations

TABLE = {
    "office": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        first_run                                 404      404      404      404      404      404      404      404
        first_run_next                            403      ok       403      403      403      403      403      in
        office_edit                               ok       403      403      403      403      403      403      in
        unit_list                                 ok       ok       ok       ok       ok       ok       ok       in
        unit_print                                ok       ok       ok       ok       ok       ok       ok       in
        unit_add                                  ok       ok       403      403      403      403      403      in
        unit division                             ok       ok       ok       ok       ok       ok       ok       in
        unit_edit division                        ok       ok       403      403      403      403      403      in
        unit_active division                      go       go       403      403      403      403      403      in
        person_list                               ok       ok       ok       ok       ok       403      ok       in
        person_print                              ok       ok       ok       ok       ok       403      ok       in
        person_add                                ok       ok       403      403      403      403      403      in
        person_import                             ok       ok       403      403      403      403      403      in
        person_template                           ok       ok       403      403      403      403      403      in
        person_export                             ok       ok       403      403      403      403      403      in
        person person                             ok       ok       ok       ok       ok       404      ok       in
        person member                             ok       ok       ok       ok       ok       ok       ok       in
        person_edit person                        ok       ok       403      403      403      403      403      in
        person_active person                      go       go       403      403      403      403      403      in
        user_list                                 ok       403      403      403      403      403      403      in
        user_print                                ok       403      403      403      403      403      403      in
        user_add                                  ok       403      403      403      403      403      403      in
        user account                              ok       403      403      403      403      403      403      in
        user_edit account                         ok       403      403      403      403      403      403      in
        user_active account                       go       403      403      403      403      403      403      in
        user_password account                     go       403      403      403      403      403      403      in
        user_end_sessions account                 go       403      403      403      403      403      403      in
        POST office_edit                          ok       403      403      403      403      403      403      in
        POST unit_add                             ok       ok       403      403      403      403      403      in
        POST unit_edit division                   ok       ok       403      403      403      403      403      in
        POST unit_active division                 go       go       403      403      403      403      403      in
        POST person_add                           ok       ok       403      403      403      403      403      in
        POST person_import                        ok       ok       403      403      403      403      403      in
        POST person_edit person                   ok       ok       403      403      403      403      403      in
        POST person_active person                 go       go       403      403      403      403      403      in
        POST user_add                             ok       403      403      403      403      403      403      in
        POST user_edit account                    ok       403      403      403      403      403      403      in
        POST user_active account                  go       403      403      403      403      403      403      in
        POST user_password account                ok       403      403      403      403      403      403      in
        POST user_end_sessions account            go       403      403      403      403      403      403      in
    """,
    "plan": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        plan_list                                 ok       ok       ok       ok       ok       ok       ok       in
        plan_list_print                           ok       ok       ok       ok       ok       ok       ok       in
        plan_year year                            go       go       go       go       go       go       go       in
        plan plan                                 ok       ok       ok       ok       ok       ok       ok       in
        plan draft                                ok       ok       ok       404      ok       404      404      in
        plan_print plan                           ok       ok       ok       ok       ok       ok       ok       in
        plan_print draft                          ok       ok       ok       404      ok       404      404      in
        plan_paper plan                           ok       ok       ok       ok       ok       ok       ok       in
        plan_paper draft                          ok       ok       ok       404      ok       404      404      in
        plan_pdf plan                             ok       ok       ok       ok       ok       ok       ok       in
        plan_pdf draft                            ok       ok       ok       404      ok       404      404      in
        plan_docx plan                            ok       ok       ok       ok       ok       ok       ok       in
        plan_json plan                            ok       ok       ok       ok       ok       ok       ok       in
    """,
    "task": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        report_choose                             403      ok       403      ok       403      403      ok       in
        task task                                 ok       ok       ok       ok       ok       ok       ok       in
        task draft_task                           ok       ok       ok       404      ok       404      404      in
        task_report task                          403      ok       403      ok       403      403      403      in
        task_confirm reported                     403      ok       403      403      403      403      403      in
        task_return reported                      403      ok       403      403      403      403      403      in
        task_steer task                           403      ok       403      403      403      403      403      in
        POST task_report task                     403      ok       403      ok       403      403      403      in
        POST task_confirm reported                403      go       403      403      403      403      403      in
        POST task_return reported                 403      ok       403      403      403      403      403      in
        POST task_steer task                      403      ok       403      403      403      403      403      in
    """,
    "home": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        home                                      ok       ok       ok       ok       ok       ok       ok       in
        home_print                                ok       ok       ok       ok       ok       ok       ok       in
        unit_table                                ok       ok       ok       ok       ok       ok       ok       in
        unit_table_print                          ok       ok       ok       ok       ok       ok       ok       in
    """,
    "draft": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        draft_new                                 403      ok       403      403      403      403      403      in
        draft draft                               403      ok       403      404      403      404      404      in
        draft plan                                403      ok       403      403      403      403      403      in
        draft_head draft                          405      405      405      405      405      405      405      in
        draft_close draft                         405      405      405      405      405      405      405      in
        draft_section_new draft                   405      405      405      405      405      405      405      in
        draft_section draft section               405      405      405      405      405      405      405      in
        draft_section_move draft section          405      405      405      405      405      405      405      in
        draft_section_remove draft section        403      ok       403      404      403      404      404      in
        draft_wording draft                       405      405      405      405      405      405      405      in
        draft_task_new draft                      405      405      405      405      405      405      405      in
        draft_task draft draft_task               403      go       403      404      403      404      404      in
        draft_task_move draft draft_task          405      405      405      405      405      405      405      in
        draft_task_remove draft draft_task        403      ok       403      404      403      404      404      in
        POST draft_new                            403      ok       403      403      403      403      403      in
        POST draft_head draft                     403      ok       403      404      403      404      404      in
        POST draft_close draft                    403      ok       403      404      403      404      404      in
        POST draft_section_new draft              403      go       403      404      403      404      404      in
        POST draft_section draft section          403      ok       403      404      403      404      404      in
        POST draft_section_move draft section     403      go       403      404      403      404      404      in
        POST draft_section_remove draft section   403      go       403      404      403      404      404      in
        POST draft_wording draft                  403      go       403      404      403      404      404      in
        POST draft_task_new draft                 403      ok       403      404      403      404      404      in
        POST draft_task draft draft_task          403      ok       403      404      403      404      404      in
        POST draft_task_move draft draft_task     403      go       403      404      403      404      404      in
        POST draft_task_remove draft draft_task   403      go       403      404      403      404      404      in
        plan_submit draft                         403      ok       403      404      403      404      404      in
        plan_withdraw submitted                   403      ok       403      404      403      404      404      in
        plan_approve submitted                    403      403      ok       404      403      404      404      in
        plan_return submitted                     403      403      ok       404      403      404      404      in
        plan_issue approved                       403      403      403      404      ok       404      404      in
        plan_number unnumbered                    403      403      403      403      ok       403      403      in
        plan_close plan                           403      403      ok       403      403      403      403      in
        plan_delete draft                         403      ok       403      404      403      404      404      in
        plan_rollover plan                        403      ok       403      403      403      403      403      in
        POST plan_rollover plan                   403      go       403      403      403      403      403      in
        POST plan_submit draft                    403      ok       403      404      403      404      404      in
        POST plan_withdraw submitted              403      ok       403      404      403      404      404      in
        POST plan_approve submitted               403      403      ok       404      403      404      404      in
        POST plan_return submitted                403      403      ok       404      403      404      404      in
        POST plan_issue approved                  403      403      403      404      ok       404      404      in
        POST plan_number unnumbered               403      403      403      403      ok       403      403      in
        POST plan_close plan                      403      403      ok       403      403      403      403      in
        POST plan_delete draft                    403      ok       403      404      403      404      404      in
    """,
    "reading": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        read_upload                               403      ok       403      403      403      403      403      in
        read_review document                      403      ok       403      403      403      403      403      in
        read_task document first                  405      405      405      405      405      405      405      in
        read_head document                        405      405      405      405      405      405      405      in
        read_sections document                    405      405      405      405      405      405      405      in
        read_place document                       405      405      405      405      405      405      405      in
        read_confirm document                     403      ok       403      403      403      403      403      in
        read_source document                      403      ok       403      403      403      403      403      in
        POST read_upload                          403      ok       403      403      403      403      403      in
        POST read_task document first             403      ok       403      403      403      403      403      in
        POST read_head document                   403      ok       403      403      403      403      403      in
        POST read_sections document               403      409      403      403      403      403      403      in
        POST read_place document                  403      go       403      403      403      403      403      in
        POST read_confirm document                403      ok       403      403      403      403      403      in
    """,
    "paper": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        paper_list                                ok       ok       ok       ok       ok       403      ok       in
        paper_print                               ok       ok       ok       ok       ok       403      ok       in
        paper paper                               ok       ok       ok       ok       ok       404      ok       in
        paper_dispatch paper                      405      405      405      405      405      405      405      in
        paper_pdf paper                           ok       ok       ok       ok       ok       404      ok       in
        paper_docx paper                          ok       ok       ok       ok       ok       404      ok       in
        paper_signed paper                        ok       ok       ok       ok       ok       404      ok       in
        paper_upload paper                        403      403      403      403      ok       404      403      in
        POST paper_dispatch paper                 403      403      403      403      ok       404      403      in
        POST paper_upload paper                   403      403      403      403      ok       404      403      in
    """,
    "system": """
                                                  admin    standing leader   contact  clerk    member   stranger anyone
        search                                    ok       ok       ok       ok       ok       ok       ok       in
        notices                                   ok       ok       ok       ok       ok       ok       ok       in
        notices_print                             ok       ok       ok       ok       ok       ok       ok       in
        notices_read                              405      405      405      405      405      405      405      in
        notice notice                             405      405      405      405      405      405      405      in
        help                                      ok       ok       ok       ok       ok       ok       ok       in
        health                                    ok       ok       ok       ok       ok       ok       ok       ok
        menu                                      ok       ok       ok       ok       ok       ok       ok       in
        set_year                                  405      405      405      405      405      405      405      in
        audit                                     ok       403      403      403      403      403      403      in
        audit_print                               ok       403      403      403      403      403      403      in
        backups                                   ok       403      403      403      403      403      403      in
        backups_print                             ok       403      403      403      403      403      403      in
        backup_now                                405      405      405      405      405      405      405      in
        print_jobs                                ok       ok       ok       ok       ok       ok       ok       in
        archive_list                              ok       ok       403      403      403      403      403      in
        archive_file archive                      404      404      403      403      403      403      403      in
        shortcuts                                 ok       ok       ok       ok       ok       ok       ok       in
        print_file print                          404      404      404      404      404      ok       404      in
        POST backup_now                           go       403      403      403      403      403      403      in
        POST notices_read                         go       go       go       go       go       go       go       in
        POST notice notice                        404      404      404      404      404      go       404      in
        POST archive_list                         ok       ok       403      403      403      403      403      in
        POST archive_file archive                 405      405      405      405      405      405      405      in
        POST set_year                             go       go       go       go       go       go       go       in
        POST shortcuts                            go       go       go       go       go       go       go       in
    """,
}
