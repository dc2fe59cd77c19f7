# Reference values for surveykit.mcar_test. Run from this folder: Rscript make.R
# Maximum-likelihood moments by lavaan's EM algorithm; Little's statistic in base R from those, pattern by pattern.
suppressPackageStartupMessages({library(lavaan); library(jsonlite)})

moments <- function(y) {
  s <- sapply(as.data.frame(y), sd, na.rm = TRUE)
  m <- colMeans(y, na.rm = TRUE)
  z <- scale(y, m, s)
  Mp <- lavaan:::lav_data_missing_patterns(z)
  Yp <- lavaan:::lav_samplestats_missing_patterns(Y = z, Mp = Mp)
  out <- lavaan:::lav_mvnorm_missing_h1_estimate_moments(Y = z, Mp = Mp, Yp = Yp, tol = 1e-13, max.iter = 20000L)
  list(mean = as.numeric(m + s * out$Mu), cov = diag(s) %*% out$Sigma %*% diag(s))
}

little <- function(y, est) {
  key <- apply(is.na(y), 1, function(r) paste(which(r), collapse = "-"))
  d2 <- 0; seen <- 0
  for (p in unique(key)) {
    rows <- y[key == p, , drop = FALSE]
    o <- which(!is.na(rows[1, ]))
    d <- colMeans(rows[, o, drop = FALSE]) - est$mean[o]
    d2 <- d2 + nrow(rows) * as.numeric(t(d) %*% solve(est$cov[o, o, drop = FALSE]) %*% d)
    seen <- seen + length(o)
  }
  df <- seen - ncol(y)
  list(statistic = d2, df = df, p_value = pchisq(d2, df, lower.tail = FALSE), n_patterns = length(unique(key)))
}

of_data <- function(y) {
  y <- as.matrix(y); storage.mode(y) <- "double"
  est <- moments(y)
  c(list(n = nrow(y), mean = est$mean, covariance = est$cov), little(y, est))
}

bfi <- read.csv("../../data/bfi/bfi600.csv")
scales <- bfi[c(paste0("A", 1:5), paste0("C", 1:5), paste0("N", 1:5))]

# Gaps that depend on another answer, and on half of the sheet.
depends <- bfi[paste0("N", 1:5)]
depends$N3[!is.na(depends$N1) & depends$N1 >= 5 & seq_len(nrow(depends)) %% 2 == 0] <- NA
depends$N4[seq_len(nrow(depends)) %% 3 == 0] <- NA

# Respondents who stop and do not come back: a monotone pattern.
monotone <- bfi[1:300, paste0("E", 1:4)]
monotone <- monotone[complete.cases(monotone), ]
k <- seq_len(nrow(monotone))
monotone$E4[k %% 4 == 1 & monotone$E1 <= 3] <- NA
monotone$E3[k %% 8 == 1 & monotone$E1 <= 3] <- NA
monotone$E2[k %% 16 == 1 & monotone$E1 <= 3] <- NA

values <- list(
  airquality = c(list(data = as.list(airquality)), of_data(airquality)),
  bfi = of_data(scales[rowSums(!is.na(scales)) > 0, ]),
  depends = c(list(data = as.list(depends)), of_data(depends[rowSums(!is.na(depends)) > 0, ])),
  monotone = c(list(data = as.list(monotone)), of_data(monotone))
)
write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = FALSE, na = "null"), "values.json")
writeLines(c(R.version.string, paste("lavaan", packageVersion("lavaan"))), "versions.txt")
