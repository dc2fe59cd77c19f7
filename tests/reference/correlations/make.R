# Reference values for surveykit.correlations. Run from this folder: Rscript make.R
suppressPackageStartupMessages(library(jsonlite))

bfi <- read.csv("../../data/bfi/bfi600.csv")
columns <- c("A2", "C1", "E4", "education", "age")
pairs <- combn(columns, 2, simplify = FALSE)

of_pairs <- function(data, method) lapply(pairs, function(pair) {
  used <- data[complete.cases(data[pair]), pair]
  test <- suppressWarnings(cor.test(used[[1]], used[[2]], method = method, exact = FALSE))
  r <- unname(test$estimate); n <- nrow(used); df <- n - 2
  if (method == "pearson") ci <- test$conf.int
  else {
    # Bonett & Wright (2000); p from t, as SPSS prints and as cor.test does without ties.
    se <- sqrt((1 + r^2 / 2) / (n - 3))
    ci <- tanh(atanh(r) + c(-1, 1) * qnorm(.975) * se)
  }
  t <- r * sqrt(df / (1 - r^2))
  list(estimate = r, n = n, statistic = t, p_value = 2 * pt(-abs(t), df), cor_test_p = test$p.value,
       conf_low = ci[1], conf_high = ci[2])
})

complete <- bfi[complete.cases(bfi[columns]), ]
values <- list(pairs = pairs)
for (method in c("pearson", "spearman")) {
  values$pairwise[[method]] <- of_pairs(bfi, method)
  values$listwise[[method]] <- of_pairs(complete, method)
}
p <- sapply(values$pairwise$pearson, `[[`, "p_value")
values$adjusted <- list(holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH"))
write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE), "values.json")
writeLines(R.version.string, "versions.txt")
