# Reference values for the indices of careless responding. Run from this folder: Rscript make.R
# The package careless is not among Debian's; its published definitions are computed here with base R's own
# rle, sd, cor, mahalanobis and qchisq. Answers with gaps are kept, except where a distance needs them complete.
library(jsonlite)

bfi <- as.matrix(read.csv("../../data/bfi/bfi600.csv")[, 1:25])[1:200, ]
scales <- split(1:25, rep(1:5, each = 5))

longstring <- apply(bfi, 1, function(x) max(rle(x)$lengths))
average <- apply(bfi, 1, function(x) mean(rle(x)$lengths))
irv <- apply(bfi, 1, sd, na.rm = TRUE)
irv_parts <- lapply(c(2, 3, 4), function(n) {
  part <- cut(seq_len(25), n, labels = FALSE)
  t(apply(bfi, 1, function(x) tapply(x, part, sd, na.rm = TRUE)))
})

even_odd <- apply(bfi, 1, function(x) {
  odd <- sapply(scales, function(s) mean(x[s[seq(1, 5, 2)]], na.rm = TRUE))
  even <- sapply(scales, function(s) mean(x[s[seq(2, 5, 2)]], na.rm = TRUE))
  r <- suppressWarnings(cor(odd, even, use = "pairwise.complete.obs"))
  max(2 * r / (1 + r), -1)
})

r <- cor(bfi, use = "pairwise.complete.obs")
pairs_where <- function(which_r) {
  found <- which(which_r & upper.tri(r), arr.ind = TRUE)
  found[order(found[, 1], found[, 2]), ]
}
within <- function(pairs) apply(bfi, 1, function(x) {
  left <- x[pairs[, 1]]
  right <- x[pairs[, 2]]
  if (sum(!is.na(left) & !is.na(right)) < 3) return(NA)
  suppressWarnings(cor(left, right, use = "pairwise.complete.obs"))
})
pairs <- pairs_where(r > 0.5)
psychsyn <- within(pairs)
opposites <- pairs_where(r < -0.35)
psychant <- within(opposites)

profile <- colMeans(bfi, na.rm = TRUE)
person_total <- apply(bfi, 1, function(x) suppressWarnings(cor(x, profile, use = "complete.obs")))

complete <- complete.cases(bfi)
distance <- rep(NA_real_, nrow(bfi))
distance[complete] <- mahalanobis(bfi[complete, ], colMeans(bfi[complete, ]), cov(bfi[complete, ]))

gap <- which(rowSums(is.na(bfi)) == 1)[1]
held <- !is.na(bfi[gap, ])
with_gap <- mahalanobis(bfi[gap, held], colMeans(bfi[complete, held]), cov(bfi[complete, held]))
torn <- bfi
torn[cbind(rep(1:20, each = 6), rep(c(1, 3, 7, 12, 18, 25), 20))] <- NA
many_gaps <- sapply(1:20, function(row) {
  there <- !is.na(torn[row, ])
  mahalanobis(torn[row, there], colMeans(bfi[complete, there]), cov(bfi[complete, there]))
})

write_json(list(longstring = longstring, average = average, irv = irv, irv_2 = unname(irv_parts[[1]]),
                irv_3 = unname(irv_parts[[2]]), irv_4 = unname(irv_parts[[3]]), even_odd = even_odd,
                pairs = unname(pairs - 1), psychsyn = psychsyn, opposites = unname(opposites - 1),
                psychant = psychant, person_total = person_total, many_gaps = many_gaps, mahalanobis = distance, gap_row = gap - 1, gap_distance = unname(with_gap),
                quantile_25 = qchisq(0.999, 25), quantile_24 = qchisq(0.999, 24)),
           "values.json", digits = I(17), na = "null", auto_unbox = TRUE)
writeLines(c(R.version.string, paste("jsonlite", packageVersion("jsonlite"))), "versions.txt")
