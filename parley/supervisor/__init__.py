"""Start, watch and stop the processes that make up Parley on one machine."""
