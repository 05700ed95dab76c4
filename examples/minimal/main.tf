variable "environment" {}

resource "terraform_data" "hello" {
  input = "hello from ${var.environment}"
}

output "hello" {
  value = terraform_data.hello.output
}
