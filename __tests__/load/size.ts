// How large an origin is, object by object, and a state of a size as real ones have.
import type { Origin } from '../harness/origin.ts'

/** Objects of an origin by name, each with its kind and the bytes it takes on disk. */
export type Objects = ReadonlyMap<string, { readonly kind: string; readonly bytes: number }>

/** Every object there is, reachable or not. */
export function objectsOf(origin: Origin): Objects {
  const format = '--batch-check=%(objectname) %(objecttype) %(objectsize:disk)'
  const lines = origin.git('cat-file', '--batch-all-objects', '--unordered', format).split('\n')
  return new Map(
    lines.map((line) => {
      const [name = '', kind = '', bytes] = line.split(' ')
      return [name, { kind, bytes: Number(bytes) }]
    })
  )
}

/** What there is now and was not before. */
export const added = (before: Objects, after: Objects): Objects =>
  new Map([...after].filter(([name]) => !before.has(name)))

/** How many objects, and how many bytes on disk. */
export function sizeOf(objects: Objects): { readonly objects: number; readonly bytes: number } {
  const all = [...objects.values()]
  return { objects: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** How many objects of each kind. */
export function kindsOf(objects: Objects): Readonly<Record<string, number>> {
  const kinds = [...objects.values()].map(({ kind }) => kind)
  return Object.fromEntries(
    kinds.map((kind) => [kind, kinds.filter((other) => other === kind).length])
  )
}

/** A root module whose state has about 50 KB: 16 resources with what a cloud tells of each. */
export const ESTATE = `
variable "environment" {}
variable "release" { default = "0" }
resource "terraform_data" "service" {
  count = 16
  input = {
    arn  = "arn:aws:ecs:eu-central-1:123456789012:service/\${var.environment}/\${md5(count.index)}"
    name = "\${var.environment}-service-\${count.index}"
    id   = sha1("\${var.environment}-\${count.index}")
    image = "registry.example.com/service-\${count.index}@sha256:\${sha256("\${var.release}-\${count.index}")}"
    endpoint = "https://\${md5("\${var.environment}/\${count.index}")}.execute-api.eu-central-1.amazonaws.com/live"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["ecs:DescribeServices", "ecs:UpdateService"], Resource = "*" }] })
    tags = { environment = var.environment, release = var.release, owner = "platform" }
  }
}
output "release" { value = terraform_data.service[15].output.tags.release }
`

/** The file that changes every resource of the estate. */
export const released = (release: number): { readonly [file: string]: string } => ({
  'release.auto.tfvars': `release = "${release}"\n`
})
