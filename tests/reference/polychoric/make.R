# Reference values for surveykit.kernels.polychoric. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(lavaan); library(psych); library(jsonlite)})

read <- function(name) read.csv(file.path("../../data/psychtools", name))
ordered_pairs <- function(d, missing) {
  fit <- lavCor(d, ordered = names(d), missing = missing, se = "standard", output = "fit")
  est <- parameterEstimates(fit)
  pairs <- est[est$op == "~~" & est$lhs != est$rhs, ]
  cuts <- est[est$op == "|", ]
  list(n = nobs(fit),
       pairs = pairs[, c("lhs", "rhs", "est", "se")],
       cuts = cuts[, c("lhs", "rhs", "est", "se")])
}
matrix_of <- function(d) unname(unclass(lavCor(d, ordered = names(d), missing = "pairwise")))

bfi <- read("bfi.csv")
complete <- bfi[complete.cases(bfi), ]
sai <- subset(read("sai.csv"), time == 1)[, -(1:3)]
ability <- read("ability.csv")
four <- data.frame(a = rep(c(0, 0, 1, 1), c(30, 12, 0, 18)), b = rep(c(0, 1, 0, 1), c(30, 12, 0, 18)))

values <- list(
  bfi_six = ordered_pairs(complete[, 1:6], "listwise"),
  bfi_complete = matrix_of(complete),
  bfi_psych = unname(polychoric(complete)$rho),
  bfi_pairwise = matrix_of(bfi),
  bfi_six_pairwise = ordered_pairs(bfi[, 1:6], "pairwise"),
  sai = matrix_of(sai),
  sai_six = ordered_pairs(sai[complete.cases(sai), c("regretful", "upset", "anxious", "jittery", "rattled", "joyful")],
                          "listwise"),
  ability = matrix_of(ability),
  empty_cell = unname(unclass(lavCor(four, ordered = names(four))))
)
write_json(values, "values.json", digits = I(10), auto_unbox = TRUE, matrix = "rowmajor")
writeLines(c(R.version.string, paste("lavaan", packageVersion("lavaan")), paste("psych", packageVersion("psych"))),
           "versions.txt")
