# Landskab: det samme som 01_landskab.ipynb, i R. Læser kun output/, som `niveau run` har skrevet.
# Pakker: arrow, dplyr, ggplot2. Kør: Rscript notebooks/01_landskab.R
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

# Niveauer og andre ord kommer som faktorer; som tekst er de lettere at sammenligne.
read <- function(name) {
  arrow::read_parquet(file.path(output, "landscape", paste0(name, ".parquet"))) |>
    mutate(across(where(is.factor), as.character))
}
levels_in_order <- c("let", "moderat", "højt")
colors <- c(let = "#9CC7EE", moderat = "#3B82C4", højt = "#0B2F57")

# Hvad er der på hvert niveau? Udbuddet er et interval: fra indplaceret til "op til".
regions <- read("supply_by") |>
  filter(dimension == "region", target_group == "autismespektrum")
regions |>
  select(value, level, providers, providers_up_to, places_shared, places_shared_up_to,
         assessed_percent) |>
  print(n = 20)

rates <- regions |>
  filter(value != "Hele landet") |>
  mutate(level = factor(level, levels = levels_in_order))
plot <- ggplot(rates, aes(x = places_shared_per_100_000, y = value, colour = level, shape = level)) +
  geom_point(size = 3) +
  scale_colour_manual(values = colors) +
  labs(title = "Pladser pr. 100.000 indbyggere, autismespektrum (eksempel)",
       x = "Pladser fordelt på målgrupper pr. 100.000", y = NULL, colour = "Niveau", shape = "Niveau")
ggsave(file.path(figures, "pladser.png"), plot, width = 8, height = 4)

# Behov mod udbud: hvor intet underskud er givet, siger withheld hvorfor.
read("cover") |>
  filter(area_kind == "hele landet", !is.na(expected_central)) |>
  select(target_group, level, expected_low, expected_central, expected_high, places_shared,
         places_shared_up_to, assessed_percent, withheld, status) |>
  print(n = 20)

# Hvor langt er der til den nærmeste på højt?
read("access") |>
  filter(target_group == "autismespektrum", level == "højt", !is.na(nearest_km)) |>
  arrange(desc(nearest_km)) |>
  select(municipality, municipality_name, nearest_provider, nearest_km, e2sfca) |>
  head(10) |>
  print()

shown <- read("access_bands") |>
  filter(target_group == "autismespektrum", or_above == "nej", area == "Hele landet",
         !is.na(share_percent)) |>
  mutate(level = factor(level, levels = levels_in_order))
plot <- ggplot(shown, aes(x = up_to, y = share_percent, colour = level)) +
  geom_line() +
  geom_point() +
  scale_colour_manual(values = colors) +
  ylim(0, 100) +
  labs(title = "Forventede borgere inden for en afstand, autismespektrum (eksempel)",
       x = "Op til (km)", y = "Andel, pct.", colour = "Niveau")
ggsave(file.path(figures, "adgang.png"), plot, width = 8, height = 4)

# Hvad hviler på én?
read("vulnerability") |>
  filter(rests_on %in% c("én leverandør", "én driftsherre")) |>
  select(target_group, level, area, providers, operators, rests_on, places_shared) |>
  print(n = 20)

message("Figurer i ", figures)
