# Reference values for surveykit.intraclass_correlation. Run from this folder: Rscript make.R
suppressPackageStartupMessages({library(psych); library(jsonlite)})

of <- function(ratings) {
  r <- ICC(ratings, lmer = FALSE, missing = FALSE)$results
  lapply(seq_len(6), function(i) list(estimate = r$ICC[i], conf_low = r$`lower bound`[i], conf_high = r$`upper bound`[i],
                                      statistic = r$F[i], df = r$df1[i], df_error = r$df2[i], p_value = r$p[i]))
}
named <- function(rows) setNames(rows, c("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"))

# Six targets rated by four judges: table 2 of Shrout and Fleiss (1979).
judges <- matrix(c(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7), ncol = 4, byrow = TRUE)
# The sum of ten anxiety items at two times.
sai <- read.csv("../../data/psychtools/sai.csv")
sai <- sai[sai$study == "FLAT", ]
sums <- data.frame(study = sai$study, id = sai$id, time = sai$time,
                   anxious = rowSums(sai[, c("tense", "regretful", "upset", "worrying", "anxious", "nervous", "jittery",
                                             "high.strung", "worried", "rattled")]))
twice <- reshape(sums, idvar = c("study", "id"), timevar = "time", direction = "wide")
twice <- twice[complete.cases(twice), ]
r <- cor.test(twice$anxious.1, twice$anxious.2)

values <- list(judges = list(data = judges, results = named(of(judges))),
               sai = list(n = nrow(twice), results = named(of(as.matrix(twice[, 3:4]))), r = unname(r$estimate),
                          r_low = r$conf.int[1], r_high = r$conf.int[2]))
write_json(values, "values.json", digits = NA, auto_unbox = TRUE, matrix = "rowmajor")
writeLines(c(R.version.string, paste("psych", packageVersion("psych"))), "versions.txt")
