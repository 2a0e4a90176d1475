"""How fast, and how heavy: beside stock Rasa, on the same machine, in the same run (`make bench`)."""
