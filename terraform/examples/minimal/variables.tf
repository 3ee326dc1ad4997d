variable "engine_url" {
  description = "Address of the engine host as the orchestrator reaches it."
  type        = string
  nullable    = false
}

variable "engine_token" {
  description = "The host's token of the person `service`."
  type        = string
  sensitive   = true
  nullable    = false
}

variable "registry_folders" {
  description = "Folders of registry entries, as `trellis apply -f` takes them."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "bucket" {
  description = "Bucket of artifacts; `trellis-artifacts-ACCOUNT-REGION` unless said."
  type        = string
  default     = null
}

variable "script_image" {
  description = "Image of the kind `script` (`tde-functions/Dockerfile`); needed once an entry has `adapter: python`, `shell` or `javascript`."
  type        = string
  default     = null
}

variable "packages" {
  description = "Code of more kinds, or in place of the build's own; see the module `function`."
  type        = map(map(string))
  default     = {}
  nullable    = false
}

variable "environment" {
  description = "More environment variables of functions, by kind: `{ sql = { TRELLIS_SQL_WORK_URL = … } }`."
  type        = map(map(string))
  default     = {}
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether tables and files survive `destroy`."
  type        = bool
  default     = true
  nullable    = false
}

variable "emulator" {
  description = "Whether this goes to an emulator (LocalStack): S3 by path, no X-Ray."
  type        = bool
  default     = false
  nullable    = false
}

variable "endpoint_of_functions" {
  description = "Address of the emulator as functions reach it; on AWS none."
  type        = string
  default     = null
}

variable "secrets" {
  description = "Names of the secrets that task types read, by task type: `{ \"payments.charge\" = [\"payments/token\"] }`."
  type        = map(list(string))
  default     = {}
  nullable    = false
}
