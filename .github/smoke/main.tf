# What the smoke jobs create and destroy: one resource that costs nothing and exists only in the state.
variable "environment" {
  type = string
}

resource "terraform_data" "smoke" {
  input = var.environment
}

output "name" {
  value = terraform_data.smoke.output
}
