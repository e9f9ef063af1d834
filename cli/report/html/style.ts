/** How the page looks: light and dark, on paper, on a phone. Every colour of a text has 4.5 to 1 against what is behind it. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1b2330;--dim:#566072;--line:#d9dee6;--link:#0b5cad;
--good:#116329;--good-bg:#dcf4e2;--warning:#7a4b00;--warning-bg:#fdeccb;--bad:#a30f1b;--bad-bg:#fde3e3;--plain-bg:#e9edf3;--code:#eef1f5}
@media (prefers-color-scheme:dark){:root{--page:#11151c;--card:#1a202a;--text:#e6eaf0;--dim:#a3adbc;--line:#323b49;--link:#7db8ff;
--good:#7ee2a0;--good-bg:#123322;--warning:#f5c76b;--warning-bg:#3a2a08;--bad:#ff9c9c;--bad-bg:#451a1d;--plain-bg:#2a3240;--code:#242c38}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
footer{padding-bottom:3rem;color:var(--dim);font-size:.85rem}
.from{margin:0;color:var(--dim);font-size:.85rem;font-weight:600}
h1{margin:.25rem 0 .25rem;font-size:1.9rem;line-height:1.2;letter-spacing:-.015em}
h2{margin:2rem 0 .6rem;font-size:1.15rem;overflow-wrap:anywhere}
h2 small{margin-left:.5rem;color:var(--dim);font-size:.9rem;font-weight:400}
h1.good{color:var(--good)}h1.warning{color:var(--warning)}h1.bad{color:var(--bad)}
.about{margin:0;font-size:1.05rem}
.notes{margin:.75rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.4rem .5rem}
.notes li{padding:.2rem .65rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);color:var(--dim);font-size:.9rem;overflow-wrap:anywhere}
.problems{margin:1.25rem 0 0;padding:.75rem 1rem;border-left:4px solid var(--bad);border-radius:.4rem;background:var(--bad-bg);color:var(--bad);overflow-wrap:anywhere}
.problems h2{margin:0;font-size:1rem}.problems ul{margin:.35rem 0 0;padding-left:1.2rem}
.filters{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin-top:1.5rem}
.filters[hidden]{display:none}
.filters input{flex:1 1 12rem;min-width:0;padding:.5rem .75rem;border:1px solid var(--dim);border-radius:.5rem;background:var(--card);color:inherit;font:inherit}
.filters button{padding:.45rem .8rem;border:1px solid var(--dim);border-radius:.5rem;background:var(--card);color:inherit;font:inherit;cursor:pointer}
.filters button[aria-pressed=true]{border-color:var(--text);background:var(--text);color:var(--page)}
.filters output{flex-basis:100%;color:var(--dim);font-size:.9rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
details{margin:.4rem 0;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
summary{display:flex;flex-wrap:wrap;gap:.25rem .6rem;align-items:baseline;padding:.6rem .9rem;border-radius:.6rem;cursor:pointer;overflow-wrap:anywhere;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;align-self:center;width:.45rem;height:.45rem;border:solid var(--dim);border-width:0 2px 2px 0;transform:rotate(-45deg)}
details[open]>summary::before{transform:rotate(45deg)}
summary .name{font-weight:600}summary .dim,.dim{color:var(--dim)}
summary .badge{margin-left:auto}
.badge,.mark{display:inline-block;padding:.05rem .55rem;border-radius:1rem;background:var(--plain-bg);font-size:.85rem;font-weight:600;overflow-wrap:anywhere}
.good.badge,.good.mark{background:var(--good-bg);color:var(--good)}
.warning.badge,.warning.mark{background:var(--warning-bg);color:var(--warning)}
.bad.badge,.bad.mark{background:var(--bad-bg);color:var(--bad)}
.body{padding:.1rem .9rem .8rem}
.id{margin:.1rem 0 .5rem;color:var(--dim);font-size:.85rem;overflow-wrap:anywhere}
.scroll{margin:.5rem 0;overflow-x:auto;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
table{width:100%;border-collapse:collapse;font-size:.92rem}
th,td{padding:.45rem .75rem;border-top:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:7.5rem}
thead th,thead td{border-top:0;color:var(--dim);font-size:.85rem;font-weight:600}
tbody th{min-width:11rem;font-weight:500}
tr.bad>th,tr.bad>td{background:var(--bad-bg)}
code,pre{font:.92em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{padding:.05rem .3rem;border-radius:.25rem;background:var(--code);overflow-wrap:anywhere}
pre{margin:.4rem 0;padding:.7rem .9rem;border-radius:.5rem;background:var(--code);white-space:pre-wrap;overflow-wrap:anywhere}
pre code{padding:0;background:none}
.list{margin:.4rem 0;padding-left:1.2rem}.list li{overflow-wrap:anywhere}
[data-row][hidden]{display:none}
@media screen and (max-width:40rem){header,main,footer{padding-left:.9rem;padding-right:.9rem}h1{font-size:1.5rem}summary .badge{margin-left:0}
table,tbody,tr,tbody th,td{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr{padding:.5rem .75rem;border-top:1px solid var(--line)}tr:first-child{border-top:0}tr[hidden]{display:none}
tbody th,td{padding:.1rem 0;border:0}td:empty{display:none}td[data-label]::before{content:attr(data-label) ": ";color:var(--dim)}
tr.bad{background:var(--bad-bg)}}
@media print{:root{--page:#fff;--card:#fff;--text:#000;--dim:#444}.filters{display:none}details,tr{break-inside:avoid}
details::details-content{content-visibility:visible;display:block}}
`;
