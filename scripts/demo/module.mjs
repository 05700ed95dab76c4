// The repository of the demo: a root module that needs no provider, its policy, and the change that people push.

/** Files of the first commit on `main`. */
export const FILES = {
  'main.tf': `variable "environment" {
  type = string
}

locals {
  postgres = "14"
  size     = "small"
  pages    = ["basket", "home"]
}

# A folder plays the cloud; each resource is a file in it.
resource "terraform_data" "database" {
  input            = "\${var.environment}-database"
  triggers_replace = local.postgres

  provisioner "local-exec" {
    command     = "echo \\"PostgreSQL $VERSION\\" > \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input, VERSION = self.triggers_replace }
  }
  provisioner "local-exec" {
    when        = destroy
    command     = "rm \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input }
  }
}

resource "terraform_data" "site" {
  input = {
    name     = "\${var.environment}-site"
    database = terraform_data.database.input
    size     = local.size
  }

  provisioner "local-exec" {
    command     = "echo site > \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input.name }
  }
  provisioner "local-exec" {
    when        = destroy
    command     = "rm \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input.name }
  }
}

resource "terraform_data" "page" {
  for_each = toset(local.pages)
  input    = "\${var.environment}-page-\${each.key}"

  provisioner "local-exec" {
    command     = "echo page > \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input }
  }
  provisioner "local-exec" {
    when        = destroy
    command     = "rm \\"$CLOUD/$NAME\\""
    environment = { NAME = self.input }
  }
}
`,
  'outputs.tf': `output "url" {
  value = "https://shop-\${var.environment}.example.com"
}

output "database_password" {
  value     = substr(sha256(terraform_data.database.id), 0, 24)
  sensitive = true
}
`,
  '.github/gitops-env.yml': `version: 1
environments:
  "*":
    max-destroy: 20
  prod:
    protected: true
    max-destroy: 0
`
}

/** Lines of main.tf, before and after the change. */
export const CHANGE = [
  ['postgres = "14"', 'postgres = "16"'],
  ['size     = "small"', 'size     = "medium"'],
  ['pages    = ["basket", "home"]', 'pages    = ["basket", "home", "search"]']
]
