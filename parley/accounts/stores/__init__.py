"""Where accounts are kept: one interface, in memory and in SQL. Stores hold sealed bytes and digests only."""
