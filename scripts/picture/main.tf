variable "environment" {}

variable "engine" {
  default = "14"
}

variable "size" {
  default = "small"
}

resource "terraform_data" "database" {
  input            = "orders"
  triggers_replace = var.engine
}

resource "terraform_data" "site" {
  input = { size = var.size, database = terraform_data.database.input }
}

resource "terraform_data" "uploads" {
  input = "uploads-${var.environment}"
}

output "url" {
  value = "https://${var.environment}.example.com"
}

output "database" {
  value = terraform_data.database.input
}
