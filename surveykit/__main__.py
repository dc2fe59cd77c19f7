"""``python -m surveykit`` is the command line."""

from surveykit.cli import app

if __name__ == "__main__":
    app()
