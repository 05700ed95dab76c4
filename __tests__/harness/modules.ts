// Root modules that need no provider and no network.

/** Keeps states in clear, so that a test can look into them; the events say that the repository is private. */
export const IN_CLEAR = { 'state-passphrase': 'none' } as const

/** An app of `size` parts; its name and address come from the environment. */
export const APP = `
variable "environment" {}
variable "size" { default = 1 }
resource "terraform_data" "app" {
  count = var.size
  input = "\${var.environment}-\${count.index}"
}
output "name" { value = terraform_data.app[0].output }
output "url" { value = "https://\${var.environment}.example.com" }
`

/** One resource of a name, with whatever is to be in it. */
export const resource = (name: string, body = ''): string =>
  `resource "terraform_data" "${name}" {\n${body}\n}\n`

/** What a resource runs on this machine: when it is made, or when it is destroyed. */
export const runs = (command: string, when: 'create' | 'destroy' = 'create'): string => `
  provisioner "local-exec" {
    when    = ${when}
    command = ${JSON.stringify(command)}
  }
`
