// DynamoDB's four requests that Terraform locks with, on loopback; every table is there, and empty.
import { readBody, startLoopback } from './loopback.ts'

type Item = Readonly<Record<string, { readonly S?: string }>>

interface Request {
  readonly Item?: Item
  readonly Key?: Item
  readonly ConditionExpression?: string
}

const REFUSED = {
  __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
  message: 'The conditional request failed'
}

/** Starts it. */
export async function startDynamoDb() {
  const items = new Map<string, Item>()
  const asked: string[] = []
  const answer = (action: string, { Item, Key, ConditionExpression }: Request): object => {
    const id = (Item ?? Key)?.['LockID']?.S ?? ''
    if (action === 'PutItem') {
      if (ConditionExpression?.startsWith('attribute_not_exists') && items.has(id)) return REFUSED
      items.set(id, Item ?? {})
    }
    if (action === 'DeleteItem') items.delete(id)
    return action === 'GetItem' && items.has(id) ? { Item: items.get(id) } : {}
  }
  const server = await startLoopback((request, response) => {
    void (async () => {
      const action = String(request.headers['x-amz-target']).replace(/^.*\./u, '')
      asked.push(action)
      const found = answer(action, JSON.parse((await readBody(request)).toString()) as Request)
      response.writeHead(found === REFUSED ? 400 : 200, {
        'content-type': 'application/x-amz-json-1.0'
      })
      response.end(JSON.stringify(found))
    })().catch(() => response.destroy())
  })
  return {
    ...server,
    /** The actions, in their order. */
    asked: asked as readonly string[],
    /** The ids of the items there are, sorted. */
    ids: (): string[] => [...items.keys()].toSorted()
  }
}
