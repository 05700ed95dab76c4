variable "environment" {
  type = string
}

resource "terraform_data" "network" {
  input = "network of ${var.environment}"
}

output "network" {
  value = terraform_data.network.output
}
