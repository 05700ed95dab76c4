terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }

  backend "azurerm" {}
}

provider "azurerm" {
  features {
    resource_group {
      # The branch's deletion is to remove the group with whatever else was put into it.
      prevent_deletion_if_contains_resources = false
    }
  }
}

variable "environment" {
  type = string
}

variable "project" {
  type = string
}

variable "tags" {
  type = map(string)
}

resource "azurerm_resource_group" "environment" {
  name     = "rg-${var.project}-${var.environment}"
  location = "westeurope"
  tags     = var.tags
}

resource "azurerm_storage_account" "files" {
  # Names of storage accounts are unique in the world, and have 24 characters at most.
  name                     = "st${substr(sha1(azurerm_resource_group.environment.id), 0, 22)}"
  resource_group_name      = azurerm_resource_group.environment.name
  location                 = azurerm_resource_group.environment.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
  min_tls_version          = "TLS1_2"
  tags                     = var.tags
}

output "url" {
  value = azurerm_storage_account.files.primary_blob_endpoint
}
