# Reference values for surveykit.disclosure_risk. Run from this folder: Rscript make.R
# An empty cell counts as an answer of its own, as in surveykit; sdcMicro would let it match every answer.
suppressPackageStartupMessages({library(psychTools); library(jsonlite)})

keys <- bfi[, c("gender", "education", "age")]
write.csv(keys, "../../data/bfi/bfi_keys.csv", row.names = FALSE, na = "", quote = FALSE)

risk <- function(d) {
  cell <- do.call(paste, c(lapply(d, function(x) ifelse(is.na(x), "none", as.character(x))), sep = "/"))
  n <- ave(rep(1, nrow(d)), cell, FUN = sum)          # respondents who share the answers of each
  list(n = nrow(d), n_cells = length(unique(cell)), k_anonymity = min(n), n_unique = sum(n == 1),
       proportion_unique = mean(n == 1), proportion_below_5 = mean(n < 5), proportion_below_10 = mean(n < 10))
}
decades <- transform(keys, age = findInterval(age, c(0, 18, 30, 40, 50, 60)))
diversity <- function(d, sensitive) {
  cell <- do.call(paste, c(lapply(d, function(x) ifelse(is.na(x), "none", as.character(x))), sep = "/"))
  l <- tapply(sensitive, cell, function(x) length(unique(x[!is.na(x)])))
  n <- table(cell)[names(l)]
  list(l_diversity = min(l[l > 0]), n_cells = sum(l > 0), n_alike = sum(l == 1), n_disclosed = sum(n[l == 1]))
}
values <- list(exact = risk(keys), without_age = risk(keys[1:2]), without_education = risk(keys[c(1, 3)]),
               without_gender = risk(keys[2:3]), first_400 = risk(head(keys, 400)), decades = risk(decades),
               diversity = diversity(keys[c("gender", "age")], keys$education))
write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE), "values.json")
writeLines(c(R.version.string, paste("psychTools", packageVersion("psychTools"))), "versions.txt")
