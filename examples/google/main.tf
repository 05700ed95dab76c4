terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 7.0"
    }
  }

  backend "gcs" {}
}

provider "google" {
  project = var.google_project
}

variable "google_project" {
  type = string
}

variable "environment" {
  type = string
}

variable "project" {
  type = string
}

resource "google_storage_bucket" "files" {
  # Names of buckets are unique in the world.
  name                        = "${var.environment}-${substr(sha1("${var.google_project}/${var.project}"), 0, 12)}"
  location                    = "EU"
  uniform_bucket_level_access = true
  # Without it, Google refuses to delete a bucket that has files in it.
  force_destroy = true
}

output "url" {
  value = "https://storage.googleapis.com/${google_storage_bucket.files.name}"
}
