terraform {
  required_providers {
    restapi = { source = "Mastercard/restapi" }
  }
}

variable "api" { type = string }
variable "key" {
  type      = string
  sensitive = true
}
variable "apps" { type = number }
variable "changed" { type = bool }

provider "restapi" {
  uri                  = var.api
  headers              = { authorization = "Basic ${var.key}", content-type = "application/json" }
  write_returns_object = true
  update_method        = "PATCH"
}

resource "restapi_object" "app" {
  count                   = var.apps
  path                    = "/apps"
  ignore_server_additions = true
  data = jsonencode({
    display_name = "App number ${count.index}${var.changed ? ", changed" : ""}"
    channel_credentials = [
      {
        channel       = "SMS"
        static_bearer = { claimed_identity = "service-plan-${count.index}", token = "sms-token-of-app-number-${count.index}" }
      },
      {
        channel      = "MESSENGER"
        static_token = { token = "messenger-token-of-app-number-${count.index}" }
      },
    ]
    retention_policy = { retention_type = "MESSAGE_EXPIRE_POLICY", ttl_days = 30 }
  })
}
