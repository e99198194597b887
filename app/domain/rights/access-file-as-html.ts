import { type AccessFile, forewords, type Part } from './access-file';

/** Stands alone and prints: black on white, a table's head on each page, no script and nothing from elsewhere. */
const STYLE = `
  body { font: 11pt/1.4 Georgia, serif; color: #000; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem; break-after: avoid }
  .wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: 9pt }
  caption { text-align: left; padding-bottom: .3rem; color: #333 }
  th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #bbb; padding: .2rem .4rem; overflow-wrap: break-word }
  .whole { white-space: nowrap }
  thead { display: table-header-group } tr { break-inside: avoid } footer { margin-top: 2rem; border-top: 2px solid #000 }
  @media print { body { margin: 0; max-width: none } .wide { overflow: visible } table { font-size: 8pt } }
  @page { size: landscape; margin: 12mm }`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (raw: string) => raw.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** The file for the person: a page to read and to print. `copy` says whose copy it is, at the head and the foot. */
export function accessFileAsHtml(file: AccessFile, copy: string): string {
  const title = `What is held of ${file.code}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(`${title} – ${file.reference}`)}</title><style>${STYLE}</style></head>
<body>
<header><h1>${text(title)}</h1><p>${text(`Answer to request ${file.reference}. ${copy}.`)}</p></header>
<main>
${forewords(file)
  .map((line) => `<p>${text(line)}</p>`)
  .join('\n')}
${file.parts.map(section).join('\n')}
</main>
<footer><p>${text(`End of the file: ${file.parts.length} parts. ${copy}.`)}</p></footer>
</body>
</html>
`;
}

function section({ key, title, source, period, notes, columns, rows }: Part): string {
  const days = period ? `, ${period.from} to ${period.through}` : '';
  const head = `<h2 id="${text(key)}">${text(title)}</h2>`;
  const remarks = notes.map((note) => `<p>${text(note)}</p>`).join('');
  if (rows.length === 0) return `${head}${remarks}<p>${text(`Nothing is held here. Source: ${source}.`)}</p>`;
  // A column in which nothing stands takes the others their room; the file for a program has it.
  const shown = columns.map((_, at) => at).filter((at) => rows.some((row) => row[at]));
  const heads = shown.map((at) => `<th scope="col">${text(columns[at] ?? '')}</th>`).join('');
  const body = rows.map((row) => `<tr>${shown.map((at) => cellOf(row[at] ?? '')).join('')}</tr>`).join('\n');
  return `${head}${remarks}<div class="wide" tabindex="0" role="region" aria-label="${text(title)}"><table>
<caption>${text(`Source: ${source}. ${rows.length} ${rows.length === 1 ? 'line' : 'lines'}${days}.`)}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

/** A day, a figure or a reference is not broken; a word of the books is, at its joints; a moment is said to the minute. */
function cellOf(raw: string): string {
  const said = text(raw.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z$/, '$1 $2 UTC'));
  if (/^-?[\d.-]+$|^[A-Z]{1,3}-[\d-]+$/.test(raw)) return `<td class="whole">${said}</td>`;
  return `<td>${said.replace(/[_:/](?=\w)/g, '$&<wbr>')}</td>`;
}
