"""Processes of their own without a start of their own: forked from one that has imported what they all need."""

import multiprocessing

SPAWNING = multiprocessing.get_context("forkserver")
SPAWNING.set_forkserver_preload(["tests.jobs.processes", "tests.crash.children"])
