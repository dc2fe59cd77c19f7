# The item sets of this folder. Run from this folder: Rscript make.R
suppressPackageStartupMessages(library(psychTools))

write <- function(frame, file) write.csv(frame, file, row.names = FALSE, na = "", quote = FALSE)

write(bfi[, 1:25], "bfi.csv")
write(as.data.frame(ability), "ability.csv")
twice <- subset(sai, study %in% c("FLAT", "XRAY", "Fast") & time <= 2)
write(twice[order(twice$study, twice$id, twice$time), ], "sai.csv")
