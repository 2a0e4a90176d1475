"""How fast must a human look at this text? Pure; runs under Python 3.10 too."""
