"""Survey in, Survey out: one verb, or one family of flags, per module."""
