"""What a command says when it cannot do what was asked: one line, and an exit code."""

from __future__ import annotations


class Problem(Exception):
    """The command failed. The words are for the person at the terminal: what is wrong and what to do."""

    exit_code = 1


class BadUse(Problem):
    """The command was asked in a way that cannot work: wrong words, or a setting that is missing."""

    exit_code = 2
