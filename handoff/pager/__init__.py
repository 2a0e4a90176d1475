"""How a duty worker is woken."""
