"""What people may ask of whoever keeps things about them: to see them, to have them erased, not to be kept for good."""
