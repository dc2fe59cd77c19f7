"""Table in, file out: Word, Excel, LaTeX, HTML, Markdown."""
