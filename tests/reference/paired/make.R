# Reference values for surveykit.paired_comparison. Run from this folder: Rscript make.R
suppressPackageStartupMessages(library(jsonlite))

# Use of a facility before and after, on five answers, with many ties and some gaps.
set.seed(20260403)
n <- 180
z <- rnorm(n)
before <- findInterval(0.75 * z + 0.66 * rnorm(n), c(-0.3, 0.4, 1.0, 1.7))
after <- findInterval(0.75 * z + 0.66 * rnorm(n) + 0.4, c(-0.3, 0.4, 1.0, 1.7))
before[c(3, 50)] <- NA
after[c(50, 77, 120)] <- NA

noncentral <- function(t, df, level) {
  f <- function(share) uniroot(function(d) suppressWarnings(pt(t, df, ncp = d)) - share, t + c(-12, 12), tol = 1e-12)$root
  c(f((1 + level) / 2), f((1 - level) / 2))
}

of_pair <- function(before, after, level = 0.95) {
  ok <- complete.cases(before, after)
  x <- before[ok]; y <- after[ok]; d <- y - x; n <- length(d)
  t <- t.test(y, x, paired = TRUE, conf.level = level)
  w <- suppressWarnings(wilcox.test(y, x, paired = TRUE, exact = FALSE, correct = FALSE))
  z <- sign(w$statistic - sum(d != 0) * (sum(d != 0) + 1) / 4) * qnorm(w$p.value / 2, lower.tail = FALSE)
  list(n = n, estimate = mean(d), std_error = sd(d) / sqrt(n), statistic = unname(t$statistic), df = unname(t$parameter),
       p_value = t$p.value, conf_low = t$conf.int[1], conf_high = t$conf.int[2], d_z = mean(d) / sd(d),
       d_z_interval = noncentral(unname(t$statistic), n - 1, level) / sqrt(n),
       rank_sum = unname(w$statistic), wilcoxon_p = w$p.value, z = unname(z), r = unname(z) / sqrt(n),
       means = c(mean(x), mean(y)), sds = c(sd(x), sd(y)), correlation = cor(x, y))
}

values <- list(
  use = list(before = before, after = after, result = of_pair(before, after), result_90 = of_pair(before, after, 0.9)),
  sleep = list(before = sleep$extra[sleep$group == 1], after = sleep$extra[sleep$group == 2],
               result = of_pair(sleep$extra[sleep$group == 1], sleep$extra[sleep$group == 2])))
write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE, na = "null"), "values.json")
writeLines(R.version.string, "versions.txt")
