# Reference values for surveykit.mediation. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(lavaan); library(boot); library(jsonlite)})

tal_or <- psych::Tal.Or
write.csv(tal_or, "tal_or.csv", row.names = FALSE)

paths_of <- function(fit, terms) {
  rows <- summary(fit)$coefficients[terms, , drop = FALSE]
  ci <- confint(fit)[terms, , drop = FALSE]
  list(estimate = unname(rows[, 1]), std_error = unname(rows[, 2]), statistic = unname(rows[, 3]),
       p_value = unname(rows[, 4]), conf_low = unname(ci[, 1]), conf_high = unname(ci[, 2]), df = df.residual(fit))
}
model_of <- function(fit) {
  s <- summary(fit)
  list(r_squared = s$r.squared, adj_r_squared = s$adj.r.squared, statistic = unname(s$fstatistic[1]))
}

# One mediator.
values <- list()
m <- lm(pmi ~ cond, tal_or); y <- lm(reaction ~ cond + pmi, tal_or); total <- lm(reaction ~ cond, tal_or)
sem_fit <- sem("pmi ~ a*cond\n reaction ~ b*pmi + cp*cond\n ab := a*b\n c := cp + a*b", tal_or)
std <- standardizedSolution(sem_fit)
values$simple <- list(a = paths_of(m, "cond"), b = paths_of(y, "pmi"), c_prime = paths_of(y, "cond"),
                      c = paths_of(total, "cond"), models = list(model_of(m), model_of(y), model_of(total)),
                      lavaan = setNames(as.list(coef(sem_fit)), NULL)[1:3],
                      indirect = parameterEstimates(sem_fit)$est[parameterEstimates(sem_fit)$label == "ab"],
                      standardized = std$est.std[std$label == "ab"])

# Two mediators and covariates, one of them with categories.
set.seed(20260402)
tal_or$band <- cut(tal_or$age, c(0, 22, 25, 100), labels = FALSE)
tal_or$old <- as.integer(tal_or$band == 3); tal_or$mid <- as.integer(tal_or$band == 2)
sem_fit <- sem("pmi ~ a1*cond + gender + mid + old
                import ~ a2*cond + gender + mid + old
                reaction ~ b1*pmi + b2*import + cp*cond + gender + mid + old
                pmi ~~ import
                ab1 := a1*b1\n ab2 := a2*b2\n ab := ab1 + ab2\n c := cp + ab", tal_or)
est <- parameterEstimates(sem_fit); std <- standardizedSolution(sem_fit)
labels <- c("a1", "a2", "b1", "b2", "cp", "ab1", "ab2", "ab", "c")
values$parallel <- list(estimate = as.list(setNames(est$est[match(labels, est$label)], labels)),
                        standardized = std$est.std[match(c("ab1", "ab2", "ab"), std$label)],
                        band = tal_or$band)

# Intervals: the 2,000 resamples are boot's own. They are stored as how often each draw holds each case.
statistic <- function(data, i) {
  d <- data[i, ]
  coef(lm(pmi ~ cond, d))[2] * coef(lm(reaction ~ cond + pmi, d))[3]
}
set.seed(1)
b <- boot(tal_or, statistic, R = 2000)
draws <- as.vector(b$t)
estimate <- b$t0
jack <- sapply(seq_len(nrow(tal_or)), function(i) statistic(tal_or, -i))
bias <- qnorm(mean(draws < estimate))
away <- mean(jack) - jack
acceleration <- sum(away^3) / (6 * sum(away^2)^1.5)
shifted <- function(z, a) pnorm(bias + (bias + z) / (1 - a * (bias + z)))
z <- qnorm(c(0.025, 0.975))
counts <- boot.array(b)
values$intervals <- list(draws = draws, counts = counts[1:50, ], estimate = unname(estimate), jackknife = unname(jack),
                         percentile = unname(quantile(draws, c(0.025, 0.975), type = 7)),
                         bc = unname(quantile(draws, shifted(z, 0), type = 7)),
                         bca = unname(quantile(draws, shifted(z, acceleration), type = 7)),
                         boot_ci_percentile = boot.ci(b, type = "perc")$percent[4:5],
                         boot_ci_bca = boot.ci(b, type = "bca", L = (nrow(tal_or) - 1) * away)$bca[4:5],
                         sd = sd(draws))

# A long run, for the Monte-Carlo band of a percentile interval.
set.seed(2)
x <- tal_or$cond; pmi <- tal_or$pmi; reaction <- tal_or$reaction; n <- nrow(tal_or)
long <- replicate(100000, {
  i <- sample.int(n, n, replace = TRUE)
  a <- cov(x[i], pmi[i]) / var(x[i])
  s <- cov(cbind(x[i], pmi[i], reaction[i]))
  b <- solve(s[1:2, 1:2], s[1:2, 3])[2]
  a * b
})
band <- function(p) {  # standard error of the p quantile of 1000 draws
  q <- quantile(long, p)
  density_at <- density(long, n = 4096)
  sqrt(p * (1 - p)) / approx(density_at$x, density_at$y, q)$y
}
values$long <- list(quantiles = unname(quantile(long, c(0.025, 0.975))), unit_error = c(band(0.025), band(0.975)),
                    sd = sd(long))

write(toJSON(values, digits = NA, auto_unbox = TRUE), "values.json")
writeLines(c(R.version.string, sapply(c("lavaan", "boot", "psych"), function(p) paste(p, packageVersion(p)))),
           "versions.txt")
