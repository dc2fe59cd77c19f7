# Reference values of factor analyses and reliability for two more item sets. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(GPArotation); library(lavaan); library(jsonlite)})

ability <- read.csv("../../data/psychtools/ability.csv")
sai <- subset(read.csv("../../data/psychtools/sai.csv"), time == 1)[, -(1:3)]
calm <- c("calm", "secure", "at.ease", "rested", "comfortable", "confident", "relaxed", "content", "joyful", "pleasant")
sai[calm] <- 5 - sai[calm]
sets <- list(
  ability = list(answers = ability[complete.cases(ability), ], m = 4, scale = names(ability)),
  sai = list(answers = sai[complete.cases(sai), ], m = 3, scale = setdiff(names(sai), calm))
)

# psych stops its optimisers early; its objectives are followed to the end.
minres <- function(R, m) {
  of <- function(psi) {
    S <- R; diag(S) <- 1 - psi
    e <- eigen(S, symmetric = TRUE)
    e$vectors[, 1:m, drop = FALSE] %*% diag(sqrt(pmax(e$values[1:m], 0)), m)
  }
  f <- function(psi) { L <- of(psi); S <- R; diag(S) <- 1 - psi; sum((S - L %*% t(L))^2) / 2 }
  g <- function(psi) { L <- of(psi); diag(L %*% t(L) + diag(psi) - R) }
  fit <- optim(1 / diag(solve(R)), f, g, method = "L-BFGS-B", lower = .005, upper = 1,
               control = list(factr = 10, maxit = 5000, pgtol = 0))
  of(fit$par)
}
ml <- function(R, m, n) {
  fit <- factanal(covmat = R, factors = m, n.obs = n, rotation = "none",
                  control = list(nstart = 5, opt = list(factr = 10, maxit = 5000)))
  unclass(fit$loadings)[, 1:m, drop = FALSE]
}
paf <- function(R, m, n) {
  fit <- fa(R, nfactors = m, fm = "pa", rotate = "none", n.obs = n, min.err = 1e-12, max.iter = 50000)
  unclass(fit$loadings)[, 1:m, drop = FALSE]
}

quartimin <- function(A) {               # the lowest of 20 starts
  set.seed(1)
  starts <- c(list(diag(ncol(A))), replicate(19, Random.Start(ncol(A)), simplify = FALSE))
  runs <- lapply(starts, function(start) GPFoblq(A, Tmat = start, method = "quartimin", eps = 1e-7, maxit = 20000))
  r <- runs[[which.min(sapply(runs, function(run) min(run$Table[, 2])))]]
  list(L = unclass(r$loadings), Phi = r$Phi)
}
normal <- function(L, rotate) {
  h <- sqrt(rowSums(L^2)); out <- rotate(L / h)
  list(L = out$L * h, Phi = out$Phi)
}
kaiser_varimax <- function(L) {
  h <- sqrt(rowSums(L^2))
  h * unclass(GPForth(L / h, method = "varimax", eps = 1e-7, maxit = 20000)$loadings)
}
toward <- function(X, target) {
  U <- lm.fit(X, target)$coefficients
  U <- U %*% diag(sqrt(diag(solve(t(U) %*% U))))
  ui <- solve(U)
  list(L = X %*% U, Phi = ui %*% t(ui))
}
rotations <- list(
  none = function(L) list(L = L, Phi = diag(ncol(L))),
  promax_spss = function(L) { X <- kaiser_varimax(L); h <- sqrt(rowSums(X^2)); toward(X, sign(X) * abs(X / h)^4) },
  promax_r = function(L) normal(L, function(A) { X <- kaiser_varimax(A); toward(X, X * abs(X)^3) }),
  oblimin_spss = function(L) normal(L, quartimin),
  oblimin_r = quartimin
)
arrange <- function(fit) {
  ss <- diag(fit$Phi %*% t(fit$L) %*% fit$L)
  o <- order(-ss); s <- ifelse(colSums(fit$L) < 0, -1, 1)
  L <- fit$L %*% diag(s, length(s)); Phi <- diag(s, length(s)) %*% fit$Phi %*% diag(s, length(s))
  list(loadings = unname(L[, o]), phi = unname(Phi[o, o]), ss = ss[o], communality = unname(diag(L %*% Phi %*% t(L))))
}
fit_of <- function(R, L, n) {
  s <- factor.stats(R, L, n.obs = n)
  list(statistic = s$STATISTIC, df = s$dof, p_value = s$PVAL, tli = s$TLI, bic = s$BIC, rmsr = s$rms,
       rmsr_corrected = s$crms, rmsea_low = unname(s$RMSEA[2]), rmsea_high = unname(s$RMSEA[3]))
}

omega_one <- function(x) {
  names(x) <- make.names(names(x))
  fit <- cfa(paste("f =~", paste(names(x), collapse = " + ")), data = x, std.lv = TRUE, estimator = "ML",
             control = list(rel.tol = 1e-14))
  est <- lavInspect(fit, "est")
  sum(est$lambda)^2 / (sum(est$lambda)^2 + sum(diag(est$theta)))
}
hierarchical <- function(R) {
  L <- quartimin(minres(R, 3)); gen <- c(minres(L$Phi, 1)); gen <- gen * sign(sum(gen))
  s <- ifelse(colSums(L$L) < 0, -1, 1)   # as the loadings are turned, so are the factor correlations
  Phi <- diag(s) %*% L$Phi %*% diag(s); gen <- c(minres(Phi, 1)); gen <- gen * sign(sum(gen))
  g <- (L$L %*% diag(s)) %*% gen; group <- (L$L %*% diag(s)) %*% diag(sqrt(pmax(1 - gen^2, 0)))
  u <- 1 - g^2 - rowSums(group^2)
  list(total = 1 - sum(u) / sum(R), hierarchical = sum(g)^2 / sum(R),
       explained_common = sum(g^2) / (sum(g^2) + sum(group^2)))
}
reliability_of <- function(x) {
  a <- suppressWarnings(psych::alpha(x, check.keys = FALSE, warnings = FALSE))
  ci <- alpha.ci(a$total$raw_alpha, n.obs = nrow(x), n.var = ncol(x), p.val = .05, digits = 16)
  C <- cov(x); k <- ncol(x); P <- unclass(lavCor(x, ordered = names(x)))[, ]
  L <- ml(P, 1, nrow(x))
  s <- suppressWarnings(splitHalf(C, brute = TRUE, covar = TRUE))
  list(n = nrow(x), alpha = a$total$raw_alpha, alpha_standardized = a$total$std.alpha, conf_low = ci$lower.ci,
       conf_high = ci$upper.ci, item_rest_r = a$item.stats$r.drop, alpha_if_dropped = a$alpha.drop$raw_alpha,
       omega = omega_one(x), lambda2 = (sum(C) - sum(diag(C)) + sqrt(k / (k - 1) * (sum(C^2) - sum(diag(C)^2)))) / sum(C),
       lambda2_of_correlations = guttman(cor(x))$lambda.2, lambda4 = s$maxrb,
       lambda6 = 1 - sum(1 / diag(solve(C))) / sum(C), split_mean = s$meanr,
       alpha_ordinal = k / (k - 1) * (1 - k / sum(P)), omega_ordinal = sum(L)^2 / (sum(L)^2 + sum(1 - L^2)),
       hierarchical = hierarchical(cor(x)))
}

values <- list()
for (name in names(sets)) {
  x <- sets[[name]]$answers; m <- sets[[name]]$m; n <- nrow(x); R <- cor(x)
  kmo <- KMO(R); bartlett <- cortest.bartlett(R, n = n)
  out <- list(n = n, kmo = kmo$MSA, msa = unname(kmo$MSAi), eigenvalues = eigen(R, only.values = TRUE)$values,
              bartlett = list(statistic = bartlett$chisq, df = bartlett$df, p_value = bartlett$p.value),
              map = VSS(x, n = 8, plot = FALSE, rotate = "none")$map)
  extracted <- list(minres = minres(R, m), ml = ml(R, m, n), paf = paf(R, m, n))
  for (method in names(extracted)) {
    out[[method]] <- lapply(rotations, function(rotate) arrange(rotate(unname(extracted[[method]]))))
    out[[method]]$fit <- fit_of(R, extracted[[method]], n)
  }
  P <- unclass(lavCor(x, ordered = names(x)))[, ]
  L <- minres(P, m)
  out$polychoric <- list(eigenvalues = eigen(P, only.values = TRUE)$values, kmo = KMO(P)$MSA,
    none = arrange(list(L = unname(L), Phi = diag(m))), oblimin_spss = arrange(rotations$oblimin_spss(unname(L))),
    psych = eigen(suppressWarnings(polychoric(x)$rho), only.values = TRUE)$values)
  out$reliability <- reliability_of(x[sets[[name]]$scale])
  values[[name]] <- out
}
write(toJSON(values, digits = NA, auto_unbox = TRUE, matrix = "rowmajor"), "values.json")
writeLines(c(R.version.string, sapply(c("psych", "GPArotation", "lavaan"), function(p) paste(p, packageVersion(p))),
             "PSPP 1.6.2 (spss.sps)"), "versions.txt")
