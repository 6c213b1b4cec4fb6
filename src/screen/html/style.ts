/** The page's looks, light or dark as the reader's system is. Nothing is loaded from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --text: #1f2328; --faint: #59636e; --line: #d1d9e0;
  --card: #f6f8fa; --known: #1a7f37; --fading: #bf8700; --due: #0969da; --none: #e6eaef; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0d1117; --text: #e6edf3; --faint: #9198a1; --line: #3d444d;
    --card: #151b23; --known: #3fb950; --fading: #d29922; --due: #4493f8; --none: #262c36; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 58rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; }
p { margin: .25rem 0 .75rem; max-width: 42rem; }
.faint, caption, footer { color: var(--faint); }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
dl div { flex: 1 1 8rem; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
dt { color: var(--faint); font-size: .875rem; }
dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .25rem 0 .5rem; }
td { white-space: nowrap; } .words td { white-space: normal; }
th, td { text-align: right; padding: .4rem .5rem; border-top: 1px solid var(--line); vertical-align: middle; }
th:first-child { text-align: left; font-weight: 500; padding-left: 0; }
thead th { color: var(--faint); font-weight: 400; font-size: .875rem; border-top: 0; vertical-align: bottom; }
.key.scale { gap: .5rem; } .key.scale svg { margin: 0; }
.words td { text-align: left; }
.words th:last-child { text-align: left; }
svg { display: block; max-width: 100%; height: auto; }
td svg { display: inline-block; vertical-align: middle; }
svg text { fill: var(--faint); font-size: 10px; font-family: inherit; }
.known { fill: var(--known); } .rest { fill: var(--none); } .bar { fill: var(--due); }
.hatch { stroke: var(--fading); stroke-width: 2.5; } .edge { fill: none; stroke: var(--fading); }
.l1 { fill: var(--known); fill-opacity: .35; } .l2 { fill: var(--known); fill-opacity: .55; }
.l3 { fill: var(--known); fill-opacity: .75; } .l4 { fill: var(--known); } .l0 { fill: var(--none); }
.gap { stroke: var(--page); stroke-width: 5; fill: none; }
.axis { stroke: var(--line); } .ideal { stroke: var(--faint); stroke-dasharray: 3 3; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: .5rem 0; list-style: none; font-size: .875rem; }
.key svg { display: inline-block; vertical-align: -1px; margin-right: .4rem; }
summary { cursor: pointer; color: var(--faint); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; font-size: .875rem; }
@media print { body { max-width: none; padding: 0; } section { break-inside: avoid; } }
`;
