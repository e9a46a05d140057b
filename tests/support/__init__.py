"""What the tests stand on: real parts, served over real HTTP."""
