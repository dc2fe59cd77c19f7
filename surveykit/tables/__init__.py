"""Result in, Table out: one layout per module."""
