"""Write cleaned.csv for make.R: ``python tests/reference/nanchang/export.py``."""

from pathlib import Path

from study import cleaned_frame, valid_survey

if __name__ == "__main__":
    target = Path(__file__).with_name("cleaned.csv")
    cleaned_frame(valid_survey()).to_csv(target, index_label="id", lineterminator="\n")
