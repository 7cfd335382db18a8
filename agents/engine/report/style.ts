/** The report's style sheet: light and dark by the reader's system, printable, no fonts or pictures from elsewhere. */

export const style = `
:root{color-scheme:light dark;--ground:#f7f8fa;--paper:#fff;--ink:#16191f;--soft:#5a6270;--line:#e1e5eb;--main:#1f5fd0;--other:#8b93a1;--gain:#117a4a;--loss:#b8322f;--warn:#8a5a00;--warn-ground:#fff3d6;--shade:#1f5fd012}
@media (prefers-color-scheme:dark){:root{--ground:#0f1216;--paper:#171b21;--ink:#e8ebf0;--soft:#9aa4b2;--line:#2a303a;--main:#6ea8ff;--other:#7d8796;--gain:#4cc38a;--loss:#ff7b72;--warn:#f2c14e;--warn-ground:#332a12;--shade:#6ea8ff1c}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1120px;margin:0 auto;padding:32px 20px 80px}
h1{font-size:28px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em}
h2{font-size:20px;margin:44px 0 12px;letter-spacing:-.01em}
h2:first-child{margin-top:0}
h3{font-size:16px;margin:26px 0 8px}
a{color:var(--main)}
p{margin:6px 0;max-width:84ch}
.soft{color:var(--soft)}
.small{font-size:13px}
.banner{background:var(--warn-ground);color:var(--warn);border:1px solid currentColor;border-radius:8px;padding:10px 14px;margin:18px 0;font-weight:600}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:20px 0}
.tile{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:12px 14px}
.tile b{display:block;font-size:24px;line-height:1.25;font-weight:650}
.tile span{color:var(--soft);font-size:13px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:18px 20px;margin:16px 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13.5px}
th,td{padding:6px 10px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
tr:last-child td{border-bottom:0}
.pill{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12px;font-weight:650;border:1px solid currentColor;white-space:nowrap}
.go{color:var(--gain)}.no{color:var(--loss)}
.gain{color:var(--gain)}.loss{color:var(--loss)}
code{font:12.5px/1.5 ui-monospace,"Cascadia Mono",Menlo,monospace;background:var(--ground);border:1px solid var(--line);border-radius:5px;padding:1px 5px;overflow-wrap:anywhere}
svg{display:block;width:100%;height:auto}
svg text{fill:var(--soft);font:11px system-ui,sans-serif}
.grid{stroke:var(--line);stroke-width:1}
.curve{fill:none;stroke:var(--main);stroke-width:1.8;stroke-linejoin:round}
.curve.other{stroke:var(--other);stroke-width:1.4}
.area{fill:var(--loss);fill-opacity:.18;stroke:var(--loss);stroke-width:1.2}
.shade{fill:var(--shade)}
.bar{fill:var(--main)}
.legend{display:flex;gap:18px;flex-wrap:wrap;font-size:13px;color:var(--soft);margin:4px 0 0}
.legend i{display:inline-block;width:18px;height:0;border-top:3px solid var(--main);vertical-align:middle;margin-right:6px}
.legend i.other{border-color:var(--other)}
.legend i.shaded{height:10px;border:0;background:var(--shade);outline:1px solid var(--line)}
.months td,.months th{padding:4px 6px;text-align:right;font-size:12.5px}
.months td{border:1px solid var(--paper);background:color-mix(in srgb,var(--tint,transparent) var(--depth,0%),transparent)}
.months td.up{--tint:var(--gain)}.months td.down{--tint:var(--loss)}
details{margin:10px 0}
summary{cursor:pointer;color:var(--main);font-weight:600}
ul.plain{margin:8px 0;padding-left:20px}
@media print{body{background:#fff}.card,.tile{break-inside:avoid}details{display:block}}
`;
