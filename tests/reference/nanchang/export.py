"""Write cleaned.csv for make.R: ``python tests/reference/nanchang/export.py``."""

from pathlib import Path

from study import cleaned_frame, valid_survey

cleaned_frame(valid_survey()).to_csv(Path(__file__).with_name("cleaned.csv"), index_label="id", lineterminator="\n")
