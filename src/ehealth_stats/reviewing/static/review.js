// A review in a notebook: the document on the left, what the selected figure is on the right.
// Everything is text: no word of a document is ever read as markup, and nothing is fetched.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function render({ model, el }) {
  const { say, looks, reasons, language, kinds, directions } = model.get("catalog");
  let marks = new Map(); // the elements of each mark, by its id
  let pieces = []; // each text on the page, with where it begins and ends in the text of the document
  let focusFigure = false;
  const send = (action, values = {}) => {
    root.setAttribute("aria-busy", "true");
    model.send({ action, ...values });
  };
  const state = () => model.get("state");

  // --- the document -------------------------------------------------------------------------------

  const page = make("div", { class: "page", tabindex: 0, role: "region", "aria-label": say.document });

  let drawing = null; // the block that is made

  function words(line) {
    return line.map(([text, id, start, end]) => {
      const node = document.createTextNode(text);
      drawing.pieces.push({ node, start, end });
      if (!id) return node;
      // No button element: words in one can't be selected.
      const mark = make("span", { role: "button", tabindex: -1, "data-id": id, onclick: () => { if (!picked()) choose(id); } }, node);
      drawing.marks.push([id, mark]);
      return mark;
    });
  }

  function paragraph(passage) {
    const tag = passage.kind === "heading" ? "h4" : "p";
    const lead = passage.kind === "comment" ? make("b", {}, `${say.comment}: `) : null;
    return make(tag, { class: passage.kind, title: passage.place }, lead, ...words(passage.line));
  }

  function cell(tag, passages, scope) {
    return make(passages.length ? tag : "td", passages.length && scope ? { scope } : {}, ...passages.map(paragraph));
  }

  function table(block) {
    const head = (row, at) => make("tr", {}, at ? null : make("th", { scope: "col", rowspan: block.heads.length }, say.row),
      ...row.cells.map((each) => cell("th", each, "col")));
    const body = (row, at) => make("tr", {}, make("th", { scope: "row" }, row.name || String(at + 1)),
      ...row.cells.map((each) => cell("td", each)));
    return make("div", { class: "scroll" },
      make("table", {}, make("caption", {}, block.caption), make("thead", {}, ...block.heads.map(head)),
        make("tbody", {}, ...block.rows.map(body))),
      block.left_out ? make("p", { class: "note" }, block.left_out) : null);
  }

  const TOGETHER = 25; // blocks that are laid out together, where they are near what is seen
  let drawnDocument = null;
  let blocks = [];

  function drawnBlock(block, said) {
    drawing = { said, pieces: [], marks: [] };
    return Object.assign(drawing, { element: block.kind === "table" ? table(block) : paragraph(block) });
  }

  // Of a document that comes again only the blocks that are others now are made anew.
  function drawDocument() {
    if (drawnDocument === model.get("document")) return;
    drawnDocument = model.get("document");
    const before = blocks;
    blocks = drawnDocument.map((block, at) => {
      const said = JSON.stringify(block);
      return before[at]?.said === said ? before[at] : drawnBlock(block, said);
    });
    pieces = blocks.flatMap((block) => block.pieces);
    marks = new Map();
    for (const [id, mark] of blocks.flatMap((block) => block.marks)) marks.set(id, [...(marks.get(id) || []), mark]);
    if (blocks.length === before.length) blocks.forEach(({ element }, at) => { if (element !== before[at].element) before[at].element.replaceWith(element); });
    else page.replaceChildren(...blocks.map(({ element }) => element).reduce((parts, element, at) => {
      if (at % TOGETHER === 0) parts.push(make("div", { class: "part" }));
      parts[parts.length - 1].append(element);
      return parts;
    }, []));
  }

  function drawMarks() {
    const { marks: looked, selected } = state();
    const first = selected || marks.keys().next().value;
    for (const [id, buttons] of marks) {
      const [look, guess] = looked[id] || ["", false];
      const drawn = [look, guess, id === selected, id === first].join();
      for (const button of buttons) {
        if (button.drawn === drawn) continue;
        button.drawn = drawn;
        button.className = ["w", look || "plain", guess ? "guess" : "", id === selected ? "selected" : ""].join(" ").trim();
        button.setAttribute("aria-label", [button.textContent.trim(), looks[look], guess ? say.guess : ""].filter(Boolean).join(", "));
        button.setAttribute("aria-pressed", String(id === selected));
        button.tabIndex = id === first ? 0 : -1;
      }
    }
  }

  function choose(id) {
    focusFigure = true;
    send("select", { start: Number(id) });
  }

  // --- words that are selected --------------------------------------------------------------------

  // Python counts characters, a browser pairs of bytes; what is masked counts as a whole.
  const isMasked = ({ node, start, end }) => [...node.data].length !== end - start;
  const before = (piece, offset) => (isMasked(piece) ? piece.start : piece.start + [...piece.node.data.slice(0, offset)].length);
  const inside = (piece, place) => (isMasked(piece) ? 0 : [...piece.node.data].slice(0, place - piece.start).join("").length);

  function picked() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !page.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const touched = pieces.filter(({ node }) => range.intersectsNode(node));
    if (!touched.length) return null;
    const [first, last] = [touched[0], touched[touched.length - 1]];
    const start = range.startContainer === first.node ? before(first, range.startOffset) : first.start;
    const end = range.endContainer === last.node && !isMasked(last) ? before(last, range.endOffset) : last.end;
    return start < end ? { start, end } : null;
  }

  page.addEventListener("mousedown", () => document.addEventListener("mouseup", () => {
    const found = picked();
    if (found) {
      focusFigure = true;
      send("words", found);
    }
  }, { once: true }));

  function highlighted() {
    const [start, end] = state().words;
    const touched = marks.has(state().selected) || start === undefined ? [] : pieces.filter((piece) => piece.end > start && piece.start < end);
    if (!touched.length) return null;
    const range = document.createRange();
    const [first, last] = [touched[0], touched[touched.length - 1]];
    range.setStart(first.node, inside(first, Math.max(start, first.start)));
    range.setEnd(last.node, isMasked(last) ? last.node.length : inside(last, Math.min(end, last.end)));
    return range;
  }

  function drawWords() {
    const range = highlighted();
    if (window.Highlight) {
      if (range) CSS.highlights.set("es-review-words", new Highlight(range));
      else CSS.highlights.delete("es-review-words");
    }
    if (range) scrollTo(range.getBoundingClientRect());
    return range;
  }

  function step(from, by) {
    const ids = [...marks.keys()];
    const next = ids[Math.min(Math.max(ids.indexOf(from) + by, 0), ids.length - 1)];
    const button = next && marks.get(next)[0];
    if (button) button.focus();
  }

  function show(id, takeFocus) {
    const button = (marks.get(id) || [])[0];
    if (!button) return;
    scrollTo(button.getBoundingClientRect());
    if (takeFocus) button.focus({ preventScroll: true });
  }

  function scrollTo(at) {
    const frame = page.getBoundingClientRect();
    if (at.top < frame.top + 40 || at.bottom > frame.bottom - 40) {
      page.scrollTop += at.top - frame.top - page.clientHeight / 3;
    }
  }

  // --- what the selected figure is ----------------------------------------------------------------

  const panel = make("div", { class: "panel", role: "region", "aria-label": say.figure });
  let counter = 0;

  let drawn = null; // the figure that the panel shows
  let replacing = false; // what is taken from the page loses the focus, and nobody left it

  function change(key, value) {
    if (replacing) return;
    delete document.activeElement?.dataset.typed;
    send("change", { key, value });
  }

  // An answer that comes while somebody types leaves what is typed.
  panel.addEventListener("input", (event) => { event.target.dataset.typed = ""; });

  function type(input, text) {
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // --- a new indicator ----------------------------------------------------------------------------

  const NEW = "\u0000new"; // no code of a list
  let form = null;

  function openForm(label) {
    const labelled = (name, control) => make("div", { class: "field" }, make("label", { for: control.id }, name), make("div", { class: "control" }, control));
    const listed = (id, choices) => make("select", { id, "data-key": id }, ...choices.map(([code, text]) => make("option", { value: code }, text)));
    const known = make("datalist", { id: "es-new-units" }, ...model.get("catalog").units.map((unit) => make("option", { value: unit })));
    const name = make("input", { type: "text", id: "es-new-label", "data-key": "es-new-label", value: label });
    const unit = make("input", { type: "text", id: "es-new-unit", "data-key": "es-new-unit", value: state().panel.new.unit, list: known.id });
    const [kind, direction] = [listed("es-new-kind", kinds), listed("es-new-direction", directions)];
    const add = () => send("new_indicator", { label: name.value, unit: unit.value, kind: kind.value, direction: direction.value });
    const shut = () => { form = null; drawPanel(); focusField("indicator"); };
    form = { about: state().selected, element: make("div", { class: "new", role: "group", "aria-label": say.new_indicator,
      onkeydown: (event) => {
        if (event.key === "Escape") { event.stopPropagation(); shut(); }
        else if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); event.stopPropagation(); add(); }
      } },
    make("h5", {}, say.new_indicator), labelled(say.new_label, name), labelled(say.new_unit, unit), known,
    labelled(say.new_kind, kind), labelled(say.new_direction, direction),
    make("div", { class: "ways" }, make("button", { type: "button", "data-do": "add", onclick: add }, say.new_add),
      make("button", { type: "button", "data-do": "shut", onclick: shut }, say.new_cancel))) };
    drawPanel();
    (label ? unit : name).focus();
  }

  function focusField(key) {
    (panel.querySelector(`[data-key="${CSS.escape(key)}"]`) || panel.querySelector(".keep") || page).focus({ preventScroll: true });
  }

  // It is closed when what it adds is there, or something else is looked at.
  function closeForm() {
    const wasAdded = form && drawnLists && drawnLists !== model.get("catalog").lists;
    if (form && (wasAdded || form.about !== state().selected || !state().panel)) {
      const hadFocus = form.element.contains(document.activeElement);
      form = null;
      if (wasAdded && hadFocus) wanted = "indicator";
    }
    drawnLists = model.get("catalog").lists;
  }

  let drawnLists = null;
  let wanted = ""; // the field that gets the focus when the panel is drawn

  function search(field, id) {
    const list = make("ul", { role: "listbox", id: `${id}-list`, "aria-label": field.label, hidden: true });
    const input = make("input", {
      type: "text", id, value: field.shown, role: "combobox", autocomplete: "off", placeholder: say.search, "data-key": field.key,
      "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
    });
    let found = [];
    let at = -1;
    const close = () => {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const pick = (code) => {
      close();
      if (code === NEW) openForm(input.value === field.shown ? "" : input.value);
      else change(field.key, code);
    };
    const mark = () => {
      [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      if (at >= 0 && list.children[at]) {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    };
    const open = () => {
      const wanted = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const hits = (each) => wanted.every((word) => each[1].toLowerCase().includes(word) || each[2].includes(word));
      found = model.get("catalog").lists[field.list].filter(hits).slice(0, 12);
      if (field.list === "indicators") found.push([NEW, say.new_indicator]);
      at = found.length ? 0 : -1;
      list.replaceChildren(...(found.length ? found : [["", say.no_hit]]).map(([code, label], number) => make("li", {
        role: "option", id: `${id}-${number}`, "aria-selected": "false", "aria-disabled": code ? false : "true",
        onmousedown: (event) => { event.preventDefault(); if (code) pick(code); },
      }, label)));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark();
    };
    input.addEventListener("input", open);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => {
      if (!list.hidden) input.value = field.shown;
      if (input.value === "" && field.value) change(field.key, "");
      close();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open();
        else at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
        mark();
      } else if (event.key === "Enter" && !list.hidden && at >= 0) {
        event.preventDefault();
        pick(found[at][0]);
      } else if (event.key === "Enter" && !input.value && field.value) {
        change(field.key, "");
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        input.value = field.shown;
        close();
      }
    });
    return [input, list];
  }

  const MOST_CHIPS = 6; // choices that are shown side by side

  function field(each) {
    const id = `es-${counter++}`;
    let controls;
    if (each.choices.length && each.choices.length <= MOST_CHIPS) {
      controls = [make("div", { class: "ways", role: "group", "aria-label": each.label }, ...each.choices.map(([code, label]) =>
        make("button", { type: "button", "data-quick": `${each.key}=${code}`, "aria-pressed": String(code === each.value),
          onclick: () => change(each.key, code) }, label)))];
      return make("div", { class: "field" }, make("span", { class: "label" }, each.label), make("div", { class: "control" }, ...controls));
    }
    if (each.choices.length) {
      const options = each.choices.map(([code, label]) => make("option", { value: code, selected: code === each.value }, label));
      if (!each.choices.some(([code]) => code === each.value)) options.unshift(make("option", { value: "", selected: true }, "–"));
      controls = [make("select", { id, "data-key": each.key, onchange: (event) => change(each.key, event.target.value) }, ...options)];
    } else if (each.list) {
      controls = search(each, id);
    } else {
      let sent = each.shown;
      const apply = (event) => {
        if (event.target.value === sent) return;
        sent = event.target.value;
        change(each.key, sent);
      };
      controls = [make("input", { type: "text", id, value: each.shown, "data-key": each.key, onblur: apply,
        onkeydown: (event) => { if (event.key === "Enter") apply(event); } })];
    }
    const quick = each.quick.filter(([code]) => code !== each.value);
    const near = quick.length ? make("div", { class: "quick", role: "group", "aria-label": `${say.quick}: ${each.label}` },
      ...quick.map(([code, label]) => make("button", { type: "button", "data-quick": `${each.key}=${code}`,
        onclick: () => change(each.key, code) }, label))) : null;
    return make("div", { class: "field" }, make("label", { for: id }, each.label), make("div", { class: "control" }, ...controls, near));
  }

  let moreIsOpen = false;

  function more(fields) {
    if (!fields.length) return null;
    return make("details", { class: "more", open: moreIsOpen, ontoggle: (event) => { moreIsOpen = event.target.open; } },
      make("summary", {}, say.more_fields), ...fields.map(field));
  }

  function listed(title, lines, extra) {
    if (!lines.length && !extra) return null;
    return make("div", { class: "listed" }, make("h5", {}, title), make("ul", {}, ...lines.map((line) => make("li", {}, line))),
      extra ? make("p", {}, extra) : null);
  }

  function drawPreview(shown) {
    return make("div", { class: "preview" }, listed(say.rows, shown.rows, shown.more), listed(say.totals, shown.totals),
      listed(say.appearing, shown.appearing), listed(say.leaving, shown.leaving),
      shown.again ? make("p", { class: "caution" }, shown.again) : null, make("p", {}, shown.open));
  }

  function drawPanel() {
    const focused = document.activeElement && panel.contains(document.activeElement) ? document.activeElement : null;
    const key = focused && (focused.dataset.key || focused.dataset.way || focused.dataset.quick || focused.dataset.do);
    const { panel: now, selected } = state();
    const typed = focused && "typed" in focused.dataset && selected === drawn ? focused.value : null;
    if (selected !== drawn) panel.scrollTop = 0;
    drawn = selected;
    replacing = true;
    if (!now) {
      panel.replaceChildren(make("p", {}, say.none_selected), make("p", {}, say.select_words));
    } else {
      const ways = make("div", { class: "ways", role: "group", "aria-label": say.take }, ...now.ways.map(([way, label, active]) =>
        make("button", { type: "button", "data-way": way, "aria-pressed": String(active), onclick: () => send("take", { way }) }, label)));
      const aside = now.aside ? make("div", { class: "aside", role: "group", "aria-label": say.no_quantity },
        make("h5", {}, say.no_quantity), ...reasons.map(([reason, label, contact]) => make("button", { type: "button", "data-reason": reason,
          onclick: () => { focusFigure = true; send(contact ? "contact" : "no_quantity", { reason }); } }, label))) : null;
      const parts = [
        make("h4", {}, now.text ? `${now.section}: ` : now.section, now.text ? make("q", {}, now.text) : null),
        now.where ? make("p", { class: "where" }, now.where) : null,
        make("button", { type: "button", class: "keep", "data-do": "keep", disabled: Boolean(now.refused), onclick: keep }, `${say.keep} ↵`),
        now.refused ? make("p", { class: "refused" }, `${say.refused}: ${now.refused.text}`) : null,
        now.ways.length > 1 ? ways : null,
        now.preview ? drawPreview(now.preview) : null,
        form ? form.element : null,
        make("div", { class: "fields" }, ...now.fields.filter((each) => !each.rare).map(field)), more(now.fields.filter((each) => each.rare)), aside];
      panel.replaceChildren(...parts.filter(Boolean));
    }
    replacing = false;
    if (wanted) {
      focusField(wanted);
      wanted = "";
      return;
    }
    if (key) {
      const again = [...panel.querySelectorAll("[data-key],[data-way],[data-quick],[data-do]")].find((each) =>
        [each.dataset.key, each.dataset.way, each.dataset.quick, each.dataset.do].includes(key));
      const field = key.includes("=") && panel.querySelector(`[data-key="${CSS.escape(key.split("=")[0])}"]`);
      (again || field || panel.querySelector(".keep") || page).focus({ preventScroll: true });
      if (again && typed !== null) type(again, typed);
    }
  }

  function keep() {
    focusFigure = true;
    send("keep");
  }

  // --- the line above, and the list of entries ----------------------------------------------------

  const bar = make("div", { class: "bar", role: "toolbar", "aria-label": say.title });
  const notice = make("p", { class: "notice", role: "status" });
  const entries = make("details", { class: "entries", ontoggle: () => drawEntries() });
  let drawnEntries = "";
  const entryList = make("ol", {});
  entries.append(make("summary", {}, say.entries), entryList);
  const counted = make("span", { class: "count" });
  const saved = make("span", { class: "saved" });
  const tools = Object.fromEntries([["next", "n"], ["undo", "u"], ["redo", "r"], ["save", "s"]].map(([action, letter]) =>
    [action, make("button", { type: "button", "data-do": action, "aria-keyshortcuts": letter, onclick: () => act(action) }, say[action])]));
  const reload = make("button", { type: "button", "data-do": "reload", onclick: () => act("reload") }, say.reload);
  const earlier = make("span", { class: "earlier" });
  bar.append(counted, ...Object.values(tools), reload, earlier, saved);

  function act(action) {
    focusFigure = ["next", "undo", "redo"].includes(action) && page.contains(document.activeElement);
    if (action === "next") focusFigure = true;
    send(action);
  }

  function drawBar() {
    const now = state();
    counted.textContent = now.progress;
    tools.undo.disabled = !now.undo;
    tools.redo.disabled = !now.redo;
    tools.save.disabled = now.saved || now.changed_on_disk;
    reload.hidden = !now.changed_on_disk;
    saved.textContent = now.saved ? say.is_saved : say.unsaved;
    earlier.replaceChildren(...now.earlier.map((id) => make("button", { type: "button", "data-earlier": id,
      onclick: () => { focusFigure = true; send("follow", { id }); } }, `${say.same_as} ${id}`)));
    const told = now.changed_on_disk ? { text: say.changed_on_disk, error: true } : now.notice;
    notice.textContent = told ? told.text : "";
    notice.classList.toggle("error", Boolean(told && told.error));
    drawEntries();
  }

  // The list is long, and seldom open.
  function drawEntries() {
    const listed = JSON.stringify(state().entries);
    if (!entries.open || listed === drawnEntries) return;
    drawnEntries = listed;
    entryList.replaceChildren(...state().entries.map((each) => make("li", {},
      make("button", { type: "button", class: "jump", onclick: () => send("jump", { position: each.position }) },
        `${each.section}: ${each.title}`, each.guess ? make("em", {}, ` (${say.guess})`) : null),
      each.fixed ? null : make("button", { type: "button", class: "delete", "aria-label": `${say.delete}: ${each.section}, ${each.title}`,
        onclick: () => send("delete", { position: each.position }) }, say.delete))));
  }

  // --- keys ---------------------------------------------------------------------------------------

  const LETTERS = { n: () => act("next"), u: () => act("undo"), r: () => act("redo"), s: () => act("save"),
    f: () => (panel.querySelector("[data-key]") || panel).focus(), d: () => (page.querySelector("[tabindex='0']") || page).focus(),
    x: () => { const first = panel.querySelector("[data-reason]"); if (first) first.focus(); } };

  function pressed(event) {
    const typing = event.target.matches("input, select");
    const arrow = /^Arrow(Right|Down|Left|Up)$/.test(event.key);
    const inPage = event.target === page || event.target.matches(".w");
    if (event.shiftKey && arrow && inPage && !event.ctrlKey && !event.metaKey) {
      const isLine = ["ArrowDown", "ArrowUp"].includes(event.key);
      page.focus({ preventScroll: true });
      send("extend", { edge: isLine ? (event.altKey ? "lines" : "line") : event.altKey ? "start" : "end", by: ["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1 });
    } else if (event.key === "Escape") {
      (page.querySelector(".selected") || page).focus();
    } else if (event.ctrlKey || event.metaKey || event.altKey || typing) {
      return;
    } else if (event.target.matches(".w") && ["Enter", " "].includes(event.key)) {
      if (event.target.dataset.id === state().selected) keep();
      else choose(event.target.dataset.id);
    } else if (event.target.matches(".w") && arrow) {
      step(event.target.dataset.id, ["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1);
    } else if (event.target === page && event.key === "Enter") {
      keep();
    } else if (LETTERS[event.key]) {
      LETTERS[event.key]();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const root = make("div", { class: "es-review", lang: language, "data-lm-suppress-shortcuts": "true", onkeydown: pressed },
    bar, notice, make("div", { class: "sides" }, page, panel), entries,
    make("details", { class: "help" }, make("summary", {}, say.keys), make("p", {}, say.keys_help)));
  el.replaceChildren(root);

  // A new document comes with a new state, in any order: the state draws both, and the focus is set once.
  function drawState() {
    drawDocument();
    drawMarks();
    drawBar();
    closeForm();
    drawPanel();
    const range = drawWords();
    if (range && focusFigure) page.focus({ preventScroll: true });
    else if (state().selected) show(state().selected, focusFigure);
    else if (focusFigure) (panel.querySelector(".keep") || page).focus({ preventScroll: true });
    focusFigure = false;
    root.setAttribute("aria-busy", "false");
    root.dataset.answers = state().answers || 0;
  }

  drawState();
  model.on("change:state", drawState);
  return () => model.off("change:state", drawState);
}

export default { render };
