variable "entry_file" {
  description = "Registry entry of the task type (`kind: tde`), YAML or JSON: name, adapter, queue and timeout are read from it."
  type        = string
  nullable    = false

  validation {
    condition     = try(yamldecode(file(var.entry_file)).kind, "") == "tde"
    error_message = "entry_file: no registry entry of `kind: tde`."
  }
}

variable "packages" {
  description = "Code by kind (`registry`, `script`, `cli`, `http`, `sql`, `file`, your own): exactly one of `zip` (a local file), `s3_bucket` with `s3_key`, and `image_uri`."
  type = map(object({
    zip               = optional(string)
    s3_bucket         = optional(string)
    s3_key            = optional(string)
    s3_object_version = optional(string)
    image_uri         = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for code in values(var.packages) : length([for place in [code.zip, code.s3_bucket, code.image_uri] : place if place != null]) == 1])
    error_message = "packages: each kind has exactly one of zip, s3_bucket and image_uri."
  }
  validation {
    condition     = alltrue([for code in values(var.packages) : (code.s3_bucket == null) == (code.s3_key == null)])
    error_message = "packages: s3_bucket and s3_key go together."
  }
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

variable "memory_mb" {
  description = "Memory by kind, and `default`; the share of a CPU goes with it (1,769 MB is one)."
  type        = map(number)
  default     = { default = 1024 }
  nullable    = false

  validation {
    condition     = contains(keys(var.memory_mb), "default") && alltrue([for size in values(var.memory_mb) : size >= 256 && size <= 10240])
    error_message = "memory_mb: 256 to 10240 for each kind, and a default."
  }
}

variable "environment" {
  description = "More environment variables by kind, for example `TRELLIS_SQL_WORK_URL` for `sql`. They lie in the state."
  type        = map(map(string))
  default     = {}
  nullable    = false
}

variable "secrets" {
  description = "Names of the secrets that a task type reads (`secret://NAME`), by task type; policy decides too (`guard_rails.secrets`)."
  type        = map(list(string))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in flatten(values(var.secrets)) : can(regex("^[A-Za-z0-9/_+=.@-]+$", name)) && !endswith(name, "/")])
    error_message = "secrets: whole names, no prefixes and no wildcards."
  }
}

variable "secret_prefix" {
  description = "In front of the names of secrets in Secrets Manager; the platform's `TRELLIS_SECRET_PREFIX`."
  type        = string
  default     = "trellis/"
  nullable    = false
}

variable "vpc" {
  description = "Network by kind, for kinds that reach something in it (`sql`); the others have none."
  type = map(object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  }))
  default  = {}
  nullable = false
}

variable "closed_networks" {
  description = "Kinds (`script`, `cli`) of whose `vpc` you vouch that it lets nothing out. Entries with `net=none` run there; elsewhere they fail with `capability_missing`, since Lambda lets no child have a network of its own."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for kind in var.closed_networks : contains(["script", "cli"], kind) && contains(keys(var.vpc), kind)])
    error_message = "closed_networks: script or cli, each with a network in vpc; without one a function reaches the Internet."
  }
}

variable "containers" {
  description = "Where tasks of kind `container` run on ECS: a cluster, the role by which ECS pulls images and writes logs, an image by its digest with `sh`, `tar` and `curl`, a log group, and the networks of `net=internal` and `net=egress`."
  type = object({
    cluster_arn        = string
    execution_role_arn = string
    carrier_image      = string
    log_group_name     = string
    internal           = optional(object({ subnet_ids = list(string), security_group_ids = list(string) }))
    egress             = optional(object({ subnet_ids = list(string), security_group_ids = list(string) }))
  })
  default = null

  validation {
    condition     = var.containers == null || can(regex("@sha256:[0-9a-f]{64}$", var.containers.carrier_image))
    error_message = "containers: carrier_image is named by its digest."
  }
}

variable "batch_size" {
  description = "Messages an invocation may take. They run one after the other, so only short tasks gain."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.batch_size >= 1 && var.batch_size <= 10
    error_message = "batch_size: 1 to 10."
  }
}

variable "maximum_concurrency" {
  description = "Invocations at a time that the queue feeds."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.maximum_concurrency >= 2 && var.maximum_concurrency <= 1000
    error_message = "maximum_concurrency: 2 to 1000; Lambda takes no less than 2."
  }
}

variable "reserved_concurrency" {
  description = "Concurrency taken out of the account's pool for this function alone; at least `maximum_concurrency`, or throttled receives count towards the dead-letter queue."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null || try(var.reserved_concurrency >= var.maximum_concurrency, false)
    error_message = "reserved_concurrency: not below maximum_concurrency."
  }
}

variable "max_receives" {
  description = "Receives without success after which a request becomes a dead letter."
  type        = number
  default     = 5
  nullable    = false
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

variable "outcome_queue_arn" {
  description = "Queue that takes the outcomes."
  type        = string
  nullable    = false
}

variable "execution_table_arn" {
  description = "Table of the execution store."
  type        = string
  nullable    = false
}

variable "registry_table_arns" {
  description = "The three registries, which only the kind `registry` may reach."
  type        = list(string)
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of queue, environment and log, and of what the function reads and writes."
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

variable "metrics_namespace" {
  description = "CloudWatch namespace of what each attempt measures: duration, cold start, status, by task type; none unless said, since each is a paid metric."
  type        = string
  default     = null
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
