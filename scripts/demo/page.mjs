// The pages of HTML that the demo leaves: one for each act, and one that tells the whole.
import { STYLE } from './page-style.mjs'
import { escapeHtml, renderDifference, renderSummary } from './summary.mjs'

/** No script, no request: the page is its own text and style. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** An act's page. */
export const renderActPage = (act) =>
  page(
    `${act.number}. ${act.title}`,
    `${renderAct(act, 'h1')}<p><a href="index.html">The whole story</a></p>`
  )

/**
 * The page of the whole story.
 * @param ends what is looked at in the end, each with its `title`, `words` and `looks`
 */
export function renderStoryPage(acts, ends) {
  const list = acts
    .map(({ number, title, headline }) => {
      const link = `<a href="#act-${number}">${escapeHtml(title)}</a>`
      return `<li>${link}<span>${escapeHtml(headline)}</span></li>`
    })
    .join('\n')
  return page(
    'A branch is an environment',
    `<h1>A branch is an environment</h1>
<p>What people did, and the job summary each of the runs left on GitHub. A bare repository played GitHub, a folder the cloud; git, Terraform and the action are the real ones.</p>
<ol class="acts">
${list}
</ol>
${acts.map((act) => `<section id="act-${act.number}">${renderAct(act, 'h2')}</section>`).join('\n')}
${ends.map(renderEnd).join('\n')}`
  )
}

function renderAct({ number, name, title, words, command, files, difference, summary }, level) {
  const shown = Object.entries(files ?? {}).map(
    ([path, text]) =>
      `<details><summary><code>${escapeHtml(path)}</code></summary><pre>${escapeHtml(text)}</pre></details>`
  )
  const change = difference === '' ? '' : `<pre>${renderDifference(difference)}</pre>`
  return `<${level}>${number}. ${escapeHtml(title)}</${level}>
<p>${escapeHtml(words)}</p>
${prompt(command)}
${shown.join('\n')}${change}
<article>
${renderSummary(summary)}</article>
<p class="quiet"><a href="${number}-${name}.md">Markdown</a> · <a href="${number}-${name}.log">log of the run</a></p>`
}

function renderEnd({ title, words, looks }) {
  const seen = looks.map(
    ({ command, output }) => `${prompt(command)}\n<pre>${escapeHtml(output)}</pre>`
  )
  return `<section><h2>${escapeHtml(title)}</h2>
<p>${escapeHtml(words)}</p>
${seen.join('\n')}</section>`
}

const prompt = (command) => `<pre class="command"><span>$</span> ${escapeHtml(command)}</pre>`

function page(title, body) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}
