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

# Split halves, Guttman's bounds, ordinal and hierarchical coefficients, of all complete respondents.
full <- read.csv("../../data/psychtools/bfi.csv")
full <- full[complete.cases(full), ]
full[reversed] <- 7 - full[reversed]
six <- list(agreeable = paste0("A", 1:5), open = c("O1", "O3", "O4"), mixed = c(paste0("A", 1:5), paste0("C", 1:5)))
horst <- function(r, a, b) { p <- a * b / (a + b)^2; (sqrt(r^4 + 4 * r^2 * (1 - r^2) * p) - r^2) / (2 * p * (1 - r^2)) }
halves <- function(x, side) {
  r <- cor(rowSums(x[, side, drop = FALSE]), rowSums(x[, !side, drop = FALSE]))
  a <- sum(side); b <- sum(!side); C <- cov(x)
  list(stepped_up = if (a == b) 2 * r / (1 + r) else horst(r, a, b), guttman = 4 * sum(C[side, !side]) / sum(C))
}
least <- function(C) {                    # over all splits; psych's minrb leaves some of an odd number of items out
  k <- ncol(C)
  min(apply(combn(k, k %/% 2), 2, function(side) 4 * sum(C[side, -side]) / sum(C)))
}
omega_of <- function(P) {
  control <- list(nstart = 5, opt = list(factr = 1e3, maxit = 5000))
  l <- factanal(covmat = unclass(P)[, ], factors = 1, control = control)$loadings
  sum(l)^2 / (sum(l)^2 + sum(1 - l^2))
}
minres <- function(R, m) {                # psych stops early; its objective, followed to the end
  of <- function(psi) { S <- R; diag(S) <- 1 - psi; e <- eigen(S, symmetric = TRUE)
    e$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(pmax(e$values[1:m], 0)), m) }
  f <- function(psi) { L <- of(psi); S <- R; diag(S) <- 1 - psi; sum((S - L %*% t(L))^2) / 2 }
  g <- function(psi) { L <- of(psi); diag(L %*% t(L) + diag(psi) - R) }
  fit <- optim(1 / diag(solve(R)), f, g, method = "L-BFGS-B", lower = .005, upper = 1,
               control = list(factr = 10, maxit = 5000, pgtol = 0))
  of(fit$par)
}
for (name in names(six)) {
  x <- full[six[[name]]]; k <- ncol(x); C <- cov(x); R <- cor(x); P <- lavCor(x, ordered = names(x))
  class(P) <- "matrix"
  odd <- seq_len(k) %% 2 == 1; first <- seq_len(k) <= ceiling(k / 2)
  s <- suppressWarnings(splitHalf(C, brute = TRUE, covar = TRUE))
  values$families[[name]] <- list(
    lambda2 = (sum(C) - sum(diag(C)) + sqrt(k / (k - 1) * (sum(C^2) - sum(diag(C)^2)))) / sum(C),
    lambda6 = 1 - sum(1 / diag(solve(C))) / sum(C), lambda4 = s$maxrb, split_least = least(C),
    odd_even = halves(x, odd), first_second = halves(x, first),
    alpha_ordinal = k / (k - 1) * (1 - k / sum(P)), omega_ordinal = omega_of(P))
}
R <- cor(full[six$mixed])
o <- suppressWarnings(omega(R, 3, plot = FALSE, n.obs = nrow(full), flip = FALSE))
L <- GPArotation::GPFoblq(minres(R, 3), method = "quartimin", eps = 1e-8, maxit = 20000)
gen <- c(minres(L$Phi, 1)); gen <- gen * sign(sum(gen))
pattern <- L$loadings; g <- pattern %*% gen
group <- pattern %*% diag(sqrt(1 - gen^2)); u <- 1 - g^2 - rowSums(group^2)
values$hierarchical <- list(psych = list(total = o$omega.tot, hierarchical = o$omega_h, asymptotic = o$omega.lim),
  total = 1 - sum(u) / sum(R), hierarchical = sum(g)^2 / sum(R), explained_common = sum(g^2) / (sum(g^2) + sum(group^2)))

write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE), "values.json")
writeLines(c(R.version.string, paste("psych", packageVersion("psych")), paste("lavaan", packageVersion("lavaan"))),
           "versions.txt")
