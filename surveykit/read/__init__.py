"""From a file to a Survey: one module per platform, detection, guards, codebook formats."""
