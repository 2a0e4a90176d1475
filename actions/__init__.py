"""Rasa custom actions, one subject a file. They read; they never write the database."""
