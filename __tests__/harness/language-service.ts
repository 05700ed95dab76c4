// What GitHub's own language service finds wrong with a workflow or an action file.
import { validate } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { KNOWN_ACTIONS } from './known-actions.ts'

/** The inputs of an action by name, for `uses:` of an action that is not this one. */
type Metadata = Readonly<Record<string, object>>

/** An action by its repository, and its folder there. */
interface Stranger {
  readonly owner: string
  readonly name: string
  readonly path?: string | undefined
}

/** The service remembers what it has read by name. */
let read = 0

/**
 * The complaints, `line: message` each.
 * @param file its name decides how it is read: `action.yml`, or a path below `.github/workflows`
 * @param ours the text of our action.yml: what `uses:` of any other action takes is not checked
 */
export async function complaintsAbout(
  text: string,
  file: string,
  ours: string
): Promise<readonly string[]> {
  const language = file.endsWith('action.yml') ? 'action' : 'workflow'
  read += 1
  const document = TextDocument.create(`file:///${read}/${file}`, language, 1, text)
  const own = parse(ours) as { readonly inputs: Metadata }
  const found = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: (action) =>
        Promise.resolve(
          action.name === 'gitops-env-action'
            ? { name: action.name, description: '', inputs: own.inputs as never }
            : { name: action.name, description: '', inputs: strangersInputs(action) as never }
        )
    }
  })
  return found.map(
    ({ range, message }) =>
      `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`
  )
}

function strangersInputs({ owner, name, path }: Stranger): Metadata {
  const full = [owner, name, ...(path === undefined ? [] : [path])].join('/')
  const { inputs = [], required = [] } = KNOWN_ACTIONS[full] ?? {}
  return Object.fromEntries(inputs.map((name) => [name, { required: required.includes(name) }]))
}
