variable "table_definitions" {
  description = "Folder of the table definitions (JSON); those of `registry-tables` in this repository unless said."
  type        = string
  default     = null

  validation {
    condition     = var.table_definitions == null || alltrue([for name in ["process", "tde", "policy", "execution"] : fileexists("${coalesce(var.table_definitions, ".")}/${name}.json")])
    error_message = "table_definitions: the folder lacks one of process.json, tde.json, policy.json, execution.json."
  }
}

variable "table_prefix" {
  description = "In front of each table's name; the platform's `TRELLIS_TABLE_PREFIX`."
  type        = string
  default     = "trellis-"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{0,40}$", var.table_prefix))
    error_message = "table_prefix: up to 40 characters of A-Z, a-z, 0-9, _, . and -."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the tables."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether tables refuse to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}
