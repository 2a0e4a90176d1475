"""The dialogue engine's own room (Python 3.10, Rasa 3.6). Nothing else imports it."""
