/**
 * A plot of lines over one axis with a logarithmic other one, as SVG.
 *
 * @module
 */

/** One line of a plot; y values that are 0 are left out. */
export interface PlotLine {
  readonly label: string;
  readonly color: string;
  /** `stroke-dasharray`; empty for a solid line. */
  readonly dash: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What a plot shows. */
export interface Plot {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xTicks: readonly number[];
  /** Powers of ten from the lowest to the highest. */
  readonly yFrom: number;
  readonly yTo: number;
  readonly lines: readonly PlotLine[];
}

const WIDTH = 900;
const HEIGHT = 560;
const LEFT = 80;
const RIGHT = 250;
const TOP = 50;
const BOTTOM = 60;

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** The plot as an SVG document. */
export function plotSvg(plot: Plot): string {
  const xs = plot.lines.flatMap(({ points }) => points.map(([x]) => x));
  const xFrom = Math.min(...xs);
  const xTo = Math.max(...xs);
  const px = (x: number): number => LEFT + ((x - xFrom) / Math.max(xTo - xFrom, 1e-9)) * (WIDTH - LEFT - RIGHT);
  const py = (y: number): number =>
    HEIGHT - BOTTOM - ((Math.log10(y) - plot.yFrom) / (plot.yTo - plot.yFrom)) * (HEIGHT - TOP - BOTTOM);
  const text = (x: number, y: number, anchor: string, body: string, more = ""): string =>
    `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${more}>${escape(body)}</text>`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" ` +
    `font-family="sans-serif" font-size="13" fill="#222">`,
    `<title>${escape(plot.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(LEFT, 28, "start", plot.title, ' font-size="17"'),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, "middle", plot.xLabel),
    text(
      22,
      (TOP + HEIGHT - BOTTOM) / 2,
      "middle",
      plot.yLabel,
      ` transform="rotate(-90 22 ${(TOP + HEIGHT - BOTTOM) / 2})"`,
    ),
  ];
  for (let power = plot.yFrom; power <= plot.yTo; power++) {
    const y = py(10 ** power);
    parts.push(`<path d="M${LEFT} ${y.toFixed(1)}H${WIDTH - RIGHT}" stroke="#ddd"/>`);
    parts.push(text(LEFT - 8, y + 4, "end", power === 0 ? "1" : `1e${power}`));
  }
  for (const tick of plot.xTicks) {
    parts.push(`<path d="M${px(tick).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}" stroke="#eee"/>`);
    parts.push(text(px(tick), HEIGHT - BOTTOM + 20, "middle", String(tick)));
  }
  plot.lines.forEach(({ label, color, dash, points }, index) => {
    const shown = points.filter(([, y]) => y >= 10 ** plot.yFrom);
    const path = shown.map(([x, y], i) => `${i === 0 ? "M" : "L"}${px(x).toFixed(1)} ${py(y).toFixed(1)}`).join("");
    const style = `fill="none" stroke="${color}" stroke-width="1.8"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}`;
    if (path !== "") parts.push(`<path d="${path}" ${style}/>`);
    const y = TOP + 10 + 24 * index;
    const x = WIDTH - RIGHT + 20;
    parts.push(`<path d="M${x} ${y}h30" ${style}/>`, text(x + 40, y + 4, "start", label));
  });
  parts.push("</svg>");
  return `${parts.join("\n")}\n`;
}
