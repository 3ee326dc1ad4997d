variable "name" {
  description = "Name of the platform and in front of the names of its parts. Queues and functions are named by the code, so an account and region holds one platform."
  type        = string
  default     = "trellis"
  nullable    = false
}

variable "host_image" {
  description = "Image of the engine host (`engine-host/Dockerfile`), by digest or fixed tag."
  type        = string
  nullable    = false
}

variable "engine_domain" {
  description = "Name under which the host is called inside the network, such as engine.trellis.example.org."
  type        = string
  nullable    = false
}

variable "engine_certificate_arn" {
  description = "Certificate (ACM) of that name."
  type        = string
  nullable    = false
}

variable "engine_zone_id" {
  description = "Route 53 zone that gets the record; without one make it yourself, to the output `engine_dns_name`."
  type        = string
  default     = null
}

variable "tokens" {
  description = "Bearer tokens by person; `service` must be there. Give them by TF_VAR_tokens, not in a file."
  type        = map(string)
  sensitive   = true
  nullable    = false
}

variable "console" {
  description = "A public way in for people; none unless said. Needs `oidc`."
  type = object({
    domain          = string
    certificate_arn = string
    allowed_cidrs   = list(string)
    zone_id         = optional(string)
  })
  default = null
}

variable "oidc" {
  description = "Identity provider of people."
  type = object({
    issuer       = string
    client_id    = string
    roles_claim  = optional(string)
    tenant_claim = optional(string, "tenant")
  })
  default = null
}

variable "registry_folders" {
  description = "Folders of registry entries, as `trellis apply -f` takes them."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "bucket" {
  description = "Bucket of artifacts; `NAME-artifacts-ACCOUNT-REGION` unless said."
  type        = string
  default     = null
}

variable "script_image" {
  description = "Image of the kind `script` (`tde-functions/Dockerfile`); needed once an entry has `adapter: python`, `shell` or `javascript`."
  type        = string
  default     = null
}

variable "containers" {
  description = "Where tasks of kind `container` run on ECS; see the module `function`."
  type        = any
  default     = null
}

variable "packages" {
  description = "Code of more kinds, or in place of the build's own; see the module `function`."
  type        = map(map(string))
  default     = {}
  nullable    = false
}

variable "pdo_package" {
  description = "Zip of the orchestrator; the build's own unless said."
  type        = string
  default     = null
}

variable "environment" {
  description = "More environment variables of functions, by kind: `{ sql = { TRELLIS_SQL_WORK_URL = … } }`."
  type        = map(map(string))
  default     = {}
  nullable    = false
}

variable "runtime" {
  description = "Runtime of zip packages; see the module `function`."
  type        = string
  default     = "java21"
  nullable    = false
}

variable "architecture" {
  description = "Architecture of functions."
  type        = string
  default     = "x86_64"
  nullable    = false
}

variable "hosts" {
  description = "Engine hosts at a time."
  type        = number
  default     = 2
  nullable    = false
}

variable "database_class" {
  description = "Size of the database."
  type        = string
  default     = "db.t4g.small"
  nullable    = false
}

variable "database_password_version" {
  description = "Raise it by one for a new password; then start the hosts anew."
  type        = number
  default     = 1
  nullable    = false
}

variable "multi_az" {
  description = "Whether the database has a standby."
  type        = bool
  default     = true
  nullable    = false
}

variable "nat" {
  description = "NAT gateways: one, per_zone or none."
  type        = string
  default     = "one"
  nullable    = false
}

variable "alarm_actions" {
  description = "What an alarm calls, for example SNS topics."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether database, tables and files refuse to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}

variable "secrets" {
  description = "Names of the secrets that task types read, by task type: `{ \"payments.charge\" = [\"payments/token\"] }`."
  type        = map(list(string))
  default     = {}
  nullable    = false
}
