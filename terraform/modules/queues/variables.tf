variable "names" {
  description = "Queues; each gets a dead-letter queue `NAME-dlq`. The platform's own three unless said: their names are fixed in its code."
  type        = list(string)
  default     = ["trellis-outcomes", "trellis-submissions", "trellis-events"]
  nullable    = false

  validation {
    condition     = alltrue([for name in var.names : can(regex("^[A-Za-z0-9_-]{1,76}$", name))])
    error_message = "names: each 1 to 76 characters of A-Z, a-z, 0-9, _ and - (80 with -dlq)."
  }
}

variable "visibility_timeout_seconds" {
  description = "How long a received message is hidden. The engine host names its own when it receives."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.visibility_timeout_seconds >= 0 && var.visibility_timeout_seconds <= 43200
    error_message = "visibility_timeout_seconds: 0 to 43200."
  }
}

variable "max_receives" {
  description = "Receives without success after which a message becomes a dead letter, and then an incident."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.max_receives >= 2 && var.max_receives <= 100
    error_message = "max_receives: 2 to 100; with 1 a single crash makes a dead letter."
  }
}

variable "retention_seconds" {
  description = "How long messages are kept: 14 days, SQS' longest. Shorter ones turn a long outage into lost messages."
  type        = number
  default     = 1209600
  nullable    = false

  validation {
    condition     = var.retention_seconds >= 86400 && var.retention_seconds <= 1209600
    error_message = "retention_seconds: 86400 (a day) to 1209600 (14 days)."
  }
}

variable "kms_key_arn" {
  description = "Key that encrypts the messages."
  type        = string
  nullable    = false
}
