"""The pages behind `scheduling_url`, single-use links, `cancel_url` and `reschedule_url`: booking by hand."""
