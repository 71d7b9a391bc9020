"use strict";
// The graph stands in the page as JSON: nodes [kind, id, label, x, y, width, height, attributes] and edges
// [source, predicate, target, evidence], evidence [source, start, end, text]; numbers point into the lists beside them.
// Nothing is ever put into the page as markup: text goes through textContent and fillText alone.
(() => {
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const { nodes, edges, kinds, predicates, sources, names } = graph;
  const [KIND, ID, LABEL, X, Y, W, H, ATTRIBUTES] = [0, 1, 2, 3, 4, 5, 6, 7];
  const canvas = document.getElementById("map");
  const pen = canvas.getContext("2d");
  const panel = document.getElementById("panel");
  const query = document.getElementById("query");
  const shown = new Set(kinds.map((_, i) => i));
  const view = { x: 0, y: 0, scale: 1 };
  const MOST = 60;
  const LINEAGE_DRAWN = 3000;
  const MARGIN = 56; // the height of the bar over the map
  let chosen = -1;

  const out = nodes.map(() => []);
  const into = nodes.map(() => []);
  edges.forEach((edge, i) => { out[edge[0]].push(i); into[edge[2]].push(i); });
  const lineage = edges.filter((edge) => nodes[edge[0]][KIND] === nodes[edge[2]][KIND] && predicates[edge[1]].lineage);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const folded = nodes.map((node) => fold(`${node[LABEL]} ${node[ID]} ${node[ATTRIBUTES].title || ""} ${node[ATTRIBUTES].text || ""}`));

  const labels = nodes.map((node) => fold(node[LABEL]));

  // --- drawing

  function near(index) {
    const found = new Set([index]);
    for (const i of out[index]) found.add(edges[i][2]);
    for (const i of into[index]) found.add(edges[i][0]);
    return found;
  }

  function middle(node) { return [node[X] + node[W] / 2, node[Y] + node[H] / 2]; }

  function drawEdge(edge, colour, width) {
    const [source, target] = [nodes[edge[0]], nodes[edge[2]]];
    if (!shown.has(source[KIND]) || !shown.has(target[KIND])) return;
    const [[ax, ay], [bx, by]] = [middle(source), middle(target)];
    const bend = (ay + by) / 2;
    pen.beginPath();
    pen.strokeStyle = colour;
    pen.lineWidth = width / view.scale;
    pen.moveTo(ax, ay);
    pen.bezierCurveTo(ax, bend, bx, bend, bx, by);
    pen.stroke();
  }

  function fit(text, width) {
    const letters = Math.max(1, Math.floor(width / 6.8));
    return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
  }

  function drawNode(node, index, lit) {
    pen.globalAlpha = lit === null || lit.has(index) ? 1 : 0.18;
    pen.fillStyle = kinds[node[KIND]].colour;
    pen.fillRect(node[X], node[Y], node[W], node[H]);
    pen.lineWidth = (index === chosen ? 4 : node[ATTRIBUTES].held ? 2 : 1) / Math.max(view.scale, 0.3);
    pen.strokeStyle = index === chosen ? "#b3261e" : node[ATTRIBUTES].held ? "#222" : "#8a8f94";
    pen.strokeRect(node[X], node[Y], node[W], node[H]);
    if (view.scale > 0.45) {
      pen.fillStyle = "#1d2329";
      pen.fillText(fit(node[LABEL], node[W] - 10), node[X] + 6, node[Y] + 17);
      if (node[H] > 40) pen.fillText(fit(node[ATTRIBUTES].issuer || "", node[W] - 10), node[X] + 6, node[Y] + 33);
      if (node[H] > 40) pen.fillText(fit(node[ATTRIBUTES].title || "", node[W] - 10), node[X] + 6, node[Y] + 49);
    }
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    pen.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
    pen.font = "12px system-ui, sans-serif";
    const lit = chosen < 0 ? null : near(chosen);
    pen.globalAlpha = lit ? 0.25 : 0.8;
    if (lineage.length <= LINEAGE_DRAWN) for (const edge of lineage) drawEdge(edge, "#8fa3b5", 1);
    pen.globalAlpha = 1;
    if (lit) for (const i of [...out[chosen], ...into[chosen]]) drawEdge(edges[i], "#0b57a4", 1.6);
    const [left, top] = [-view.x / view.scale, -view.y / view.scale];
    const [right, bottom] = [left + width / view.scale, top + height / view.scale];
    nodes.forEach((node, i) => {
      const inside = node[X] < right && node[X] + node[W] > left && node[Y] < bottom && node[Y] + node[H] > top;
      if (inside && shown.has(node[KIND])) drawNode(node, i, lit);
    });
    pen.globalAlpha = 1;
  }

  let waiting = false;
  function redraw() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }

  // --- moving

  function zoom(factor, x, y) {
    const scale = Math.min(4, Math.max(0.01, view.scale * factor));
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    redraw();
  }

  function whole() {
    const [width, height] = [canvas.clientWidth - 24, canvas.clientHeight - MARGIN - 24];
    view.scale = Math.max(0.01, Math.min(width / graph.width, height / graph.height, 1.5));
    view.x = (canvas.clientWidth - graph.width * view.scale) / 2;
    view.y = MARGIN + (height - graph.height * view.scale) / 2;
    redraw();
  }

  function moveTo(index) {
    const [x, y] = middle(nodes[index]);
    view.scale = Math.max(view.scale, 0.7);
    view.x = canvas.clientWidth / 2 - x * view.scale;
    view.y = canvas.clientHeight / 2 - y * view.scale;
  }

  function at(x, y) {
    const [mapX, mapY] = [(x - view.x) / view.scale, (y - view.y) / view.scale];
    const hit = (node) => mapX >= node[X] && mapX <= node[X] + node[W] && mapY >= node[Y] && mapY <= node[Y] + node[H];
    return nodes.findIndex((node) => shown.has(node[KIND]) && hit(node));
  }

  const pointers = new Map();
  let moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    moved = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = [event.offsetX, event.offsetY];
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const far = (place) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
      zoom(far(now) / far(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    } else {
      view.x += now[0] - before[0];
      view.y += now[1] - before[1];
    }
    moved += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
    pointers.set(event.pointerId, now);
    redraw();
  });
  canvas.addEventListener("pointerup", (event) => {
    pointers.delete(event.pointerId);
    if (moved < 5) choose(at(event.offsetX, event.offsetY), false);
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
  }, { passive: false });
  const centre = () => [canvas.clientWidth / 2, canvas.clientHeight / 2];
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.key in steps) { view.x += steps[event.key][0]; view.y += steps[event.key][1]; redraw(); }
    else if (event.key === "+" || event.key === "=") zoom(1.25, ...centre());
    else if (event.key === "-") zoom(0.8, ...centre());
    else if (event.key === "Escape") choose(-1, false);
    else return;
    event.preventDefault();
  });
  document.getElementById("whole").addEventListener("click", whole);
  document.getElementById("in").addEventListener("click", () => zoom(1.25, ...centre()));
  document.getElementById("out").addEventListener("click", () => zoom(0.8, ...centre()));
  new ResizeObserver(redraw).observe(canvas);

  // --- the panel

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function link(index) {
    const button = element("button", nodes[index][LABEL]);
    button.type = "button";
    button.addEventListener("click", () => choose(index, true));
    return button;
  }

  function list(rows) {
    const made = element("ul");
    const more = (from) => {
      for (const row of rows.slice(from, from + MOST)) made.append(row());
      if (from + MOST >= rows.length) return;
      const item = element("li");
      const button = element("button", `Hiện thêm (còn ${rows.length - from - MOST})`);
      button.type = "button";
      button.addEventListener("click", () => { item.remove(); more(from + MOST); });
      item.append(button);
      made.append(item);
    };
    more(0);
    return made;
  }

  function relation(edge, other) {
    return () => {
      const item = element("li");
      item.append(link(other));
      for (const [source, start, end, text] of edge[3].slice(0, 3)) {
        item.append(element("blockquote", `“${text}”`), element("div", `${sources[source]}: ${start}–${end}`, "quiet"));
      }
      if (edge[3].length > 3) item.append(element("div", `và ${edge[3].length - 3} chỗ khác`, "quiet"));
      return item;
    };
  }

  function relations(index) {
    const parts = [];
    for (const [ends, end, verb] of [[out, 2, "vi"], [into, 0, "reverse"]]) {
      const groups = new Map();
      for (const i of ends[index]) {
        const group = groups.get(edges[i][1]) || [];
        group.push(relation(edges[i], edges[i][end]));
        groups.set(edges[i][1], group);
      }
      for (const [predicate, rows] of groups) {
        parts.push(element("h3", `${predicates[predicate][verb]} (${rows.length})`), list(rows));
      }
    }
    return parts;
  }

  function describe(index) {
    const node = nodes[index];
    const facts = element("dl");
    for (const [name, value] of Object.entries(node[ATTRIBUTES])) {
      facts.append(element("dt", names[name] || name), element("dd", value === true ? "có" : value === false ? "không" : String(value)));
    }
    panel.replaceChildren(
      element("div", kinds[node[KIND]].vi, "quiet"), element("h2", node[LABEL]), element("div", node[ID], "quiet"),
      facts, ...relations(index),
    );
    panel.scrollTop = 0;
  }

  function results() {
    const words = fold(query.value).split(/\s+/).filter(Boolean);
    const found = words.length
      ? nodes.map((_, i) => i).filter((i) => shown.has(nodes[i][KIND]) && words.every((word) => folded[i].includes(word)))
      : [];
    const whole = words.join(" ");
    const rank = (i) => { const place = labels[i].indexOf(whole); return place < 0 ? 1e6 : place; };
    found.sort((a, b) => rank(a) - rank(b) || nodes[a][KIND] - nodes[b][KIND] || a - b);
    const rows = found.map((i) => () => {
      const item = element("li");
      item.append(link(i), element("span", ` ${kinds[nodes[i][KIND]].vi}`, "quiet"));
      return item;
    });
    const heading = words.length ? `Tìm thấy ${found.length}` : "Đồ thị";
    const counts = kinds.map((kind, i) => `${kind.vi}: ${nodes.filter((node) => node[KIND] === i).length}`).join(", ");
    panel.replaceChildren(
      element("h1", heading), ...(words.length ? [list(rows)] : [element("p", `${counts}; quan hệ: ${edges.length}.`),
        element("p", "Bấm vào một ô, hoặc tìm theo tên, số văn bản, nội dung nhiệm vụ.", "quiet")]),
    );
  }

  function choose(index, move) {
    chosen = index;
    if (index < 0) results();
    else {
      shown.add(nodes[index][KIND]);
      boxes[nodes[index][KIND]].checked = true;
      if (move) moveTo(index);
      describe(index);
    }
    redraw();
  }

  const boxes = kinds.map((kind, i) => {
    const label = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) shown.add(i); else shown.delete(i);
      redraw();
    });
    const swatch = element("canvas", undefined, "swatch");
    swatch.width = swatch.height = 1;
    const ink = swatch.getContext("2d");
    ink.fillStyle = kind.colour;
    ink.fillRect(0, 0, 1, 1);
    label.append(box, swatch, element("span", kind.vi));
    if (nodes.some((node) => node[KIND] === i)) document.getElementById("kinds").append(label);
    return box;
  });
  query.addEventListener("input", () => { chosen = -1; results(); redraw(); });
  results();
  whole();
})();
