# Størrelser og underlag: det samme som 02_stoerrelser.ipynb, i R. Læser kun output/, som `niveau run` har skrevet.
# Pakker: arrow eller nanoparquet, dplyr, ggplot2. Kør: Rscript notebooks/02_stoerrelser.R
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

# Hvor mange borgere ventes? I hele borgere summer kommunerne netop til landet.
country <- read("size/expected") |>
  filter(level == "alle", age_band == "alle", is.na(subgroup)) |>
  group_by(target_group, variant, status) |>
  summarise(citizens = sum(expected_whole), .groups = "drop")
print(country, n = 20)

# Hvem når underlaget alene? Et antal kommuner siges aldrig uden det punkt, det hører til.
underlag <- read("size/underlag") |>
  filter(level == "alle", is.na(subgroup))
shown_gamma <- max(underlag$gamma, na.rm = TRUE)
shown_cv <- sort(unique(underlag$cv))[ceiling(length(unique(underlag$cv)) / 2)]
reach <- underlag |>
  filter(gamma == shown_gamma, cv == shown_cv) |>
  group_by(target_group, variant, n) |>
  summarise(municipalities = sum(p_at_least_n >= shown_gamma), of = n(), .groups = "drop")
print(reach, n = 30)

plot <- ggplot(reach, aes(x = factor(n), y = municipalities, colour = variant, group = variant)) +
  geom_line() +
  geom_point() +
  facet_wrap(~target_group) +
  labs(title = "Kommuner, der når underlaget alene (eksempeltal)",
       subtitle = paste0("Sandsynlighed ", shown_gamma, ", variationskoefficient ", shown_cv),
       x = "Borgere i underlaget", y = "Kommuner", colour = "Skøn")
ggsave(file.path(figures, "underlag.png"), plot, width = 8, height = 4)

# Og sammen med naboerne? Den øvre grænse står i size/underlag_summary.csv.
read("size/collaborations") |>
  filter(level == "alle", is.na(subgroup), variant == "central", start == "ingen",
         gamma == shown_gamma, cv == shown_cv) |>
  group_by(target_group, n) |>
  summarise(groups = n_distinct(group, na.rm = TRUE), left_over = sum(is.na(group)),
            .groups = "drop") |>
  print(n = 20)

message("Figurer i ", figures)
