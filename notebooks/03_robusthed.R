# Robusthed: det samme som 03_robusthed.ipynb, i R. Læser kun output/, som `niveau run` har skrevet.
# Pakker: arrow eller nanoparquet, dplyr, ggplot2. Kør: Rscript notebooks/03_robusthed.R
# Kan arrow ikke hentes, læser pakken nanoparquet (nanoparquet::read_parquet) de samme filer.
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

if (requireNamespace("arrow", quietly = TRUE)) {
  parquet <- arrow::read_parquet
} else if (requireNamespace("nanoparquet", quietly = TRUE)) {
  parquet <- nanoparquet::read_parquet
} else {
  stop("Hverken arrow eller nanoparquet er installeret: install.packages(\"nanoparquet\")")
}
# Niveauer og andre ord kommer som faktorer; som tekst er de lettere at sammenligne.
read <- function(name) {
  parquet(file.path(output, paste0(name, ".parquet"))) |>
    as_tibble() |>
    mutate(across(where(is.factor), as.character))
}

# Hvor sikker er hver indplacering? Et tomt felt er ikke nul: så kan tallet ikke regnes.
firmness <- read("robustness/firmness")
firmness |>
  group_by(target_group) |>
  summarise(assessed = n(), decided = sum(level_low == level_high),
            at_least_95 = sum(p_level_uniform >= 95, na.rm = TRUE),
            median_radius = median(radius_percent, na.rm = TRUE)) |>
  print()

plot <- ggplot(firmness, aes(x = p_level_uniform)) +
  geom_histogram(binwidth = 10, boundary = 0) +
  facet_wrap(~target_group, ncol = 1) +
  labs(title = "Det mest sandsynlige niveaus sandsynlighed under alle vægte (eksempel)",
       x = "Sandsynlighed, pct.", y = "Tilbud")
ggsave(file.path(figures, "sikkerhed.png"), plot, width = 8, height = 5)

# Hvad siger andre regler? Modellen siger ikke, hvordan otte gradueringer bliver til ét niveau.
read("robustness/rules") |>
  filter(region == "Hele landet") |>
  select(target_group, rule, n_light, n_moderate, n_high, n_undecided, n_compared, moved_percent) |>
  print(n = 40)

# Skelner parametrene?
plot <- read("robustness/parameters") |>
  filter(!is.na(target_group)) |>
  ggplot(aes(x = pivot_percent, y = parameter)) +
  geom_col() +
  facet_wrap(~target_group) +
  labs(title = "Ét trin på parameteren ændrer niveauet (eksempel)",
       x = "Andel af tilbuddene, pct.", y = NULL)
ggsave(file.path(figures, "parametre.png"), plot, width = 9, height = 4)

# Er der behov for prioritering eller sortering? Svaret i ord står i
# robustness/prioritering-og-sortering.txt.
read("robustness/fitted_rules") |>
  select(target_group, family, n, mean_loss, mean_held_out_loss, gain, n_draws_better, rule, reason) |>
  print(n = 20)

message("Figurer i ", figures)
