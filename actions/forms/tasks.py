"""Which intent begins which task: a form of the domain that has to be the only one under way."""

TASKS = {
    "schedule_appointment": "booking_form",
    "cancel_event": "cancel_form",
    "reschedule_event": "reschedule_form",
    "mark_no_show": "no_show_form",
    "undo_no_show": "no_show_form",
    "find_booking": "find_booking_form",
    "disconnect_account": "unlink_form",
    "forget_me": "forget_form",
    "human_handoff": "handoff_form",
}
