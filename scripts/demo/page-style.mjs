// The style of the demo's pages: close to GitHub's, light and dark.

export const STYLE = `:root {
  color-scheme: light dark;
  --text: light-dark(#1f2328, #f0f6fc);
  --quiet: light-dark(#59636e, #9198a1);
  --ground: light-dark(#f6f8fa, #010409);
  --card: light-dark(#ffffff, #0d1117);
  --line: light-dark(#d1d9e0, #3d444d);
  --code: light-dark(#818b981f, #656c7633);
  --link: light-dark(#0969da, #4493f8);
  --red: light-dark(#cf222e, #f85149);
  --amber: light-dark(#9a6700, #d29922);
  --green: light-dark(#1a7f37, #3fb950);
  --added: light-dark(#dafbe1, #2ea04326);
  --removed: light-dark(#ffebe9, #f851491a);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace;
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.5 -apple-system, BlinkMacSystemFont, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif;
}
main { max-width: 860px; margin: 0 auto; padding: 40px 20px 80px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 12px; }
h2 { font-size: 21px; line-height: 1.3; margin: 0 0 10px; }
p { margin: 0 0 14px; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
section { margin-top: 52px; scroll-margin-top: 20px; }
.acts { list-style: none; margin: 24px 0 0; padding: 0; counter-reset: act; border-top: 1px solid var(--line); }
.acts li { display: flex; flex-wrap: wrap; gap: 2px 12px; padding: 7px 2px; border-bottom: 1px solid var(--line); counter-increment: act; }
.acts li::before { content: counter(act); color: var(--quiet); width: 12px; }
.acts a { flex: 0 0 300px; }
.acts span { color: var(--quiet); }
code, pre { font-family: var(--mono); font-size: 85%; }
code { background: var(--code); border-radius: 6px; padding: 0.2em 0.4em; overflow-wrap: anywhere; }
pre { margin: 0 0 14px; padding: 12px 16px; border-radius: 6px; background: var(--code); line-height: 1.45; overflow-x: auto; }
pre.command { background: none; border: 1px solid var(--line); }
pre.command span { color: var(--quiet); user-select: none; }
pre .added, pre .removed { display: inline-block; min-width: 100%; }
pre .added { background: var(--added); }
pre .removed { background: var(--removed); }
article { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 24px; overflow-wrap: break-word; }
article h2 { font-size: 24px; padding-bottom: 8px; border-bottom: 1px solid var(--line); margin-bottom: 16px; }
article > :last-child { margin-bottom: 0; }
table { border-collapse: collapse; display: block; overflow-x: auto; margin: 0 0 16px; }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left; }
th { font-weight: 600; }
details { margin: 0 0 12px; }
summary { cursor: pointer; }
details[open] > summary { margin-bottom: 10px; }
.alert { border-left: 4px solid var(--link); padding: 8px 16px; margin: 0 0 16px; }
.alert .title { font-weight: 600; color: var(--link); margin-bottom: 6px; }
.alert > :last-child { margin-bottom: 0; }
.alert.caution { border-color: var(--red); }
.alert.caution .title { color: var(--red); }
.alert.warning { border-color: var(--amber); }
.alert.warning .title { color: var(--amber); }
.alert.tip { border-color: var(--green); }
.alert.tip .title { color: var(--green); }
.quiet { color: var(--quiet); font-size: 14px; margin-top: 8px; }
`
