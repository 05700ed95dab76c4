terraform {
  required_version = ">= 1.10" # use_lockfile

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  backend "s3" {}
}

variable "environment" {
  type = string
}

variable "project" {
  type = string
}

resource "aws_s3_bucket" "files" {
  # AWS appends what makes the name unique in the world; a prefix has 37 characters at most.
  bucket_prefix = "${substr("${var.environment}-${var.project}", 0, 36)}-"
  # Without it, AWS refuses to delete a bucket that has files in it.
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

output "url" {
  value = "https://${aws_s3_bucket.files.bucket_regional_domain_name}"
}
