"""The pages of emulation."""
