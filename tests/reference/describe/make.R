# Reference values for surveykit.describe_items and describe_sample. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(jsonlite)})

bfi <- read.csv("../../data/bfi/bfi600.csv")
items <- c("A1", "C4", "N3", "O5", "education", "age")
d <- describe(bfi[items], type = 2)   # type 2: the skewness and kurtosis of SPSS
values <- list(items = items, n = d$n, n_missing = nrow(bfi) - d$n, mean = d$mean, sd = d$sd, min = d$min,
               max = d$max, skew = d$skew, kurtosis = d$kurtosis)
counts <- table(bfi$education)
values$education <- list(level = as.integer(names(counts)), n = as.integer(counts),
                         proportion = as.numeric(prop.table(counts)),
                         cumulative = as.numeric(cumsum(prop.table(counts))), n_missing = sum(is.na(bfi$education)))
write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = TRUE), "values.json")
writeLines(c(R.version.string, paste("psych", packageVersion("psych"))), "versions.txt")
