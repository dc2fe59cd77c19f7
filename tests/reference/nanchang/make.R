# Reference values for the bundled study, on its cleaned data: Rscript make.R
# cleaned.csv holds the items of the valid respondents after reversing, scores and derived variables,
# as tests/reference/nanchang/export.py writes them.
suppressPackageStartupMessages({library(psych); library(lavaan); library(sandwich); library(jsonlite)})
d <- read.csv("cleaned.csv", fileEncoding = "UTF-8")
scales <- list(SQ = 6, BR = 3, NPA = 3, SAT = 3, CV = 4, PW = 4)
names_of <- function(s) paste0(s, seq_len(scales[[s]]))
items <- unlist(lapply(names(scales), names_of))

reliability <- lapply(names(scales), function(s) {
  x <- na.omit(d[names_of(s)])
  a <- psych::alpha(x)
  model <- paste0("f =~ ", paste(names_of(s), collapse = " + "))
  fit <- lavaan::cfa(model, data = x, std.lv = TRUE, likelihood = "wishart")
  est <- lavaan::parameterEstimates(fit)
  load <- est$est[est$op == "=~"]
  unique <- est$est[est$op == "~~" & est$lhs == est$rhs & est$lhs != "f"]
  feldt <- psych::alpha.ci(a$total$raw_alpha, n.obs = nrow(x), n.var = ncol(x), digits = 12)
  list(n = nrow(x), alpha = a$total$raw_alpha, low = feldt$lower.ci[[1]], high = feldt$upper.ci[[1]],
       omega = sum(load)^2 / (sum(load)^2 + sum(unique)),
       item_rest = a$item.stats$r.drop, if_dropped = a$alpha.drop$raw_alpha)
})
names(reliability) <- names(scales)

x <- na.omit(d[items])
kmo <- psych::KMO(x)
bartlett <- psych::cortest.bartlett(cor(x), n = nrow(x))
# psych rotates with stats::varimax, which stops early at its default tolerance.
pca <- psych::principal(x, nfactors = 6, rotate = "none")
rotated <- stats::varimax(unclass(pca$loadings), normalize = TRUE, eps = 1e-14)
loadings <- unclass(rotated$loadings)
signs <- ifelse(colSums(loadings) < 0, -1, 1)
loadings <- sweep(loadings, 2, signs, "*")
loadings <- loadings[, order(-colSums(loadings^2))]

hc3 <- function(fit) {
  b <- coef(fit); se <- sqrt(diag(sandwich::vcovHC(fit, "HC3")))
  list(b = unname(b), se = unname(se), r2 = summary(fit)$r.squared)
}
controls <- "factor(gender) + party_member + age60"
regression <- list(
  satisfaction_1 = hc3(lm(as.formula(paste("SAT ~", controls)), d)),
  satisfaction_2 = hc3(lm(as.formula(paste("SAT ~", controls, "+ SQ + BR + NPA")), d)),
  willingness_1 = hc3(lm(as.formula(paste("PW ~", controls)), d)),
  willingness_2 = hc3(lm(as.formula(paste("PW ~", controls, "+ SQ + BR + NPA + CV")), d)),
  willingness_3 = hc3(lm(as.formula(paste("PW ~", controls, "+ SQ + BR + NPA + CV + SAT")), d)))

path <- lavaan::sem("SAT ~ a*SQ + gender + party_member + age60
                     PW ~ b*SAT + c*SQ + gender + party_member + age60
                     ab := a*b
                     total := c + a*b", data = d)
est <- lavaan::parameterEstimates(path)
mediation <- as.list(setNames(est$est[est$label %in% c("a", "b", "c", "ab", "total")],
                              est$label[est$label %in% c("a", "b", "c", "ab", "total")]))

tt <- t.test(d$use_post, d$use_pre, paired = TRUE)
paired <- list(t = unname(tt$statistic), df = unname(tt$parameter), p = tt$p.value, difference = unname(tt$estimate),
               low = tt$conf.int[1], high = tt$conf.int[2])

values <- list(reliability = reliability, kmo = kmo$MSA, msa = unname(kmo$MSAi), chisq = bartlett$chisq,
               n_items = nrow(x), eigenvalues = eigen(cor(x))$values, items = items, loadings = unname(loadings),
               correlations = unname(cor(d[names(scales)], use = "pairwise.complete.obs")),
               regression = regression, mediation = mediation, paired = paired)
write_json(values, "values.json", digits = 15, auto_unbox = TRUE, pretty = TRUE)
writeLines(c(R.version.string, paste("psych", packageVersion("psych")), paste("lavaan", packageVersion("lavaan")),
             paste("sandwich", packageVersion("sandwich"))), "versions.txt")
