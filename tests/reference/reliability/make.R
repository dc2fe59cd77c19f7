# Reference values for surveykit.reliability. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(lavaan); library(jsonlite)})

bfi <- read.csv("../../data/bfi/bfi600.csv")
reversed <- c("A1", "C4", "C5", "E1", "E2")
bfi[reversed] <- 7 - bfi[reversed]
scales <- list(agreeable = paste0("A", 1:5), conscientious = paste0("C", 1:5),
               extravert = paste0("E", 1:5), neurotic = paste0("N", 1:5))

omega_ml <- function(items, data) {
  model <- paste("f =~", paste(items, collapse = " + "))
  fit <- cfa(model, data = data, std.lv = TRUE, estimator = "ML")
  est <- lavInspect(fit, "est")
  common <- sum(est$lambda)^2
  common / (common + sum(diag(est$theta)))
}

of_scale <- function(items, data, missing) {
  used <- if (missing == "listwise") data[complete.cases(data[items]), items] else data[items]
  a <- suppressWarnings(psych::alpha(used, warnings = FALSE, check.keys = FALSE, n.iter = 1))
  n <- if (missing == "listwise") nrow(used) else min(pairwiseCount(used))
  ci <- alpha.ci(a$total$raw_alpha, n.obs = n, n.var = length(items), p.val = 0.05, digits = 16)
  out <- list(n = n, alpha = a$total$raw_alpha, alpha_standardized = a$total$std.alpha,
              mean_inter_item = a$total$average_r, conf_low = ci$lower.ci, conf_high = ci$upper.ci,
              item_rest = a$item.stats$r.drop, alpha_if_dropped = a$alpha.drop$raw_alpha,
              mean = a$item.stats$mean, sd = a$item.stats$sd)
  if (missing == "listwise") out$omega <- omega_ml(items, used)
  out
}

values <- list()
for (missing in c("listwise", "pairwise"))
  for (scale in names(scales))
    values[[missing]][[scale]] <- of_scale(scales[[scale]], bfi, missing)

# Two items: Spearman-Brown of their correlation.
pair <- bfi[complete.cases(bfi[c("A2", "A3")]), c("A2", "A3")]
r <- cor(pair$A2, pair$A3)
values$two_items <- list(alpha = unname(psych::alpha(pair)$total$raw_alpha), spearman_brown = 2 * r / (1 + r))

# A1 left as it was asked: what happens when a reversed item is forgotten.
raw <- bfi[scales$agreeable]
raw$A1 <- 7 - raw$A1
raw <- raw[complete.cases(raw), ]
a <- suppressWarnings(psych::alpha(raw, warnings = FALSE, check.keys = FALSE))
values$forgotten <- list(alpha = a$total$raw_alpha, item_rest = a$item.stats$r.drop)

# A published data set: attitude (R datasets).
a <- psych::alpha(attitude)
values$attitude <- list(data = as.list(attitude), alpha = a$total$raw_alpha, alpha_standardized = a$total$std.alpha,
                        item_rest = a$item.stats$r.drop, alpha_if_dropped = a$alpha.drop$raw_alpha)

write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE), "values.json")
writeLines(c(R.version.string, paste("psych", packageVersion("psych")), paste("lavaan", packageVersion("lavaan"))),
           "versions.txt")
