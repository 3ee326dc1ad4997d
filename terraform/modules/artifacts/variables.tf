variable "bucket" {
  description = "Name of the bucket, unique in the world; the platform's `TRELLIS_BUCKET`."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "bucket: 3 to 63 characters of a-z, 0-9 and -; dots break TLS."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the files."
  type        = string
  nullable    = false
}

variable "work_expires_after_days" {
  description = "Days after which files of instances (`work/`, `claims/`) go; longer than `TRELLIS_RETENTION` (90 days unless said) plus the longest instance."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.work_expires_after_days >= 15
    error_message = "work_expires_after_days: at least 15, since a message may wait for 14 days and then name a file."
  }
}

variable "log_bucket" {
  description = "Bucket that takes the access log; none unless said."
  type        = string
  default     = null
}

variable "force_destroy" {
  description = "Whether `destroy` deletes the files too."
  type        = bool
  default     = false
  nullable    = false
}
