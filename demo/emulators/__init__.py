"""Providers that run on this machine, spoken to over real HTTP."""
