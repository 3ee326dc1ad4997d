variable "name" {
  description = "Name of the platform; the key's alias is `alias/NAME`."
  type        = string
  default     = "trellis"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}$", var.name))
    error_message = "name: 2 to 21 characters of a-z, 0-9 and -, beginning with a letter."
  }
}

variable "deletion_window_days" {
  description = "Days between the destruction of the key and its end, in which it can still be saved."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deletion_window_days >= 7 && var.deletion_window_days <= 30
    error_message = "deletion_window_days: 7 to 30."
  }
}
