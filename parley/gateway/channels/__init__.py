"""The ways in: each turns a request into a conversation and words, and hands answers back in its own form."""
