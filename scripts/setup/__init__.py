"""Make a clone ready to run: tools, environments, chat page, settings, model. Needs nothing but Python."""
