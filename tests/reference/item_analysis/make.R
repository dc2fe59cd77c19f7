# Reference values for surveykit.item_analysis. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(jsonlite)})

bfi <- read.csv("../../data/psychtools/bfi.csv")
bfi[c("A1", "C4", "C5", "E1", "E2")] <- 7 - bfi[c("A1", "C4", "C5", "E1", "E2")]
share <- 0.27

of_scale <- function(items) {
  x <- bfi[complete.cases(bfi[items]), items]
  total <- rowSums(x); n <- nrow(x)
  place <- ceiling(share * n)
  low <- total <= sort(total)[place]; high <- total >= sort(total, decreasing = TRUE)[place]
  a <- psych::alpha(x)
  d <- describe(x, type = 2)
  tests <- lapply(x, function(v) t.test(v[high], v[low]))
  list(n = n, n_low_group = sum(low), n_high_group = sum(high), alpha = a$total$raw_alpha,
       item_rest_r = a$item.stats$r.drop, alpha_if_dropped = a$alpha.drop$raw_alpha,
       mean = d$mean, sd = d$sd, skew = d$skew, kurtosis = d$kurtosis,
       floor = unname(colMeans(x == 1)), ceiling = unname(colMeans(x == 6)),
       difficulty = unname((colMeans(x) - 1) / 5),
       discrimination = unname((colMeans(x[high, ]) - colMeans(x[low, ])) / 5),
       statistic = unname(sapply(tests, function(t) t$statistic)), df = unname(sapply(tests, function(t) t$parameter)),
       p_value = unname(sapply(tests, function(t) t$p.value)))
}
values <- list(agreeable = of_scale(paste0("A", 1:5)), extravert = of_scale(paste0("E", 1:5)))
write_json(values, "values.json", digits = NA, auto_unbox = TRUE)
writeLines(c(R.version.string, paste("psych", packageVersion("psych"))), "versions.txt")
