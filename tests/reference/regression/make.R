# Reference values for surveykit.linear_regression. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(sandwich); library(lmtest); library(car); library(jsonlite)})

# A survey as it comes: a nominal variable with a rare category, a number far from zero, clusters, gaps.
set.seed(20260401)
n <- 240
community <- sample(1:12, n, replace = TRUE)
shift <- rnorm(12, sd = 0.4)[community]
party <- sample(1:3, n, replace = TRUE, prob = c(0.25, 0.6, 0.15))
born <- round(runif(n, 1945, 2005))
trust <- round(3 + rnorm(n), 2)
use <- sample(0:4, n, replace = TRUE)
join <- round(2 + 0.4 * trust + 0.3 * (party == 1) - 0.01 * (born - 1975) + 0.25 * trust * (party == 3) +
                shift + rnorm(n) * (0.5 + 0.3 * use), 3)
survey <- data.frame(join, trust, party, born, use, community)
survey$trust[sample(n, 9)] <- NA
survey$use[sample(n, 6)] <- NA
survey$community[4] <- NA
write.csv(survey, "survey.csv", row.names = FALSE, na = "")

coefficients_of <- function(fit, vcov, df) {
  test <- coeftest(fit, vcov. = vcov, df = df)
  reach <- qt(0.975, df) * test[, 2]
  list(estimate = unname(test[, 1]), std_error = unname(test[, 2]), statistic = unname(test[, 3]),
       p_value = unname(test[, 4]), conf_low = unname(test[, 1] - reach), conf_high = unname(test[, 1] + reach))
}

vif_of <- function(fit) {
  x <- model.matrix(fit)[, -1, drop = FALSE]
  if (ncol(x) == 1) 1 else unname(diag(solve(cor(x))))
}

model_of <- function(fit, smaller, vcov, df) {
  x <- model.matrix(fit)[, -1, drop = FALSE]
  y <- model.response(model.frame(fit))
  null <- update(fit, . ~ 1, data = model.frame(fit))
  f <- waldtest(null, fit, vcov = vcov, test = "F")
  change <- waldtest(smaller, fit, vcov = vcov, test = "F")
  p_of <- function(test) pf(test$F[2], test$Df[2], df, lower.tail = FALSE)
  list(terms = colnames(model.matrix(fit)), coefficients = coefficients_of(fit, vcov, df),
       beta = unname(coef(fit)[-1] * apply(x, 2, sd) / sd(y)), vif = vif_of(fit),
       n = nobs(fit), r_squared = summary(fit)$r.squared, adj_r_squared = summary(fit)$adj.r.squared,
       statistic = f$F[2], df = f$Df[2], df_error = df, p_value = p_of(f),
       delta_statistic = change$F[2], delta_df = change$Df[2], delta_p_value = p_of(change),
       aic = AIC(fit), bic = BIC(fit))
}

used <- survey[complete.cases(survey[c("join", "trust", "party", "born", "use")]), ]
used$party <- factor(used$party)
fits <- list(lm(join ~ 1, used), lm(join ~ born + party, used), lm(join ~ born + party + trust + use, used),
             lm(join ~ born + party + trust + use + trust:party, used))
values <- list()
for (se in c("classical", "hc1", "hc2", "hc3")) {
  covariance <- if (se == "classical") vcov else function(x, ...) vcovHC(x, type = toupper(se))
  values$blocks[[se]] <- lapply(2:4, function(i) model_of(fits[[i]], fits[[i - 1]], covariance, df.residual(fits[[i]])))
}

clustered <- survey[complete.cases(survey), ]
clustered$party <- factor(clustered$party)
by_community <- function(x, ...) vcovCL(x, cluster = clustered$community, type = "HC1")
fits <- list(lm(join ~ 1, clustered), lm(join ~ born + party, clustered), lm(join ~ born + party + trust + use, clustered))
groups <- length(unique(clustered$community))
values$blocks$cluster <- lapply(2:3, function(i) model_of(fits[[i]], fits[[i - 1]], by_community, groups - 1))

# Centred trust.
used$trust_c <- used$trust - mean(used$trust)
values$centred <- coef(lm(join ~ party * trust_c, used))

# Published: mtcars.
fit <- lm(mpg ~ wt + hp, mtcars)
values$mtcars <- list(data = as.list(mtcars[c("mpg", "wt", "hp", "cyl")]),
                      estimate = unname(coef(fit)), std_error = unname(sqrt(diag(vcov(fit)))),
                      hc3 = unname(sqrt(diag(vcovHC(fit, type = "HC3")))), vif = unname(vif(fit)))

# One case of its own category, left out: what the others are under HC2 and HC3.
alone <- used
alone$party <- factor(ifelse(seq_len(nrow(alone)) == 10, 4, as.integer(alone$party)))
fit <- lm(join ~ trust + party, alone)
without <- lm(join ~ trust + party, alone[-10, ])
values$alone <- list(row = as.integer(rownames(alone)[10]), estimate = unname(coef(fit)),
                     all_nan = all(is.nan(suppressWarnings(vcovHC(fit, type = "HC3")))),
                     hc2 = unname(sqrt(diag(vcovHC(without, type = "HC2")))),
                     hc3 = unname(sqrt(diag(vcovHC(without, type = "HC3")))))

write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE), "values.json")
writeLines(c(R.version.string, sapply(c("sandwich", "lmtest", "car"), function(p) paste(p, packageVersion(p)))),
           "versions.txt")
