"""The contents of emulation's papers; laying them out is the ground floor's part."""
