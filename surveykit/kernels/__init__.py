"""Numbers only: arrays in, frozen dataclasses out."""
