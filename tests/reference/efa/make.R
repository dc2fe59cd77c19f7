# Reference values for surveykit.efa and surveykit.factorability. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(GPArotation); library(jsonlite)})

bfi <- read.csv("../../data/bfi/bfi600.csv")[, 1:25]
bfi <- bfi[complete.cases(bfi), ]
n <- nrow(bfi)
R <- cor(bfi)
m <- 5

values <- list(n = n, eigenvalues = eigen(R, only.values = TRUE)$values)
kmo <- KMO(R)
bartlett <- cortest.bartlett(R, n = n)
values$kmo <- list(overall = kmo$MSA, items = unname(kmo$MSAi))
values$bartlett <- list(statistic = bartlett$chisq, df = bartlett$df, p_value = bartlett$p.value)

# psych stops its optimisers early; the objectives below are its own, followed to the end.
minres <- function(R, m) {
  f <- function(psi) {
    S <- R; diag(S) <- 1 - psi
    e <- eigen(S, symmetric = TRUE)
    v <- pmax(e$values, .Machine$double.eps * 100)
    L <- e$vectors[, 1:m] %*% diag(sqrt(v[1:m]), m)
    sum((S - L %*% t(L))^2) / 2
  }
  g <- function(psi) {
    S <- R; diag(S) <- 1 - psi
    e <- eigen(S, symmetric = TRUE)
    L <- e$vectors[, 1:m] %*% diag(sqrt(pmax(e$values[1:m], 0)), m)
    diag(L %*% t(L) + diag(psi) - R)
  }
  start <- 1 / diag(solve(R))
  fit <- optim(start, f, g, method = "L-BFGS-B", lower = .005, upper = 1,
               control = list(factr = 10, maxit = 5000, pgtol = 0))
  S <- R; diag(S) <- 1 - fit$par
  e <- eigen(S, symmetric = TRUE)
  L <- e$vectors[, 1:m] %*% diag(sqrt(e$values[1:m]), m)
  L
}
ml <- function(R, m) {
  fit <- factanal(covmat = R, factors = m, n.obs = n, rotation = "none",
                  control = list(opt = list(factr = 10, maxit = 5000)))
  unclass(fit$loadings)[, 1:m, drop = FALSE]
}
paf <- function(R, m) {
  fit <- fa(R, nfactors = m, fm = "pa", rotate = "none", n.obs = n, min.err = 1e-12, max.iter = 20000)
  unclass(fit$loadings)[, 1:m, drop = FALSE]
}
pca <- function(R, m) unclass(principal(R, nfactors = m, rotate = "none")$loadings)[, 1:m, drop = FALSE]

kaiser_normal <- function(L, rotate) {
  h <- sqrt(rowSums(L^2))
  out <- rotate(L / h)
  list(L = out$L * h, Phi = out$Phi)
}
kaiser_varimax <- function(L) {           # stats::varimax stops as soon as its sum of singular values falls, optimum or not
  h <- sqrt(rowSums(L^2))
  h * unclass(GPForth(L / h, method = "varimax", eps = 1e-6, maxit = 5000)$loadings)
}
toward <- function(X, target) {          # least squares towards the target, columns scaled so that diag(Phi) = 1
  U <- lm.fit(X, target)$coefficients
  U <- U %*% diag(sqrt(diag(solve(t(U) %*% U))))
  ui <- solve(U)
  list(L = X %*% U, Phi = ui %*% t(ui))
}
quartimin <- function(A) {
  r <- GPFoblq(A, method = "quartimin", normalize = FALSE, eps = 1e-6, maxit = 5000)
  list(L = unclass(r$loadings), Phi = r$Phi)
}
rotations <- list(
  none = function(L) list(L = L, Phi = diag(m)),
  varimax = function(L) list(L = kaiser_varimax(L), Phi = diag(m)),
  # SPSS: target from rows brought to length one, regression on the rows as they are.
  promax_spss = function(L) { X <- kaiser_varimax(L); h <- sqrt(rowSums(X^2)); toward(X, sign(X) * abs(X / h)^4) },
  # psych's rotate = "promax": all of it on rows of length one.
  promax_r = function(L) kaiser_normal(L, function(A) { X <- kaiser_varimax(A); toward(X, X * abs(X)^3) }),
  oblimin_spss = function(L) kaiser_normal(L, quartimin),
  oblimin_r = quartimin                  # psych's rotate = "oblimin": no Kaiser normalisation
)

arrange <- function(fit) {
  ss <- diag(fit$Phi %*% t(fit$L) %*% fit$L)
  o <- order(-ss); s <- ifelse(colSums(fit$L) < 0, -1, 1)
  L <- fit$L %*% diag(s); Phi <- diag(s) %*% fit$Phi %*% diag(s)
  list(loadings = unname(L[, o]), phi = unname(Phi[o, o]), ss = ss[o],
       communality = unname(diag(L %*% Phi %*% t(L))))
}
for (method in c("pca", "minres", "ml", "paf")) {
  L <- unname(get(method)(R, m))
  for (rotation in names(rotations)) values[[method]][[rotation]] <- arrange(rotations[[rotation]](L))
}

# psych's own calls, to see that the variants named above are its variants.
for (rotation in c("varimax", "promax", "oblimin")) {
  p <- suppressWarnings(fa(R, m, n.obs = n, fm = "minres", rotate = rotation))
  values$psych[[rotation]] <- arrange(list(L = unclass(p$loadings)[, 1:m], Phi = if (is.null(p$Phi)) diag(m) else p$Phi))
}
# psych's rotations of components: its kaiser() is the variant called r, its principal(rotate = "promax") is not.
components <- principal(R, m, rotate = "none")
values$psych_components <- lapply(list(
  oblimin = principal(R, m, rotate = "oblimin"),
  promax = kaiser(components, rotate = "Promax"),
  promax_of_principal = principal(R, m, rotate = "promax")
), function(p) arrange(list(L = unclass(p$loadings)[, 1:m], Phi = p$Phi)))

# The same 25 items of all 2,436 complete respondents: fit, scores, average partials, and the other rotations.
full <- read.csv("../../data/psychtools/bfi.csv")
full <- full[complete.cases(full), ]
N <- nrow(full)
F <- cor(full)
extracted <- list(ml = { n <- N; ml(F, m) }, minres = minres(F, m))
gpa <- function(name, A, ...) {          # the lowest of 20 starts: geomin has several lowest points
  orthogonal <- name %in% c("quartimax", "cf")
  from <- function(start) {
    run <- if (orthogonal) GPForth else GPFoblq
    suppressWarnings(run(A, Tmat = start, method = name, eps = 1e-7, maxit = 5000, ...))
  }
  set.seed(1)
  runs <- lapply(c(list(diag(m)), replicate(19, Random.Start(m), simplify = FALSE)), from)
  r <- runs[[which.min(sapply(runs, function(run) min(run$Table[, 2])))]]
  list(L = unclass(r$loadings), Phi = if (orthogonal) diag(m) else r$Phi)
}
others <- list(
  quartimax = function(A) gpa("quartimax", A),
  equamax = function(A) gpa("cf", A, methodArgs = list(kappa = m / (2 * nrow(A)))),
  quartimin = function(A) gpa("quartimin", A),
  geomin = function(A) gpa("geomin", A),
  oblimin_minus_one = function(A) gpa("oblimin", A, methodArgs = list(gam = -1))
)
values$full <- list(n = N)
for (rotation in names(others)) values$full$rotations[[rotation]] <- list(
  plain = arrange(others[[rotation]](extracted$ml)), kaiser = arrange(kaiser_normal(extracted$ml, others[[rotation]])))
for (method in names(extracted)) {
  L <- extracted[[method]]
  s <- factor.stats(F, L, n.obs = N)
  values$full$fit[[method]] <- list(statistic = s$STATISTIC, df = s$dof, p_value = s$PVAL, tli = s$TLI, bic = s$BIC,
    rmsr = s$rms, rmsr_corrected = s$crms, rmsea_low = unname(s$RMSEA[2]), rmsea_high = unname(s$RMSEA[3]))
}
oblique <- arrange(kaiser_normal(extracted$ml, quartimin))
orthogonal <- arrange(list(L = kaiser_varimax(extracted$ml), Phi = diag(m)))
weights <- function(fit, method) unname(factor.scores(F, fit$loadings, fit$phi, method)$weights)
values$full$weights <- list(regression = weights(oblique, "Thurstone"), bartlett = weights(oblique, "Bartlett"),
  ten_berge = weights(oblique, "tenBerge"), anderson_rubin = weights(orthogonal, "Anderson"))
values$full$map <- VSS(full, n = 8, plot = FALSE, rotate = "none")$map
values$full$reduced <- { S <- F; diag(S) <- smc(F); eigen(S, only.values = TRUE)$values }
chance <- suppressMessages(fa.parallel(full, fm = "minres", SMC = TRUE, n.iter = 400, plot = FALSE, sim = TRUE, quant = .95))
values$full$parallel <- list(components = chance$pc.sim, factors = chance$fa.sim, n_components = chance$ncomp)
values$full$polychoric <- { P <- polychoric(full)$rho; unname(eigen(P, only.values = TRUE)$values) }
write(toJSON(values, digits = NA, auto_unbox = TRUE, matrix = "rowmajor"), "values.json")
writeLines(c(R.version.string, paste("psych", packageVersion("psych")),
             paste("GPArotation", packageVersion("GPArotation")), "PSPP 1.6.2 (promax.sps)"), "versions.txt")
