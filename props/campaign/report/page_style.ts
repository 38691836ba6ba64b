/**
 * The style of the page: light and dark by what the reader's system says, one column on a phone.
 *
 * @module
 */

/** Style sheet. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --dim: #5a6068; --paper: #ffffff; --panel: #f3f4f6; --line: #d4d8dd; --good: #17703f; --bad: #b42323; --a: #2459c4;
  --heat-0: #cfe0ff; --heat-1: #93b8f7; --heat-2: #5a8de8; --heat-3: #2a62c9; --heat-4: #123a86; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e7e9; --dim: #a4abb3; --paper: #16181b; --panel: #202327; --line: #40454c; --good: #4cc38a; --bad: #ff8a80; --a: #7db1ff;
  --heat-0: #1d3358; --heat-1: #28528f; --heat-2: #3a78cc; --heat-3: #76a9f2; --heat-4: #cfe0ff; } }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0 auto; max-width: 84rem; padding: 1.25rem; color: var(--ink); background: var(--paper); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--a); } .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .3rem .6rem; }
:focus-visible { outline: 3px solid var(--a); outline-offset: 2px; }
h1 { font-size: 1.6rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; } p { margin: .4rem 0; max-width: 75ch; }
.dim { color: var(--dim); } .bad { color: var(--bad); font-weight: 600; } .good { color: var(--good); }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; list-style: none; }
.cards { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.cards li { background: var(--panel); border-radius: .5rem; padding: .6rem 1rem; min-width: 9rem; flex: 1 1 9rem; }
.cards b { display: block; font-size: 1.4rem; font-variant-numeric: tabular-nums; } .cards span { color: var(--dim); font-size: .88rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 0 0 1rem; background: var(--panel); border-radius: .5rem; padding: .7rem; min-width: 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; margin: .2rem 0 .6rem; list-style: none; } .key li::before { content: ""; display: inline-block; width: .9em; height: .9em; margin-right: .4em; background: var(--heat); border: 1px solid var(--line); }
.heat-0 { --heat: var(--heat-0); } .heat-1 { --heat: var(--heat-1); } .heat-2 { --heat: var(--heat-2); } .heat-3 { --heat: var(--heat-3); } .heat-4 { --heat: var(--heat-4); }
.wide { overflow-x: auto; max-width: 100%; } .wide svg { display: block; max-width: none; } .plots .wide { max-height: 36rem; overflow-y: auto; } .plots .chart svg { width: 100%; min-width: 24rem; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th button { all: unset; cursor: pointer; font-weight: 600; padding: .2rem 0; } th button:focus-visible { outline: 3px solid var(--a); }
th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85rem; } pre { margin: 0; line-height: 1.35; } code { overflow-wrap: anywhere; } td code { overflow-wrap: normal; }
details.finding { background: var(--panel); border-radius: .5rem; margin: .6rem 0; padding: 0 .8rem; } details.finding[open] { padding-bottom: .8rem; }
summary { cursor: pointer; padding: .5rem 0; } details.finding summary { overflow-wrap: anywhere; }
details.finding section { background: var(--paper); border-radius: .4rem; padding: .5rem .7rem; margin: .6rem 0; min-width: 0; } details.finding h4 { margin: 0 0 .3rem; font-size: .9rem; }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 .8rem; }
.beside.expected { grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); } .beside p { overflow-wrap: anywhere; }
@media (min-width: 68rem) { .beside.listings { grid-template-columns: fit-content(55%) minmax(0, 1fr); } .listings pre { font-size: .78rem; } }
.verdict { border-left: .4rem solid var(--a); background: var(--panel); border-radius: .3rem; padding: .5rem 1rem; margin: .8rem 0 1rem; } .verdict strong { font-size: 1.15rem; }
.verdict.clean { border-color: var(--good); } .verdict.unexplained { border-color: var(--bad); }
.command { display: flex; gap: .5rem; align-items: start; } .command .wide { flex: 1 1 auto; min-width: 0; background: var(--paper); border-radius: .4rem; padding: .4rem .6rem; }
details.part { border-top: 1px solid var(--line); padding: .2rem 0; }
.tag { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; font-size: .82rem; white-space: nowrap; }
button.all { font: inherit; padding: .25rem .7rem; color: inherit; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; cursor: pointer; }
dt { font-weight: 600; } dd { margin: 0 0 .6rem; max-width: 75ch; }
@media (max-width: 40rem) { body { padding: .8rem; } h1 { font-size: 1.3rem; } .cards li { flex-basis: 42%; min-width: 0; } }
@media print { details.finding { break-inside: avoid; } }
`;
