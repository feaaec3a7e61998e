//! How is a guideline told on a page of its own: for a screen reader, a screen or A4 on its side?
//!
//! One file with nothing else to fetch and no script.

use std::fmt::Write;

use crate::model::{Level, Parameter};
use crate::plain_text::{capitalised, in_markup};
use crate::report::guideline::ToldGuideline;

/// How it looks, on a light screen, a dark one and on paper.
const STYLE: &str = include_str!("page.css");

/// The guideline as an HTML document.
pub fn guideline_page(told: &ToldGuideline<'_>) -> String {
    let mut page = String::new();
    // Writing to a string can't fail.
    let _ = head(&mut page, told);
    let _ = cells(&mut page, told);
    let _ = references(&mut page, told);
    let _ = writeln!(
        page,
        "</main>\n<footer><p>{}.</p></footer>\n</body>\n</html>",
        in_markup(&told.provenance().line())
    );
    page
}

type Written = std::fmt::Result;

fn head(page: &mut String, told: &ToldGuideline<'_>) -> Written {
    let title = in_markup(told.title());
    let (mark, before) = match told.mark() {
        Some(mark) => {
            let word = mark.split(':').next().unwrap_or(mark);
            (format!("<p class=\"mark\">{}</p>\n", in_markup(mark)), format!("{word}: "))
        }
        None => (String::new(), String::new()),
    };
    write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"da\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'unsafe-inline'\" />\n<title>{before}{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<a class=\"skip\" href=\"#felter\">Gå til de 24 felter</a>\n<header>\n\
         {mark}<h1>{title}</h1>\n<dl>\n"
    )?;
    for (name, value) in told.facts() {
        writeln!(page, "<dt>{name}</dt><dd>{}</dd>", in_markup(&value))?;
    }
    page.push_str(
        "</dl>\n</header>\n<main>\n<section aria-labelledby=\"laesning\">\n\
         <h2 id=\"laesning\">Sådan læses vejledningen</h2>\n<ul>\n",
    );
    for sentence in told.how_to_read() {
        writeln!(page, "<li>{}</li>", in_markup(&sentence))?;
    }
    page.push_str("</ul>\n</section>\n");
    Ok(())
}

fn cells(page: &mut String, told: &ToldGuideline<'_>) -> Written {
    begin_table(
        page,
        ("felter", "De 24 felter"),
        "cells",
        "Hvad hver parameter kræver på hvert \
        niveau. Tallet foran et krav fører til dets reference.",
    )?;
    page.push_str("<th scope=\"col\">Parameter</th>");
    for level in Level::ALL {
        write!(page, "<th scope=\"col\">{}</th>", capitalised(level.danish()))?;
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for parameter in Parameter::ALL {
        writeln!(page, "<tr><th scope=\"row\">{}</th>", parameter.danish())?;
        for level in Level::ALL {
            page.push_str("<td>");
            if let Some(builds_on) = told.builds_on(parameter, level) {
                write!(page, "<p>{builds_on}</p>")?;
            }
            page.push_str("<ul role=\"list\">");
            for said in told.cell(parameter, level) {
                write!(
                    page,
                    "<li id=\"krav-{n}\"><a class=\"number\" href=\"#reference-{n}\" \
                     aria-label=\"Krav {n}, se referencen\">{n}.</a> {}</li>",
                    in_markup(&said.sentence),
                    n = said.number
                )?;
            }
            page.push_str("</ul></td>\n");
        }
        page.push_str("</tr>\n");
    }
    end_table(page);
    Ok(())
}

fn references(page: &mut String, told: &ToldGuideline<'_>) -> Written {
    begin_table(
        page,
        ("referencer", "Referencer og læsninger"),
        "references",
        "Hvor hvert krav \
        står, og hvordan en uklar tekst er læst. Tallet fører tilbage til kravet.",
    )?;
    for header in ["Krav", "Felt", "Reference", "Læsning eller begrundelse"] {
        write!(page, "<th scope=\"col\">{header}</th>")?;
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (parameter, level, said) in told.all() {
        writeln!(
            page,
            "<tr id=\"reference-{n}\"><th scope=\"row\"><a href=\"#krav-{n}\" aria-label=\"Tilbage \
             til krav {n}\">{n}</a></th><td>{}, {level}</td><td>{}</td><td>{}</td></tr>",
            parameter.danish(),
            in_markup(said.reference.unwrap_or("–")),
            in_markup(said.reading.unwrap_or("–")),
            n = said.number
        )?;
    }
    end_table(page);
    Ok(())
}

/// A section with one table, as far as its row of headers.
fn begin_table(
    page: &mut String,
    (id, title): (&str, &str),
    class: &str,
    caption: &str,
) -> Written {
    write!(
        page,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n\
         <div class=\"wide\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n\
         <table class=\"{class}\">\n<caption>{caption}</caption>\n<thead><tr>"
    )
}

fn end_table(page: &mut String) {
    page.push_str("</tbody>\n</table>\n</div>\n</section>\n");
}
