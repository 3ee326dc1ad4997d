variable "function_name" {
  description = "Name of the function; the host's `TRELLIS_PDO_FUNCTION`."
  type        = string
  default     = "trellis-pdo"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,58}$", var.function_name))
    error_message = "function_name: 1 to 58 characters of A-Z, a-z, 0-9, _ and -."
  }
}

variable "package" {
  description = "Its code: exactly one of `zip` (a local file), `s3_bucket` with `s3_key`, and `image_uri`."
  type = object({
    zip       = optional(string)
    s3_bucket = optional(string)
    s3_key    = optional(string)
    image_uri = optional(string)
  })
  nullable = false

  validation {
    condition     = length([for place in [var.package.zip, var.package.s3_bucket, var.package.image_uri] : place if place != null]) == 1
    error_message = "package: exactly one of zip, s3_bucket and image_uri."
  }
}

variable "engine_url" {
  description = "Base address of the engine host."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https?://[^/]+$", var.engine_url))
    error_message = "engine_url: an address such as https://engine.example.org, without a path."
  }
}

variable "engine_token" {
  description = "Bearer token with the role `service`. It lies in the state and in the function's encrypted environment."
  type        = string
  sensitive   = true
  nullable    = false

  validation {
    condition     = length(var.engine_token) >= 20
    error_message = "engine_token: at least 20 characters; the host takes no shorter one."
  }
}

variable "linger" {
  description = "How long a run waits for new work before it ends, ISO 8601."
  type        = string
  default     = "PT10S"
  nullable    = false

  validation {
    condition     = can(regex("^PT[0-9]+S$", var.linger))
    error_message = "linger: a duration in seconds such as PT10S."
  }
}

variable "timer" {
  description = "Whether the timer runs."
  type        = bool
  default     = true
  nullable    = false
}

variable "nudger_role_name" {
  description = "Role (the engine host's) that may nudge the orchestrator; none unless said."
  type        = string
  default     = null
}

variable "environment" {
  description = "More environment variables, for example other endpoints."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "vpc" {
  description = "Network in which the engine host is reached; none unless said."
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = null
}

variable "memory_mb" {
  description = "Memory; the share of a CPU goes with it (1,769 MB is one). Woken every minute, it is nearly always warm."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_mb >= 256 && var.memory_mb <= 10240
    error_message = "memory_mb: 256 to 10240."
  }
}

variable "reserved_concurrency" {
  description = "Concurrency taken out of the account's pool for it alone; 2 serve a timer and a nudge at once."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null || try(var.reserved_concurrency >= 1, false)
    error_message = "reserved_concurrency: at least 1."
  }
}

variable "task_queue_arns" {
  description = "Queues of the task types."
  type        = list(string)
  nullable    = false
}

variable "event_queue_arn" {
  description = "Queue that takes the events."
  type        = string
  nullable    = false
}

variable "runtime" {
  description = "Runtime of zip packages: `java21`, `java25` (with an AWS provider that knows it), or `provided.al2023` with an own JRE and AOT cache."
  type        = string
  default     = "java21"
  nullable    = false

  validation {
    condition     = contains(["java21", "java25", "provided.al2023"], var.runtime)
    error_message = "runtime: java21, java25 or provided.al2023."
  }
}

variable "architecture" {
  description = "`x86_64` or `arm64`; an image, a JRE and an AOT cache are of one architecture, plain jars of any."
  type        = string
  default     = "x86_64"
  nullable    = false

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture: x86_64 or arm64."
  }
}

variable "bucket" {
  description = "Bucket of artifacts."
  type        = string
  nullable    = false
}

variable "table_prefix" {
  description = "In front of table names."
  type        = string
  default     = "trellis-"
  nullable    = false
}

variable "execution_table_arn" {
  description = "Table of the execution store."
  type        = string
  nullable    = false
}

variable "registry_table_arns" {
  description = "The three registries."
  type        = list(string)
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of environment and log, and of what the function reads and writes."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the log is kept."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days: one of the numbers that CloudWatch Logs takes, such as 30, 90 or 365."
  }
}

variable "tracing" {
  description = "Whether X-Ray traces invocations."
  type        = bool
  default     = true
  nullable    = false
}

variable "code_signing_config_arn" {
  description = "Code signing configuration; none unless said."
  type        = string
  default     = null
}

variable "emulator" {
  description = "Whether an emulator stands in for AWS: leaves out what those forget or lack, X-Ray and the environment's own key."
  type        = bool
  default     = false
  nullable    = false
}
