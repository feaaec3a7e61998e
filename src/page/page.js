"use strict";
(() => {
  const words = JSON.parse(document.getElementById("ord").textContent);
  const { source } = document.body.dataset;
  const make = (name, attributes, text) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const chosen = { group: "", level: "", map: "" };
  const tables = [...document.querySelectorAll("table[data-file]")].map(prepared);

  // A table with its rows as texts, and which of its columns the choices are about.
  function prepared(table, nth) {
    const headers = [...table.tHead.rows[0].cells];
    const names = headers.map((header) => header.textContent);
    const rows = [...table.tBodies[0].rows].map((row) => ({
      row,
      texts: [...row.cells].map((cell) => cell.textContent.trim()),
      shown: true,
    }));
    const of = { table, headers, names, rows, filter: "", kinds: headers.map((h) => h.dataset.kind || "t") };
    of.columns = { group: names.indexOf(words.group), level: names.indexOf(words.level) };
    const title = table.caption.textContent;
    const tools = make("div", { class: "tools" });
    if (rows.length > 6) {
      const input = make("input", { type: "search", id: `filter-${nth}`, autocomplete: "off" });
      input.addEventListener("input", () => { of.filter = input.value.toLocaleLowerCase("da"); apply(of); });
      tools.append(make("label", { for: input.id }, words.filter), input);
      input.setAttribute("aria-label", `${words.filter}: ${title}`);
    }
    const button = make("button", { type: "button", "aria-label": `${words.csv}: ${title}` }, words.csv);
    button.addEventListener("click", () => download(of));
    of.status = make("p", { class: "status", role: "status" });
    tools.append(button, of.status);
    table.closest(".wide").before(tools);
    headers.forEach((header, at) => {
      const sorting = make("button", { type: "button" }, names[at]);
      header.replaceChildren(sorting);
      sorting.addEventListener("click", () => sort(of, at));
    });
    return of;
  }

  // What a cell is compared by; an empty one comes last, whichever way.
  function key(text, kind) {
    if (text === "") return null;
    if (kind === "n") return Number(plain(text).replace(",", "."));
    if (kind === "d") return Number(text.split(".").reverse().map((part) => part.padStart(2, "0")).join(""));
    return text;
  }

  // A number as a spreadsheet in Denmark reads it: no dots, a plain minus.
  function plain(text) {
    return text.replaceAll(".", "").replace("\u2212", "-");
  }

  const collator = new Intl.Collator("da", { numeric: true });
  function sort(of, at) {
    const falls = of.headers[at].getAttribute("aria-sort") === "ascending";
    of.headers.forEach((header) => header.removeAttribute("aria-sort"));
    of.headers[at].setAttribute("aria-sort", falls ? "descending" : "ascending");
    const keyed = of.rows.map((row) => [key(row.texts[at], of.kinds[at]), row]);
    keyed.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      const order = typeof a === "number" ? a - b : collator.compare(a, b);
      return falls ? -order : order;
    });
    of.rows = keyed.map(([, row]) => row);
    of.table.tBodies[0].append(...of.rows.map(({ row }) => row));
  }

  // A choice hides the rows of another group or level; sums over all of them stay.
  function fits(of, texts) {
    const isChosen = (name) => {
      const at = of.columns[name];
      return at < 0 || chosen[name] === "" || texts[at] === chosen[name];
    };
    return isChosen("group") && isChosen("level")
      && (of.filter === "" || texts.some((text) => text.toLocaleLowerCase("da").includes(of.filter)));
  }

  function apply(of) {
    let n = 0;
    for (const row of of.rows) {
      row.shown = fits(of, row.texts);
      row.row.hidden = !row.shown;
      n += row.shown;
    }
    const told = n === of.rows.length ? "" : words.shown.replace("{n}", n).replace("{of}", of.rows.length);
    of.status.textContent = told;
  }

  function field(text, kind) {
    const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
    let written = kind === "n" ? plain(text) : text;
    if (kind === "d") written = text.split(".").reverse().map((part) => part.padStart(2, "0")).join("-");
    if (kind !== "n" && formula.test(written)) written = `'${written}`;
    return /[;"\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  }

  // The rows that are shown, in their order, as the program writes its own CSV files.
  function download(of) {
    const lines = of.rows.filter((row) => row.shown)
      .map((row) => [...row.texts, source].map((text, at) => field(text, of.kinds[at])));
    const csv = [[...of.names, words.source].map((name) => field(name, "t")), ...lines]
      .map((line) => `${line.join(";")}\r\n`).join("");
    const address = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: address, download: `${of.table.dataset.file.split("/").pop()}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  const form = document.querySelector(".choose");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => {
    chosen[event.target.dataset.choose] = event.target.value;
    for (const name of ["group", "level", "map"]) {
      for (const element of document.querySelectorAll(`[data-${name}]`)) {
        element.hidden = ["group", "level", "map"].some((by) => {
          const own = element.dataset[by];
          return own !== undefined && chosen[by] !== "" && own !== chosen[by];
        });
      }
    }
    tables.forEach(apply);
  });

  // Paper shows what the screen folds away.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open], .columns)")) {
      details.open = true;
      details.dataset.folded = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-folded]")) {
      details.open = false;
      delete details.dataset.folded;
    }
  });
})();
