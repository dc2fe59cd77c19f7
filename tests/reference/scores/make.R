# Reference values for the scores of surveykit. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(jsonlite)})

bfi <- read.csv("../../data/psychtools/bfi.csv")
ability <- read.csv("../../data/psychtools/ability.csv")
rows <- 1:300
keys <- list(agreeable = c("-A1", "A2", "A3", "A4", "A5"), conscientious = c("C1", "C2", "C3", "-C4", "-C5"),
             extravert = c("-E1", "-E2", "E3", "E4", "E5"))
shown <- function(x) as.list(as.data.frame(unname(x[rows, , drop = FALSE])))
named <- function(x) setNames(shown(x), colnames(x))
total <- function(x) as.list(colSums(x, na.rm = TRUE))

# Means of what is answered, as psych has them without imputing; of complete rows the sums as well.
means <- scoreItems(keys, bfi, impute = "none", min = 1, max = 6)$scores
full <- bfi[complete.cases(bfi), ]
sums <- scoreItems(keys, full, totals = TRUE, impute = "none", min = 1, max = 6)$scores
means <- as.data.frame(means); sums <- as.data.frame(sums)
z <- as.data.frame(scale(means))
t <- as.data.frame(rescale(means, mean = 50, sd = 10))
pomp <- 100 * (means - 1) / 5
values <- list(
  mean = list(rows = named(means), total = total(means)), sum = list(rows = named(sums), total = total(sums)),
  pomp = list(rows = named(pomp), total = total(pomp)),
  z = list(rows = named(z), mean = as.list(colMeans(means, na.rm = TRUE)), sd = lapply(means, sd, na.rm = TRUE)),
  t = list(rows = named(t)))

# Factor scores from given weights; the fit itself is compared in ../efa.
turned <- full; for (i in c("A1", "C4", "C5", "E1", "E2")) turned[[i]] <- 7 - turned[[i]]
items <- c(paste0("A", 1:5), paste0("C", 1:5), paste0("E", 1:5))
fit <- suppressWarnings(fa(turned[items], 3, rotate = "varimax", fm = "minres"))
scored <- factor.scores(turned[items], fit, method = "Thurstone")
values$factors <- list(items = items, weights = unname(as.matrix(scored$weights)),
                       scores = unname(as.matrix(scored$scores[rows, ])))

# Share of right answers of complete rows.
right <- ability[complete.cases(ability), ]
values$knowledge <- unname(score.multiple.choice(rep(1, 16), right, short = FALSE)$scores[rows])

# A position generator of 16 ticks: its measures from their definitions, their first component by psych.
prestige <- c(13, 22, 25, 31, 34, 38, 42, 45, 49, 53, 58, 62, 66, 71, 78, 83)
known <- right == 1
some <- rowSums(known) > 0
upper <- apply(known, 1, function(k) if (any(k)) max(prestige[k]) else NA)
lowest <- apply(known, 1, function(k) if (any(k)) min(prestige[k]) else NA)
measures <- data.frame(extensity = rowSums(known), upper = upper, range = upper - lowest)
component <- principal(measures[some, ], 1, rotate = "none")
values$positions <- list(prestige = prestige, n = sum(some), loadings = unname(component$loadings[, 1]),
  proportion = unname(component$Vaccounted[2, 1]), rows = as.list(measures[rows, ]),
  mean = unname(apply(known, 1, function(k) if (any(k)) mean(prestige[k]) else NA)[rows]),
  first_scores = unname(component$scores[1:100, 1]), some = which(some)[1:100])
write_json(values, "values.json", digits = NA, auto_unbox = TRUE, na = "null")
writeLines(c(R.version.string, paste("psych", packageVersion("psych"))), "versions.txt")
