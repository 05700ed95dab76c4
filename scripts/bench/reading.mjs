// A program of its own, for a node that reads TypeScript: how long reading a root module takes, as JSON on its output.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readModule } from '../../src/terraform/module.ts'
import { milliseconds, must } from './world.mjs'

const [files = '600', times = '5'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'gitops-env-bench-module-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

let bytes = 0
for (let index = 0; index < Number(files); index += 1) {
  const text = `# File ${index}: what a service of some size looks like.
variable "name_${index}" {
  type        = string
  default     = "service-${index}"
  description = <<-EOT
    A text of several lines, with { braces }, "quotes" and # what is no comment,
    as long as people write them.
  EOT
}

locals {
  labels_${index} = merge({ service = var.name_${index} }, { for key in ["a", "b"] : key => upper("\${key}-${index}") })
}

resource "terraform_data" "service_${index}" {
  count = 2
  input = {
    name   = "\${var.name_${index}}-\${count.index}" // the second one is a spare
    labels = local.labels_${index}
    script = <<-EOT
      #!/bin/sh
      echo "%{if count.index == 0}first%{else}spare%{endif} \${var.name_${index}}"
    EOT
  }
  lifecycle {
    ignore_changes = [input]
  }
}

output "service_${index}" {
  value = terraform_data.service_${index}[*].id
}
`
  bytes += text.length
  writeFileSync(join(folder, `service-${index}.tf`), text)
}

const env = { ...process.env, CHECKPOINT_DISABLE: '1' }
must('terraform', ['init', '-backend=false', '-input=false'], { cwd: folder, env })
const read = []
const validate = []
for (let time = 0; time < Number(times); time += 1) {
  read.push(milliseconds(() => readModule(folder)))
  validate.push(milliseconds(() => must('terraform', ['validate'], { cwd: folder, env })))
}
const { variables } = readModule(folder)
console.log(JSON.stringify({ read, validate, bytes, variables: variables.size }))
