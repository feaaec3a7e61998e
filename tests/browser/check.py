"""Opens what a run wrote as its readers do: the page in a browser, the workbook with another reader.

    check.py OUTPUT NIVEAU AXE [CHROMIUM]

OUTPUT: a run's folder. NIVEAU: the program, for runs of its own (hostile names, English). AXE:
axe.min.js of axe-core. Ends with 1 and what was found wrong.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import time
import xml.dom.minidom
from pathlib import Path

import hostile
import openpyxl
from playwright.sync_api import sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
WIDTHS = [1600, 1280, 390, 320]
SHOWN = "els => els.filter(e => e.offsetParent !== null || e.checkVisibility()).length"
problems = []


def holds(is_so, what):
    if not is_so:
        problems.append(what)


class Opened:
    """A page in a window of its own, without a network."""

    def __init__(self, browser, file, width=1280, scheme="light", script=True):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True,
            java_script_enabled=script, accept_downloads=True,
        )
        self.page = self.context.new_page()
        self.name = f"{file.parent.name}/{file.name} {width} {scheme}"
        self.page.on("pageerror", lambda error: problems.append(f"{self.name}: {error}"))
        self.page.on("console", lambda said: problems.append(f"{self.name}: {said.text}"))
        self.page.on("request", lambda request: holds(
            request.url.split("#")[0] == file.as_uri() or request.url.startswith(("blob:", "data:")),
            f"{self.name} asks for {request.url}"))
        began = time.monotonic()
        self.page.goto(file.as_uri())
        self.seconds = time.monotonic() - began

    def __enter__(self):
        return self.page

    def __exit__(self, *_):
        self.context.close()


def axe(page, source, name):
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(source)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    for violation in found["violations"]:
        where = [node["target"] for node in violation["nodes"][:3]]
        problems.append(f"{name}: axe {violation['id']}: {violation['help']} {where}")


def looks(browser, file, source, widths):
    """No error, no request, nothing for axe to find, and no sideways scrolling at any width.

    axe takes a while on a page of this size: both colour schemes at one width, and the narrowest."""
    for scheme in ["light", "dark"]:
        for width in widths:
            opened = Opened(browser, file, width, scheme)
            with opened as page:
                # All of it, not only what is in view.
                page.evaluate("""() => { const all = new CSSStyleSheet();
                   all.replaceSync("* { content-visibility: visible !important }");
                   document.adoptedStyleSheets = [all]; }""")
                wide = page.evaluate("document.documentElement.scrollWidth")
                holds(wide <= width, f"{opened.name} is {wide} wide")
                if width == 1280 or (width == 320 and scheme == "light"):
                    if width == 1280:
                        page.locator("thead button").first.click()
                        page.locator(".tools input").first.fill("a")
                    axe(page, source, opened.name)


def column(page, table, at):
    return page.evaluate(
        """([name, at]) => [...document.querySelector(`table[data-file="${name}"]`).tBodies[0].rows]
           .filter(row => !row.hidden).map(row => row.cells[at].textContent)""", [table, at])


def works(browser, file):
    """Sorts, filters, chooses, downloads and prints."""
    # The fastest of five: a busy machine is no fault of the page.
    seconds = []
    for _ in range(5):
        opened = Opened(browser, file)
        seconds.append(opened.seconds)
        with opened:
            pass
    holds(min(seconds) < 1, f"{file.name} took {min(seconds):.2f} s to show")
    opened = Opened(browser, file)
    with opened as page:
        table = "tables/coverage"
        headers = page.locator(f'table[data-file="{table}"] thead button')
        number = page.evaluate(
            """name => [...document.querySelectorAll(`table[data-file="${name}"] thead th`)]
               .findIndex(header => header.dataset.kind === "n")""", table)
        headers.nth(number).click()
        as_number = [int(text.replace(".", "")) for text in column(page, table, number)]
        holds(as_number == sorted(as_number) and len(set(as_number)) > 1, f"not sorted: {as_number}")
        headers.nth(number).click()
        falling = [int(text.replace(".", "")) for text in column(page, table, number)]
        holds(falling == sorted(as_number, reverse=True), f"not sorted downwards: {falling}")
        holds(page.locator("[aria-sort=descending]").count() == 1, "the sorted column is not told")
        name = column(page, table, 0)[0]
        section = page.locator(f'section:has(> .wide > table[data-file="{table}"])')
        section.locator("input").fill(name.lower())
        holds(set(column(page, table, 0)) == {name}, f"the filter leaves {column(page, table, 0)}")
        holds("1" in section.locator(".tools .status").inner_text(), "the filter does not say what it left")
        with page.expect_download() as download:
            section.locator(".tools button").click()
        text = Path(download.value.path()).read_bytes()
        holds(text.startswith(b"\xef\xbb\xbf"), "the CSV file has no byte order mark")
        rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))
        holds(len(rows) == 2 and rows[1][0] == name, f"the CSV file holds {rows}")
        written = {row[0]: row for row in csv.reader(
            io.StringIO((file.parent / f"{table}.csv").read_text("utf-8-sig")), delimiter=";")}
        holds(rows[1] == written[name], f"the page says {rows[1]}, the program {written[name]}")
        section.locator("input").fill("")

        figures = page.locator("figure")
        groups = page.locator("#vaelg-group option").all_inner_texts()[1:]
        holds(len(groups) > 1, "there are no groups to choose")
        before = figures.evaluate_all(SHOWN)
        page.select_option("#vaelg-group", groups[0])
        shown = page.locator("[data-group]:visible").evaluate_all("els => els.map(e => e.dataset.group)")
        holds(shown and set(shown) == {groups[0]}, f"chosen {groups[0]}, shown {set(shown)}")
        holds(set(column(page, table, 0)) == {groups[0]}, "the choice does not reach the tables")
        page.select_option("#vaelg-group", "")
        page.select_option("#vaelg-level", "højt")
        others = page.locator("[data-level]:visible").evaluate_all("els => els.map(e => e.dataset.level)")
        holds(others and set(others) == {"højt"}, f"chosen højt, shown {set(others)}")
        page.select_option("#vaelg-level", "")
        maps = page.locator("#vaelg-map option").all_inner_texts()[1:]
        holds(len(maps) == 2, f"maps to choose: {maps}")
        for day in maps:
            page.select_option("#vaelg-map", day)
            shown = page.locator("[data-map]:visible").evaluate_all("els => els.map(e => e.dataset.map)")
            holds(shown and set(shown) == {day}, f"chosen the map of {day}, shown {set(shown)}")
        page.select_option("#vaelg-map", "")
        holds(figures.evaluate_all(SHOWN) == before, "what was hidden does not come back")
        pdf = page.pdf(prefer_css_page_size=True)
        holds(pdf.startswith(b"%PDF") and len(pdf) > 50_000, "it does not print")
    with Opened(browser, file, script=False) as page:
        rows = page.locator("tbody tr").count()
        holds(page.locator("tbody tr:visible").count() == rows > 0, "rows are hidden without a script")
        holds(page.locator("figure:visible").count() == page.locator("figure").count() > 0,
              "pictures are hidden without a script")
        holds(page.locator(".choose:visible").count() == 0, "controls that do nothing without a script")


def keyboard(browser, file):
    """The first stop skips to the sentences; stops follow the page; each can be seen."""
    with Opened(browser, file) as page:
        stops = []
        for _ in range(40):
            page.keyboard.press("Tab")
            stops.append(page.evaluate(
                """() => { const e = document.activeElement; window.stops ??= []; stops.push(e);
                   const last = stops[stops.length - 2];
                   const follows = !last || last === document.body
                     || Boolean(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
                   return {name: e.className || e.tagName, href: e.getAttribute("href"), follows,
                           outline: getComputedStyle(e).outlineStyle}; }"""))
        holds(stops[0]["href"] == "#siger", f"the first stop is {stops[0]}")
        for stop in stops:
            holds(stop["follows"], f"out of order: {stop}")
            holds(stop["outline"] != "none", f"the focus can't be seen: {stop}")
        page.locator("thead button").first.focus()
        page.keyboard.press("Enter")
        holds(page.locator("[aria-sort=ascending]").count() == 1, "Enter does not sort")


def harmless(browser, folder, niveau, source):
    """Names that try something are text, whatever they come out in."""
    given = hostile.write(niveau, folder)
    output = Path(folder) / "output"
    subprocess.run([niveau, "run", "--format", "svg", "--input", given, "--output", output], check=True, capture_output=True)
    # What is published of it, and with a title that tries the same.
    rules = Path(given) / "rules" / "disclosure.toml"
    title = json.dumps("=1+1 " + hostile.MARKUP)
    rules.write_text(rules.read_text("utf-8").replace(
        'title = "Indplaceringer efter målgruppe og niveau"', f"title = {title}"), "utf-8")
    subprocess.run([niveau, "publish", output, "--input", given], check=True, capture_output=True)
    published = output / "publication"
    looks(browser, published / "rapport.html", source, WIDTHS)
    with Opened(browser, published / "rapport.html") as page:
        holds(page.title() != "1", "a title was run as a script")
        holds(page.locator("main img, main iframe, main object").count() == 0, "a title became an element")
        text = page.evaluate("document.documentElement.outerHTML")
        holds("&lt;img src=x" in text, "the hostile title is not on the published page")
        holds("xxxxxxxx" not in text, "the published page names a provider")
    links = [cell.hyperlink.location for row in openpyxl.load_workbook(published / "publication.xlsx")["Indhold"]
             .iter_rows() for cell in row if cell.hyperlink]
    n_pictures = len(list((published / "figurer").glob("*.png")))
    holds(len([link for link in links if link.startswith("'Figurer'")]) == n_pictures > 0,
          "the contents do not lead to every picture")
    looks(browser, output / "rapport.html", source, [1280])
    with Opened(browser, output / "rapport.html") as page:
        holds(page.title() != "1", "a name was run as a script")
        holds(page.locator("main img, main iframe, main object").count() == 0, "a name became an element")
        text = page.evaluate("document.documentElement.outerHTML")
        holds(not set(text) & set("\u202e\u2066"), "a name turns the page around")
        holds("&lt;img src=x" in text, "the hostile names are not on the page")
    for file in output.rglob("*.svg"):
        drawn = xml.dom.minidom.parse(str(file))
        names = {element.tagName for element in drawn.getElementsByTagName("*")}
        holds(not names & {"script", "image", "img", "foreignObject"}, f"{file.name} holds {names}")
    for file in output.rglob("*.csv"):
        text = file.read_bytes().decode("utf-8-sig")
        holds(not set(text) & set("\u202e\u2066\t"), f"{file.name} has characters that steer")
        for row in csv.reader(io.StringIO(text), delimiter=";"):
            for cell in row:
                # A minus alone is the sign for nothing.
                is_plain = cell in ("", "-") or cell.lstrip("-").replace(",", "", 1).isdigit()
                holds(cell[:1] not in tuple("=+-@\r") or is_plain, f"{file.name}: {cell[:60]!r}")
    for file in output.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(file):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                holds(cell.data_type != "f", f"{file.name} {sheet.title} {cell.coordinate} is a formula")
                holds(not isinstance(cell.value, str) or not set(cell.value) & set("\u202e\u2066"),
                      f"{file.name} {sheet.title} {cell.coordinate} turns its line")


def workbook(file):
    """One table per sheet under a title in A1, nothing merged, a text behind each picture."""
    book = openpyxl.load_workbook(file)
    for sheet in book:
        holds(sheet["A1"].value, f"{sheet.title} has no title")
        holds(not sheet.merged_cells.ranges, f"{sheet.title} has merged cells")
        holds(len(sheet.tables) <= 1, f"{sheet.title} has {len(sheet.tables)} tables")
    links = [cell.hyperlink for row in book["Indhold"].iter_rows() for cell in row if cell.hyperlink]
    holds({link.location.split("!")[0].strip("'") for link in links} >= set(book.sheetnames[3:]),
          "the contents do not lead to every sheet")
    holds(book["Figurer"].row_breaks.count > 0, "pictures are not set on pages")


def main():
    output, niveau, axe_file = (Path(given).resolve() for given in sys.argv[1:4])
    named = sys.argv[4] if len(sys.argv) > 4 else "chromium-headless-shell"
    chromium = shutil.which(named)
    if chromium is None:
        sys.exit(f"{named} is not installed")
    source = axe_file.read_text("utf-8")
    page = output / "rapport.html"
    size = page.stat().st_size
    holds(size < 3_000_000, f"{page.name} is {size} bytes")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium)
        looks(browser, page, source, WIDTHS)
        works(browser, page)
        keyboard(browser, page)
        harmless(browser, folder, str(niveau), source)
        english = Path(folder) / "english"
        subprocess.run([niveau, "run", "--lang", "en", "--input", Path(folder) / "input", "--output", english],
                       check=True, capture_output=True)
        looks(browser, english / "rapport.html", source, [1280])
        browser.close()
    workbook(output / "niveau.xlsx")
    for problem in dict.fromkeys(problems):
        print(problem)
    print(f"browser: {len(set(problems))} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
