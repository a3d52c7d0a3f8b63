"""Releases: every organization's versions, immutable, switchable, provable. `desk` is where requests come in."""
