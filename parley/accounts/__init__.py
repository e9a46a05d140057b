"""Who a person is, which Calendly accounts they linked, and how a link is made safely."""
