variable "environment" {
  type = string
}

variable "database_version" {
  type    = string
  default = "16"
}

resource "terraform_data" "database" {
  input            = "database of ${var.environment}"
  triggers_replace = var.database_version
}

output "url" {
  value = var.environment == "prod" ? "https://example.com" : "https://${var.environment}.example.com"
}
