// The style of the book's pages: one sheet, written into each page, so that a page that is sent on
// alone looks as it did. Light and dark as the reader's system is; for paper without navigation.
// Private to report/.
#pragma once

#include <string_view>

namespace probity {

inline constexpr std::string_view kBookStyle = R"css(
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --faint: #5c6370; --line: #d8dbe0;
  --link: #0b50a0; --code: #f3f4f6; --mark: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e5e8; --paper: #17191c; --faint: #9aa2ad;
  --line: #383c42; --link: #86b7ff; --code: #23262b; --mark: #e0b25a; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word; }
main { max-width: 54rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
.top { position: sticky; top: 0; background: var(--paper); border-bottom: 1px solid var(--line);
  padding: .5rem 1.25rem; z-index: 1; }
.top ul { max-width: 51.5rem; margin: 0 auto; padding: 0; display: flex; flex-wrap: wrap;
  gap: .25rem 1.25rem; list-style: none; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; border-bottom: 2px solid var(--line);
  padding-bottom: .25rem; }
h3 { font-size: 1.08rem; line-height: 1.35; margin: 0; }
h4 { font-size: 1rem; line-height: 1.35; margin: 0; }
h2 a, h3 a, h4 a[href^="#"] { color: inherit; }
p { margin: .4rem 0; }
code { font: .9em/1.45 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; }
code a { text-decoration: underline; text-decoration-color: var(--line);
  text-underline-offset: .15em; }
.source { display: block; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code);
  border-radius: .3rem; padding: .3rem .55rem; }
.inline { white-space: normal; overflow-wrap: anywhere; }
.value { background: var(--code); border-radius: .2rem; padding: 0 .2rem; }
.declaration { border-top: 1px solid var(--line); padding: 1rem 0 .75rem; }
h2 + .declaration { border-top: 0; padding-top: .25rem; }
.declaration:target, .exception:target, dt:target { background: var(--code);
  outline: .5rem solid var(--code); }
.exception { margin: .9rem 0 0 0; padding-left: 1rem; border-left: 3px solid var(--line); }
section.declaration.exception { margin: 0; padding-left: 0; border-left: 0; }
.name, .used, .law, .elsewhere, .type { color: var(--faint); font-size: .92rem; }
.noun, .eli a { font-size: .8rem; border: 1px solid var(--line); border-radius: .7rem;
  padding: 0 .45rem; white-space: nowrap; }
dl { display: grid; grid-template-columns: minmax(6.5rem, max-content) 1fr; gap: .35rem .9rem;
  margin: .6rem 0; }
dt { color: var(--mark); font-size: .92rem; }
dd { margin: 0; min-width: 0; grid-column: 2; }
dd p { margin: 0 0 .2rem; }
dt code { color: var(--ink); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0; font-size: .95rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .9rem .25rem 0;
  border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; font-size: .85rem; }
td.day { white-space: nowrap; font-variant-numeric: tabular-nums; }
td .source { background: none; padding: 0; overflow-wrap: break-word; }
.contents, .names { padding-left: 0; list-style: none; }
.contents li, .names li { margin: .2rem 0; }
.sections { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; margin: .6rem 0;
  list-style: none; }
.names { columns: 20rem; column-gap: 2rem; }
.names li { break-inside: avoid; color: var(--faint); font-size: .95rem; }
.letters a { display: inline-block; padding: .1rem .4rem; }
details { font-size: .92rem; color: var(--faint); }
summary { cursor: pointer; }
.facts { color: var(--faint); font-size: .92rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  main { padding: .75rem 1rem 3rem; }
  .top { padding: .4rem 1rem; }
  dl { display: block; }
  dd { margin: 0 0 .6rem; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --faint: #444; --line: #bbb; --link: #000; --code: #f5f5f5;
    --mark: #000; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .top, .letters, .sections { display: none; }
  h2, h3, h4 { break-after: avoid; }
  .exception, tr, dd { break-inside: avoid; }
  .sections { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; margin: .6rem 0;
  list-style: none; }
.names { columns: 2; }
}
)css";

}  // namespace probity
