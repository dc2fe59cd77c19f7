"""From files to `Survey`: detection, guards, one module per platform, and the codebook's own file forms."""
