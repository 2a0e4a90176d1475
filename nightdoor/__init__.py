"""Nightdoor: the out-of-hours front door of a council's neighbourhood teams.

The core that the residents' side (`bot`) and the staff's side (`handoff`) both stand on.
"""
