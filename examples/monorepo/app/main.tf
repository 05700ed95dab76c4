variable "environment" {
  type = string
}

resource "terraform_data" "app" {
  input = "app of ${var.environment}"
}

output "url" {
  value = "https://${var.environment}.example.com"
}
