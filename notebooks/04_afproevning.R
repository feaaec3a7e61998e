# Afprøvningen: det samme som 04_afproevning.ipynb, i R. Læser kun output/, som `niveau run` har skrevet.
# Pakker: dplyr, ggplot2. Kør: Rscript notebooks/04_afproevning.R
# Eksemplet i output/ bygger på opdigtede tilbud og eksempeltal: intet her er officielt.

suppressPackageStartupMessages({
  library(dplyr)
  library(ggplot2)
})

candidates <- c("output", file.path("..", "output"))
found <- candidates[file.exists(file.path(candidates, "manifest.json"))]
if (length(found) == 0) stop("output/manifest.json findes ikke: kør niveau run først")
output <- found[1]
figures <- tempdir()

# Tabellerne er skrevet til mennesker: semikolon og decimalkomma.
read <- function(name) {
  file.path(output, paste0(name, ".csv")) |>
    read.csv2(fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = "") |>
    as_tibble()
}

# Uden dobbeltvurderinger er der ingen tabeller om enighed: så siger filen hvorfor.
cat(readLines(file.path(output, "trial", "enighed.txt"), encoding = "UTF-8"), sep = "\n")

# Enighed på hver parameter: Krippendorffs alfa (ordinal) med interval. Et tomt felt er ikke nul.
agreement <- read("trial/agreement") |>
  filter(`Målgruppe` == "Alle målgrupper") |>
  transmute(parameter = `Graduering af`, alpha = `Alfa, ordinal (højst 1)`,
            low = `Alfa, ordinal, fra (højst 1)`, high = `Alfa, ordinal, til (højst 1)`,
            why_not = `Hvorfor der mangler et tal`)
print(agreement, n = 20)

plot <- ggplot(agreement, aes(y = factor(parameter, rev(parameter)))) +
  geom_errorbarh(aes(xmin = low, xmax = high), height = 0.2) +
  geom_point(aes(x = alpha)) +
  labs(title = "Ordinal alfa med 95 % interval (eksempel)", x = "Alfa", y = NULL)
ggsave(file.path(figures, "enighed.png"), plot, width = 8, height = 5)

# Strenghed: et interval, der rummer 0, siger kun, at tilsynet ikke kan skelnes fra gennemsnittet.
read("trial/strictness") |>
  filter(`Graduering af` == "Alle otte parametre") |>
  select(Tilsyn, `Over gennemsnittet, trin`, `Fra (trin)`, `Til (trin)`, `Hvad der kan siges`) |>
  print(n = 20)

# Spørgsmålene, afprøvningen blev stillet: hvad tallene siger, og hvad de ikke kan sige.
questions <- read("trial/questions")
for (row in seq_len(nrow(questions))) {
  cat("\n", questions[["Spørgsmål"]][row], "\n  ", questions[["Hvad tallene siger"]][row],
      "\n  Kan ikke siges: ", questions[["Hvad de ikke kan sige"]][row], "\n", sep = "")
}

message("Figurer i ", figures)
