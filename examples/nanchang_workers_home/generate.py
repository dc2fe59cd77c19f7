"""Make the data files and the truth of the synthetic study: ``python generate.py [--out FOLDER]``.

SYNTHETIC DATA / 模拟数据. One seed, chosen once, decides everything; running this again gives the same files.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd
from generator.fieldwork import ISSUED, run_fieldwork
from generator.operations import operations_truth, write_operations
from generator.paper import write_paper
from generator.questionnaire import read_questions
from generator.truth import MODELS, latent_truth, observed_truth
from generator.wenjuanxing import write_web

SEED = 20260101
VERSION = "1.0"
HERE = Path(__file__).resolve().parent


def generate(folder: Path) -> None:
    """Write the two workbooks, the paper CSV, the operation log and ``truth.json`` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    questions = read_questions()
    web, paper = run_fieldwork(SEED)
    repairs = {
        "web": write_web(web, questions, folder, SEED),
        "paper": write_paper(paper, questions, folder, SEED),
    }
    write_operations(folder, SEED)
    truth = describe_truth(web, paper, repairs)
    (folder / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def describe_truth(web: pd.DataFrame, paper: pd.DataFrame, repairs: dict[str, dict[str, int]]) -> dict[str, object]:
    """What was put in (latent parameters, planted rows, cells to repair) and what should be found (observed)."""
    planted = [row for mode, batch in (("web", web), ("paper", paper)) for row in _planted(batch, mode)]
    returned = {"paper": len(paper), "web": len(web)}
    kinds = [row["kind"] for row in planted]
    return {
        "synthetic": True,
        "notice": "模拟数据：由程序生成，不是真实回答。SYNTHETIC DATA: made by a program, nobody's real answers.",
        "seed": SEED,
        "generator_version": VERSION,
        "fieldwork": {
            "issued": ISSUED,
            "returned": returned,
            "valid": sum(returned.values()) - len(planted),
        },
        "latent": latent_truth(),
        "operation_log": operations_truth(),
        "models": MODELS,
        "reading": "Compare an estimate with `expected` ± `tolerance`: the mean and 3.5 SDs of 400 samples of 286. "
        "`value` is the population value (N = 200,000); KMO and R squared are biased in samples.",
        "observed": observed_truth(SEED),
        "planted": planted,
        "planted_counts": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "repairs": repairs,
    }


def _planted(batch: pd.DataFrame, mode: str) -> list[dict[str, str]]:
    rows = []
    for _, person in batch[batch["kind"] != "valid"].iterrows():
        row = {"id": f"{mode}-{person['id']}", "kind": str(person["kind"])}
        if person["kind"] == "duplicate":
            row["of"] = f"{mode}-{person['of']}"
        rows.append(row)
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the files of the synthetic study.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into (default: this one)")
    generate(parser.parse_args().out)
