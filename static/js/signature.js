/* Signing with a finger or a pen: draws on a sheet of 600 by 200 and sends the strokes as the path of an SVG picture.
   Without this file the name is typed. */

(() => {
  "use strict";

  const sheet = document.querySelector("[data-signature]");
  const path = document.getElementById("id_signature");
  if (!sheet || !path) return;

  const LONGEST = 20000;
  const canvas = sheet.querySelector("canvas");
  const pen = canvas.getContext("2d");
  let strokes = [];
  let stroke = null;

  const between = (number, most) => Math.min(Math.max(Math.round(number), 0), most);
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [
      between(((event.clientX - box.left) / box.width) * canvas.width, canvas.width),
      between(((event.clientY - box.top) / box.height) * canvas.height, canvas.height),
    ];
  };
  const toPath = () =>
    strokes
      .filter((points) => points.length > 1)
      .map((points) => `M${points.map((point) => point.join(" ")).join("L")}`)
      .join("");
  const draw = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
    for (const points of strokes) {
      pen.beginPath();
      points.forEach((point, number) => (number ? pen.lineTo(...point) : pen.moveTo(...point)));
      pen.stroke();
    }
    sheet.classList.toggle("is-signed", strokes.length > 0);
  };
  const add = (event) => {
    const [x, y] = at(event);
    const last = stroke.at(-1);
    if (!last || Math.abs(last[0] - x) + Math.abs(last[1] - y) > 1) stroke.push([x, y]);
    draw();
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (path.value.length > LONGEST * 0.9) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    stroke = [];
    strokes.push(stroke);
    add(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke) return;
    // All the points since the last frame, where the browser tells them: a quick hand stays round.
    const points = event.getCoalescedEvents?.() ?? [];
    for (const point of points.length ? points : [event]) add(point);
  });
  const lift = () => {
    stroke = null;
    const drawn = toPath();
    if (drawn.length > LONGEST) strokes.pop();
    path.value = toPath();
    draw();
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  sheet.querySelector("button").addEventListener("click", () => {
    strokes = [];
    lift();
  });

  // What was drawn before an error came back stays on the sheet.
  strokes = path.value
    .split("M")
    .filter(Boolean)
    .map((points) => points.split("L").map((point) => point.split(" ").map(Number)));
  sheet.hidden = false;
  draw();
})();
