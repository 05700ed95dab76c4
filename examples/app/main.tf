variable "environment" {
  type = string
}

variable "database_password" {
  type      = string
  sensitive = true
}

resource "terraform_data" "bucket" {
  input = "site-${var.environment}"
}

output "bucket" {
  value = terraform_data.bucket.output
}

output "features" {
  value = ["search", "dark-mode"]
}

output "url" {
  value = "https://${var.environment}.example.com"
}

output "database_url" {
  value     = "postgres://app:${var.database_password}@${var.environment}.example.com/app"
  sensitive = true
}
