variable "environment" {
  type = string
}

# Without '.git': the credential is for addresses that begin with this one.
module "greeting" {
  source = "git::https://github.com/org/modules//greeting?ref=v1"

  # From the submodule.
  words = file("${path.module}/settings/words.txt")
  name  = var.environment
}

resource "terraform_data" "greeting" {
  input = module.greeting.text
}

output "greeting" {
  value = terraform_data.greeting.output
}
