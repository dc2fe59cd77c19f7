"""Scoring: from items to scales."""
